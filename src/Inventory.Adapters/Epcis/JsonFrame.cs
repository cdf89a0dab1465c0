using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>An open object or list of a JSON document.</summary>
internal struct JsonFrame
{
    /// <summary>The member it is the value of; of a list's entry, the list's.</summary>
    public string Name;

    /// <summary>The word of its name.</summary>
    public EventWord Word;

    /// <summary>Entries met so far, of a list.</summary>
    public int Count;

    /// <summary>The path of the list's entries, once one of them asked for it.</summary>
    public CountedPath? Path;

    public bool IsArray;

    /// <summary>True for an object that may be an event: an entry of an event list or of the document itself.</summary>
    public bool IsEvent;
}
