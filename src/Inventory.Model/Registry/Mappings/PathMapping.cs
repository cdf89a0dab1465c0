namespace Inventory.Model.Registry;

/// <summary>Where the facts lie in a JSON or XML tree.</summary>
public sealed record PathMapping
{
}
