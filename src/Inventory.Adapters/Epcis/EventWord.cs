namespace Inventory.Adapters.Epcis;

/// <summary>What an element of an event, or a member, says by its name.</summary>
internal enum EventWord
{
    /// <summary>Nothing that is read here.</summary>
    Other = 0,

    /// <summary>The list around the events.</summary>
    EventList,

    /// <summary>A list of identifiers.</summary>
    Objects,

    /// <summary>The identifiers that a transformation made.</summary>
    Outputs,

    /// <summary>A list of classes with quantities.</summary>
    Quantities,

    /// <summary>The classes that a transformation made.</summary>
    OutputQuantities,

    /// <summary>One class with its quantity.</summary>
    QuantityElement,

    /// <summary>Master data of instance and lot.</summary>
    Ilmd,

    /// <summary>The declaration that the event was an error.</summary>
    Error,

    /// <summary>Where the objects are after the event.</summary>
    BizLocation,

    /// <summary>Where the event took place.</summary>
    ReadPoint,

    /// <summary>An extension element of 1.x: part of the event.</summary>
    Extension,

    /// <summary>An identifier in a list.</summary>
    Epc,

    /// <summary>A place's identifier.</summary>
    Id,

    /// <summary>A lot.</summary>
    Lot,

    /// <summary>An expiry.</summary>
    Expiration,

    /// <summary>Another last day.</summary>
    BestBefore,

    /// <summary>A class.</summary>
    EpcClass,

    /// <summary>How much of it.</summary>
    Quantity,

    /// <summary>In which unit.</summary>
    Unit,

    /// <summary>The kind of the event.</summary>
    Type,

    /// <summary>When it was.</summary>
    Time,

    /// <summary>In which zone.</summary>
    Zone,

    /// <summary>Its id.</summary>
    EventId,

    /// <summary>Added, observed or deleted.</summary>
    Action,

    /// <summary>The business step.</summary>
    BizStep,

    /// <summary>What the objects are afterwards.</summary>
    Disposition,

    /// <summary>What the objects were put into.</summary>
    ParentId,
}
