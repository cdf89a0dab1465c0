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

    /// <summary>Feeds a participant may save; a chain with a feed per system has some ten. Beyond: 409.</summary>
    public int SavedFeedsMax { get; init; } = 50;

    /// <summary>
    /// Feeds saved or deleted per second and key: each one makes the core look at all locations again. Beyond: 429.
    /// </summary>
    public int SavesPerSecond { get; init; } = 1;

    /// <summary>Saves a key may save up; a page saves one.</summary>
    public int SaveBurst { get; init; } = 60;

    /// <summary>Parts of a preview's body; two are wanted. Beyond: 400.</summary>
    public int MultipartPartsMax { get; init; } = 8;

    /// <summary>Accepted lines a preview shows; a screen shows some 20.</summary>
    public int PreviewRowsMax { get; init; } = 50;

    /// <summary>How long a delivery waits for a confirmation: the next day's shift still sees it.</summary>
    public int HeldHours { get; init; } = 24;

    /// <summary>
    /// Deliveries held for one participant: it sends one a day, and nobody must fill the disk of all. Beyond: held
    /// back without being kept; sending again with <c>confirm=true</c> still works.
    /// </summary>
    public int HeldPerParticipantMax { get; init; } = 20;

    /// <summary>Deliveries held in all. Beyond: as above.</summary>
    public int HeldMax { get; init; } = 2000;

    /// <summary>Bytes of held deliveries in all: 2 GB. Beyond: as above.</summary>
    public long HeldBytesMax { get; init; } = 2_000_000_000;

    /// <summary>
    /// Time between two looks into the drop folder; a file is taken after it stood still through two of them.
    /// </summary>
    public int DropPollMs { get; init; } = 2_000;

    /// <summary>
    /// Looks through which an empty file must stand still: many programs create a file long before they fill
    /// it.
    /// </summary>
    public int DropEmptyPolls { get; init; } = 15;

    /// <summary>
    /// Files of one feed taken at one look, so that a feed with a backlog does not starve the others.
    /// </summary>
    public int DropFilesPerLookMax { get; init; } = 100;

    /// <summary>Entries of one feed's folder looked at; the others wait until these are gone.</summary>
    public int DropEntriesMax { get; init; } = 10_000;

    /// <summary>
    /// Time between two records of what is shown; a record stands for the time up to the next one, and for no longer
    /// than 20 s.
    /// </summary>
    public int ShownIntervalMs { get; init; } = 10_000;
}
