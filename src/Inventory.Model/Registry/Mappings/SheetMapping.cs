namespace Inventory.Model.Registry;

/// <summary>Where the table lies in a workbook.</summary>
public sealed record SheetMapping
{
    /// <summary>The sheet's name, matched without regard to width, blanks and case; null for the first visible sheet on
    /// which the columns are found.</summary>
    public string? Name { get; init; }

    /// <summary>First row that is looked at, as the spreadsheet numbers them.</summary>
    public int FirstRow { get; init; } = 1;

    /// <summary>Last row; null for the sheet's end.</summary>
    public int? LastRow { get; init; }

    /// <summary>Letters of the first column; null for <c>A</c>.</summary>
    public string? FirstColumn { get; init; }

    /// <summary>Letters of the last column; null for the sheet's end.</summary>
    public string? LastColumn { get; init; }

    /// <summary><c>read</c> (with the warning <c>hiddenRows</c>) or <c>skip</c>: rows that are hidden or filtered away.
    /// A filtered list still is the stock.</summary>
    public string HiddenRows { get; init; } = "read";
}
