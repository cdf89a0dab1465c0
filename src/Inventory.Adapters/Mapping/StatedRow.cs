using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Mapping;

/// <summary>What all quantities of one row share: read once, so that a wrong as-of refuses the row once.</summary>
/// <param name="Place">Where the goods are.</param>
/// <param name="Shared">Status, sale state, lot, expiry, owner and as-of; its item is not set.</param>
/// <param name="Source">Where the as-of came from.</param>
/// <param name="IsIgnored">True when the row's status word says that it is no stock.</param>
internal readonly record struct StatedRow(LocationId Place, StockLine Shared, AsOfSource Source, bool IsIgnored);
