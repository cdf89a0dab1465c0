namespace Inventory.Model.Registry;

/// <summary>How the events of an EPCIS sender become levels.</summary>
public sealed record EpcisMapping
{
}
