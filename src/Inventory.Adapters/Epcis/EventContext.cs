namespace Inventory.Adapters.Epcis;

/// <summary>Which part of an event an open element is.</summary>
internal enum EventContext
{
    /// <summary>Nothing that says something about stock.</summary>
    Other = 0,

    /// <summary>The event itself, or an extension element of it.</summary>
    Event = 1,

    /// <summary>A list of identifiers: objects, children, inputs.</summary>
    Objects = 2,

    /// <summary>The identifiers that a transformation made.</summary>
    Outputs = 3,

    /// <summary>A list of classes with quantities, or one of them.</summary>
    Quantities = 4,

    /// <summary>The classes that a transformation made.</summary>
    OutputQuantities = 5,

    /// <summary>Master data of instance and lot.</summary>
    Ilmd = 6,

    /// <summary>The declaration that the event was an error.</summary>
    Error = 7,

    /// <summary>Where the objects are after the event.</summary>
    BizLocation = 8,

    /// <summary>Where the event took place.</summary>
    ReadPoint = 9,
}
