namespace Inventory.Model.Registry;

/// <summary>Records of fixed positions, as data.</summary>
public sealed record FixedWidthLayout
{
}
