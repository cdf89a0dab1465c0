namespace Inventory.Adapters.Epcis;

/// <summary>What an identifier of an event names.</summary>
internal enum EpcKind
{
    /// <summary>No trade item: a logistic unit, an asset, a document, a private identifier.</summary>
    Other = 0,

    /// <summary>One object with its serial.</summary>
    Serial = 1,

    /// <summary>A class of trade items, perhaps of one lot.</summary>
    Class = 2,
}
