namespace Inventory.Model.Registry;

/// <summary>What the dispositions of a GS1 sender mean.</summary>
public sealed record Gs1Mapping
{
}
