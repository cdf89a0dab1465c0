namespace Inventory.Model.Registry;

/// <summary>Where the table lies in a workbook.</summary>
public sealed record SheetMapping
{
}
