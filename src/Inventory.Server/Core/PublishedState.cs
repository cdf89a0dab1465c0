using Inventory.Engine;
using Inventory.Model.Levels;

namespace Inventory.Server.Core;

/// <summary>
/// What the core last published: immutable views, one per audience, of one tick. Any thread may read it.
/// </summary>
internal sealed record PublishedState(
    DisclosedView Ministry,
    DisclosedView Participant,
    DisclosedView Public,
    IReadOnlyList<CoverageRow> Coverage,
    EngineCounts Counts,
    DateTimeOffset ComputedAt)
{
    /// <summary>Partitions of which what is shown is older than a reader would think; empty in one process.</summary>
    public IReadOnlyList<PartitionBehind> PartitionsBehind { get; init; } = [];

    /// <summary>The view of an audience.</summary>
    public DisclosedView View(Audience audience) => audience switch
    {
        Audience.Ministry => Ministry,
        Audience.Participant => Participant,
        _ => Public,
    };
}
