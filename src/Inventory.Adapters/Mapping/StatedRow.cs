using Inventory.Adapters.Assembling;
using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Mapping;

/// <summary>What all quantities of one row share: read once, so that a wrong as-of refuses the row once.</summary>
/// <param name="Place">Where the goods are.</param>
/// <param name="Facts">Status, sale state, lot, expiry, owner and as-of.</param>
/// <param name="HasWarning">True when its place is to be warned of in every row.</param>
internal readonly record struct StatedRow(LocationId Place, RowFacts Facts, bool HasWarning);
