namespace Inventory.Adapters.FixedWidth;

/// <summary>A fact of a line that a header or group record may state for all details behind it. The names are those of
/// the layout's fields.</summary>
internal enum SharedFact
{
    /// <summary>None of them: a quantity, a time or a control count.</summary>
    None = 0,

    Item = 1,
    Gtin = 2,
    Location = 3,
    LocationName = 4,
    Unit = 5,
    Status = 6,
    SaleState = 7,
    Lot = 8,
    Expiry = 9,
    Owner = 10,
}
