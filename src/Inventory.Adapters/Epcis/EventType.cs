namespace Inventory.Adapters.Epcis;

/// <summary>The events of EPCIS 1.0 to 2.0.</summary>
internal enum EventType
{
    /// <summary>None of the standard's.</summary>
    Unknown = 0,

    /// <summary>Objects were observed, came to be or ceased to be.</summary>
    ObjectEvent = 1,

    /// <summary>Objects were put together or taken apart: that moves no stock.</summary>
    AggregationEvent = 2,

    /// <summary>Inputs were used up and outputs made.</summary>
    TransformationEvent = 3,

    /// <summary>Objects were linked with a business transaction: that moves no stock.</summary>
    TransactionEvent = 4,

    /// <summary>Objects were fixed to a place or another object: that moves no stock.</summary>
    AssociationEvent = 5,

    /// <summary>A quantity of a class was observed (EPCIS 1.0 and 1.1).</summary>
    QuantityEvent = 6,
}
