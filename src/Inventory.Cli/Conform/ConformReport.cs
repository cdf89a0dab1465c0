namespace Inventory.Cli.Conform;

/// <summary>A report of conformance that can be put on file.</summary>
internal sealed record ConformReport
{
    /// <summary>The level asked for: <c>S1</c>, <c>S2</c> or <c>S3</c>.</summary>
    public required string Level { get; init; }

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Tool { get; init; }

    /// <summary>Version of the registry; null for S3, which needs none.</summary>
    public string? Registry { get; init; }

    /// <summary>The feed; null for S3.</summary>
    public string? Feed { get; init; }

    /// <summary>The files that were judged.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];

    /// <summary>All results, in the order of the criteria.</summary>
    public required IReadOnlyList<CriterionResult> Results { get; init; }

    /// <summary>True when nothing stands in the way.</summary>
    public bool Conforms => Results.All(x => !x.IsInTheWay);

    /// <summary>The version of the rules: that of the message format.</summary>
    public static string Book => Model.Snapshots.StockSnapshot.SpecVersion;
}
