namespace Inventory.Adapters.Epcis;

/// <summary>An open object or list of a JSON document.</summary>
internal struct JsonFrame
{
    /// <summary>The member it is the value of; of a list's entry, the list's.</summary>
    public string Name;

    /// <summary>Entries met so far, of a list.</summary>
    public int Count;

    public bool IsArray;

    /// <summary>True for an object that may be an event: an entry of an event list or of the document itself.</summary>
    public bool IsEvent;
}
