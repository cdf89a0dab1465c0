namespace Inventory.Adapters.Simulated;

/// <summary>Which nation is simulated. Equal options, registry and times give equal snapshots, byte for byte.</summary>
public sealed record NationOptions
{
    /// <summary>The scenario without a crisis.</summary>
    public const string Normal = "normal";

    /// <summary>The run on masks and toilet paper of spring 2020.</summary>
    public const string Panic2020 = "panic-2020";

    /// <summary>The scenarios by name.</summary>
    public static IReadOnlyList<string> Scenarios { get; } = [Normal, Panic2020];

    /// <summary>Seed of every choice.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>One of <see cref="Scenarios"/>.</summary>
    public string Scenario { get; init; } = Normal;

    /// <summary>When the panic begins; null for the first time the nation is asked for.</summary>
    public DateTimeOffset? PanicStart { get; init; }

    /// <summary>Locations in a hundred that are registered and never report, so that coverage is not a flawless 100
    /// %.</summary>
    public int SilentPercent { get; init; } = 2;
}
