namespace Inventory.Server.Options;

/// <summary>
/// Every bound of the process, with what happens when it is reached. Configuration section <c>limits</c>.
/// </summary>
internal sealed record ServerLimits
{
    /// <summary>
    /// Largest body of a push, as sent and again after decompression: 50 MB, as the send page promises. Beyond: 413.
    /// </summary>
    public long BodyBytesMax { get; init; } = 50_000_000;

    /// <summary>
    /// Bytes of a body kept in memory; the rest waits in a file, so that many slow uploads do not fill the memory.
    /// </summary>
    public int BodyMemoryBytesMax { get; init; } = 1 << 20;

    /// <summary>
    /// Deliveries parsed at once; the others wait. Two by default per core would only add switches: one per core.
    /// </summary>
    public int ParsersMax { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Deliveries received or waiting for a parser. Beyond: 503 with Retry-After.</summary>
    public int DeliveriesMax { get; init; } = 256;

    /// <summary>Pushes per second and key; a chain that sends each shop by itself stays below. Beyond: 429.</summary>
    public int PushesPerSecond { get; init; } = 1000;

    /// <summary>Pushes a key may save up.</summary>
    public int PushBurst { get; init; } = 3000;

    /// <summary>Reads per second and caller (key, else address). Beyond: 429.</summary>
    public int ReadsPerSecond { get; init; } = 500;

    /// <summary>Reads a caller may save up.</summary>
    public int ReadBurst { get; init; } = 2000;

    /// <summary>
    /// Live connections in all; thousands of dashboards are promised, each costs some 100 KB. Beyond: 503.
    /// </summary>
    public int ConnectionsMax { get; init; } = 5000;

    /// <summary>
    /// Live connections from one address; a ministry's or a chain's people sit behind one. Beyond: 429.
    /// </summary>
    public int ConnectionsPerAddressMax { get; init; } = 2000;

    /// <summary>
    /// Distinct filters watched at once over all connections; each is computed at each change. Beyond: an error to
    /// Subscribe.
    /// </summary>
    public int FiltersMax { get; init; } = 512;

    /// <summary>A connection that takes no byte for this long is cut.</summary>
    public int SendTimeoutMs { get; init; } = 10_000;

    /// <summary>
    /// Least time between two <c>Levels</c> on one connection: 10 per second, faster than a screen is read.
    /// </summary>
    public int SendIntervalMs { get; init; } = 100;

    /// <summary>Time between heartbeats; the contract says at least every 5 s.</summary>
    public int HeartbeatMs { get; init; } = 4_000;

    /// <summary>How long a push waits for the core to tell what was superseded.</summary>
    public int SupersededWaitMs { get; init; } = 300;

    /// <summary>Records between two checkpoints: about a second of replay.</summary>
    public long CheckpointRecords { get; init; } = 100_000;

    /// <summary>Time between two checkpoints when something was applied.</summary>
    public int CheckpointMs { get; init; } = 5 * 60_000;
}
