namespace Inventory.Server.Core;

/// <summary>Where the core stands.</summary>
internal enum CorePhase
{
    /// <summary>Loading the checkpoint and replaying the tail of the log.</summary>
    Replaying = 0,

    /// <summary>Following the log.</summary>
    Live = 1,

    /// <summary>The log cannot be read at the moment; it is tried again.</summary>
    LogUnreadable = 2,

    /// <summary>The engine failed; nothing is computed any more. Pushes are still made durable.</summary>
    Failed = 3,

    /// <summary>Stopped on purpose.</summary>
    Stopped = 4,
}

/// <summary>The core's state for probes and metrics; any thread may read it.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="NextOffset">The offset it waits for.</param>
/// <param name="Applied">Records applied since the start.</param>
/// <param name="Superseded">Lines superseded since the start.</param>
/// <param name="Malformed">Records that could not be read since the start.</param>
/// <param name="Error">What went wrong last; null when nothing is wrong.</param>
internal sealed record CoreStatus(
    CorePhase Phase, long NextOffset, long Applied, long Superseded, long Malformed, string? Error);
