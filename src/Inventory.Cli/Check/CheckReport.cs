using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;

namespace Inventory.Cli.Check;

/// <summary>What a check found in one file.</summary>
/// <param name="File">The file as named on the command line.</param>
/// <param name="Feed">The feed it was judged by.</param>
/// <param name="Reading">What the adapter made of it.</param>
internal sealed record CheckReport(string File, string Feed, FeedReading Reading)
{
    /// <summary>Totals of what was sent.</summary>
    public IReadOnlyList<SentTotal> Totals { get; } = SentTotals.Of(Reading.Snapshots);

    /// <summary>What the process answers for this file.</summary>
    public int ExitCode => Reading.Failure is not null ? ExitCodes.Unusable
        : Reading.Rejected > 0 ? ExitCodes.SomeRefused
        : ExitCodes.AllAccepted;

    /// <summary>All refusals: that of the whole file, or those of lines in the order of the file.</summary>
    public IReadOnlyList<Rejection> Rejections { get; } = Reading.Failure is { } failure
        ? [failure]
        : [.. Reading.Rejections.OrderBy(x => (x.Source.Line, x.Source.Row, x.Source.Segment))];

    /// <summary>Oldest and newest as-of of the snapshots; null when there are none.</summary>
    public AsOfSpan? AsOf => Reading.Failure is null ? SentTotals.AsOfOf(Reading.Snapshots) : null;
}
