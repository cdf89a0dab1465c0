using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry;

/// <summary>One packaging level of an item.</summary>
/// <param name="Unit">UN/ECE code such as EA, PK, BX, CS; unique within the item.</param>
/// <param name="Factor">How many base units of the category one such pack holds; 1 or more.</param>
/// <param name="Gtin">The level's own GTIN-14, when it has one.</param>
public sealed record PackLevel(string Unit, long Factor, ItemId? Gtin = null);
