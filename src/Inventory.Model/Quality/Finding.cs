namespace Inventory.Model.Quality;

/// <summary>
/// Something about a reporter's data that looks wrong. It never changes the data; the reporter and the ministry see
/// it, and nobody else. Schema: <c>schemas/finding.v1.schema.json</c>.
/// </summary>
public sealed record Finding
{
    /// <summary>Stable id of one thing that is wrong: the same thing found again keeps it.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="FindingKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The reporter.</summary>
    public required string Participant { get; init; }

    /// <summary>The feed; null when it is not about one.</summary>
    public string? Feed { get; init; }

    /// <summary>The location; null when it is about more than one.</summary>
    public string? Location { get; init; }

    /// <summary>The item; null when it is about more than one.</summary>
    public string? Item { get; init; }

    /// <summary>How many lines it is about, the last time it was found.</summary>
    public long Count { get; init; } = 1;

    /// <summary>When it was first found.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last found.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The figures that show it, in a fixed order: names and values as texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Evidence { get; init; } = [];

    /// <summary>What became of it.</summary>
    public FindingState State { get; init; }

    /// <summary>Who said that the data is right; null when nobody has.</summary>
    public string? ConfirmedBy { get; init; }
}

/// <summary>What became of a finding.</summary>
public enum FindingState
{
    /// <summary>The reporter was not told yet.</summary>
    New = 0,

    /// <summary>The reporter was told, in a receipt or on its page.</summary>
    Told = 1,

    /// <summary>The reporter or the ministry says that the data is right.</summary>
    Confirmed = 2,

    /// <summary>A later delivery does not show it any more.</summary>
    Resolved = 3,
}
