namespace Inventory.Model.Registry;

/// <summary>What the qualifiers and places of an EDI partner mean.</summary>
public sealed record EdiMapping
{
}
