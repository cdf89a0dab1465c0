using Inventory.Engine.Levels;

namespace Inventory.Engine.Partial;

/// <summary>What one message says.</summary>
internal abstract record PartialBody
{
    /// <summary>The epoch of its owner, 1 or more.</summary>
    public required long Epoch { get; init; }

    /// <summary>The tick it belongs to, 1 or more; 0 for a claim.</summary>
    public long Tick { get; init; }

    /// <summary>The key it stands under.</summary>
    public abstract string Key { get; }
}

/// <summary>The sums of one partition in one category, prefecture and tier.</summary>
internal sealed record GroupPart : PartialBody
{
    /// <summary>The category's id.</summary>
    public required string Category { get; init; }

    /// <summary>0..47.</summary>
    public required int Prefecture { get; init; }

    /// <summary>0..2.</summary>
    public required int Tier { get; init; }

    /// <summary>
    /// Locations that are expected only because they report. Those the registry expects are counted by whoever merges:
    /// a location that never reported belongs to no partition, and so none is counted twice.
    /// </summary>
    public int ExpectedExtra { get; init; }

    /// <summary>Expected locations that are fresh.</summary>
    public int Reporting { get; init; }

    /// <summary>The falls in the window, with all the time that was ever observed.</summary>
    public OutflowSum Outflow { get; init; } = OutflowSum.Nothing;

    /// <summary>By status.</summary>
    public required StatusPart?[] Statuses { get; init; }

    /// <inheritdoc/>
    public override string Key => PartialNames.Group(Category, Prefecture, Tier);

    /// <summary>True when nothing is left to say.</summary>
    public bool IsEmpty =>
        ExpectedExtra == 0 && Reporting == 0 && Outflow == OutflowSum.Nothing && Statuses.All(x => x is null);
}

/// <summary>The sums of one status.</summary>
internal sealed class StatusPart
{
    /// <summary>The sums.</summary>
    public GroupFigures Figures;

    /// <summary>Oldest as-of; the greatest value when there is none.</summary>
    public long OldestMs { get; init; } = long.MaxValue;

    /// <summary>Newest as-of; the least value when there is none.</summary>
    public long NewestMs { get; init; } = long.MinValue;

    /// <summary>What each legal entity adds, each once.</summary>
    public IReadOnlyList<KeyValuePair<string, Int128>> Shares { get; init; } = [];
}

/// <summary>The reporters of one participant in one prefecture and tier, those of one partition.</summary>
internal sealed record CoveragePart : PartialBody
{
    /// <summary>The participant's id.</summary>
    public required string Participant { get; init; }

    /// <summary>0..47.</summary>
    public required int Prefecture { get; init; }

    /// <summary>0..2.</summary>
    public required int Tier { get; init; }

    /// <summary>Locations that are expected only because they report.</summary>
    public int ExpectedExtra { get; init; }

    /// <summary>Reported within three intervals.</summary>
    public int Fresh { get; init; }

    /// <summary>Reported, but too long ago.</summary>
    public int Stale { get; init; }

    /// <summary>Newest as-of of them; the least value when there are none.</summary>
    public long NewestMs { get; init; } = long.MinValue;

    /// <inheritdoc/>
    public override string Key => PartialNames.Coverage(Participant, Prefecture, Tier);

    /// <summary>True when nothing is left to say.</summary>
    public bool IsEmpty => ExpectedExtra == 0 && Fresh == 0 && Stale == 0;
}

/// <summary>The end of a tick: what was told since the one before is to be shown.</summary>
internal sealed record TickPart : PartialBody
{
    /// <summary>The offset of the snapshot log that the engine waits for.</summary>
    public required long NextOffset { get; init; }

    /// <summary>The engine's clock.</summary>
    public required long NowMs { get; init; }

    /// <summary>The later of its clock and the newest reception: the end of the outflow window.</summary>
    public required long ReceivedMs { get; init; }

    /// <summary>The engine's sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>The version of the registry it counts under.</summary>
    public required string Registry { get; init; }

    /// <summary>Counts of the partition.</summary>
    public required EngineCounts Counts { get; init; }

    /// <summary>The sum of the hashes of all live messages of the epoch, modulo 2^64.</summary>
    public required ulong Digest { get; init; }

    /// <inheritdoc/>
    public override string Key => PartialNames.Tick;
}

/// <summary>A process takes a partition over.</summary>
internal sealed record ClaimPart : PartialBody
{
    /// <summary>The process.</summary>
    public required string Instance { get; init; }

    /// <summary>Where it answers; null when it does not say.</summary>
    public string? Url { get; init; }

    /// <inheritdoc/>
    public override string Key => PartialNames.Claim;
}
