namespace Inventory.Adapters.Gs1;

/// <summary>What an element of a GS1 message says.</summary>
internal enum Gs1Word
{
    /// <summary>Nothing that is read here.</summary>
    Other = 0,

    /// <summary>A report.</summary>
    Report,

    /// <summary>The envelope's header.</summary>
    Envelope,

    /// <summary>A movement.</summary>
    Movement,

    /// <summary>The status of a logistic unit.</summary>
    LogisticUnit,

    /// <summary>A quantity with its unit.</summary>
    Quantity,

    /// <summary>The number inside a quantity.</summary>
    Value,

    /// <summary>The unit inside a quantity.</summary>
    UnitValue,

    /// <summary>The status of an item.</summary>
    Status,

    /// <summary>One status of an item with its quantity.</summary>
    StatusQuantity,

    /// <summary>A disposition or status code.</summary>
    Disposition,

    /// <summary>An item's number that is no GTIN.</summary>
    OtherItemId,

    /// <summary>A GTIN.</summary>
    Gtin,

    /// <summary>An item.</summary>
    Item,

    /// <summary>A party's number that is no GLN.</summary>
    OtherPlaceId,

    /// <summary>A GLN.</summary>
    Gln,

    /// <summary>A party's details.</summary>
    Organisation,

    /// <summary>A party's name.</summary>
    OrganisationName,

    /// <summary>Where the stock is.</summary>
    Place,

    /// <summary>Whose it is.</summary>
    Owner,

    /// <summary>A batch.</summary>
    Batch,

    /// <summary>A batch's number.</summary>
    Lot,

    /// <summary>A batch's expiry.</summary>
    Expiration,

    /// <summary>Another last day of a batch.</summary>
    BestBefore,

    /// <summary>The first day of a period, or a day alone.</summary>
    BeginDate,

    /// <summary>The time of that day.</summary>
    BeginTime,

    /// <summary>The last day of a period.</summary>
    EndDate,

    /// <summary>The time of that day.</summary>
    EndTime,

    /// <summary>When a level was true.</summary>
    DateTime,

    /// <summary>When the report was made.</summary>
    Creation,

    /// <summary>What time the report is of.</summary>
    Period,

    /// <summary>What is to be done with the report.</summary>
    Action,
}
