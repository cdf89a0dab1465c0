using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>One row of a table of texts, whatever file it came from. Valid until the next row is read.</summary>
internal interface ITableRow
{
    /// <summary>Number of cells.</summary>
    int Count { get; }

    /// <summary>True when no cell holds anything but blanks.</summary>
    bool IsBlank { get; }

    /// <summary>The text of a cell; empty beyond <see cref="Count"/>.</summary>
    ReadOnlySpan<char> Field(int index);

    /// <summary>Why what a cell would hold is not in the file, such as the result of a formula; None for all
    /// others.</summary>
    RejectionReason Fault(int index) => RejectionReason.None;

    /// <summary>Whether a merged range put the text into the cell.</summary>
    MergeFill Filled(int index) => MergeFill.None;

    /// <summary>Where a cell stands, in the sender's terms; <paramref name="index"/> -1 for the whole row.</summary>
    SourcePosition At(int index, string? columnName);
}
