using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Ends the reading of a workbook from any depth; never leaves the adapter.</summary>
internal sealed class WorkbookException(RejectionReason reason, string? value) : Exception(value)
{
    public RejectionReason Reason { get; } = reason;

    /// <summary>What was found, for the sender; null when there is nothing to show.</summary>
    public string? Value { get; } = value;
}
