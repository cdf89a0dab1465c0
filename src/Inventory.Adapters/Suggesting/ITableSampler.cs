using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>The first rows of a file as texts, and what was found out on the way.</summary>
internal sealed record TableSample
{
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>The line or sheet row of each row, 1-based.</summary>
    public IReadOnlyList<long> Lines { get; init; } = [];

    /// <summary>The profile's format.</summary>
    public required string Format { get; init; }

    public string Encoding { get; init; } = "auto";

    public string Delimiter { get; init; } = "auto";

    /// <summary>Why there are no rows; null when there are.</summary>
    public Rejection? Failure { get; init; }
}

/// <summary>Takes the first rows of a file of one format.</summary>
internal interface ITableSampler
{
    /// <summary>True when the first bytes are of this format.</summary>
    bool Fits(ReadOnlySpan<byte> head);

    /// <summary>Reads the rows; <paramref name="body"/> is bounded and may be cut where
    /// <paramref name="isCut"/>.</summary>
    ValueTask<TableSample> SampleAsync(Stream body, bool isCut, CancellationToken cancellation);
}
