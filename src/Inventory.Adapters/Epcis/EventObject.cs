namespace Inventory.Adapters.Epcis;

/// <summary>One object or quantity of an event.</summary>
/// <param name="Item">GTIN or the class's address.</param>
/// <param name="Lot">The lot; null when none is stated.</param>
/// <param name="Expiry">The expiry; null when none is stated.</param>
/// <param name="Unit">The unit; null for pieces.</param>
/// <param name="Quantity">How much; 1 for an object with a serial.</param>
/// <param name="Serial">The number of item and serial; 0 for a quantity.</param>
/// <param name="IsOutput">True for what a transformation made.</param>
internal readonly record struct EventObject(
    string Item, string? Lot, string? Expiry, string? Unit, decimal Quantity, int Serial, bool IsOutput);
