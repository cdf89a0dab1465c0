namespace Inventory.Adapters.Suggesting;

/// <summary>What a column may be for; the roles without a profile field help to tell the others apart.</summary>
internal enum ColumnRole
{
    /// <summary>Nothing that is needed.</summary>
    None = 0,

    /// <summary>The sender's own item code.</summary>
    ItemCode,

    /// <summary>A trade item number.</summary>
    Gtin,

    /// <summary>The item's name: never an id where a code stands beside it.</summary>
    ItemName,

    /// <summary>The stock.</summary>
    Quantity,

    /// <summary>Stock of another place than the row's.</summary>
    OtherQuantity,

    /// <summary>A plan, an order, a movement, a limit, a price: a number that is no stock.</summary>
    Plan,

    /// <summary>The location's code.</summary>
    Location,

    /// <summary>The location's name.</summary>
    LocationName,

    /// <summary>When it was counted.</summary>
    AsOf,

    /// <summary>The unit.</summary>
    Unit,

    /// <summary>The stock status.</summary>
    Status,

    /// <summary>The sale state.</summary>
    SaleState,

    /// <summary>The lot.</summary>
    Lot,

    /// <summary>The expiry.</summary>
    Expiry,

    /// <summary>Whose goods they are.</summary>
    Owner,

    /// <summary>Known and not needed: supplier, class, person, address, flag.</summary>
    Other,
}
