using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Storage;
using Inventory.Storage.History;

namespace Inventory.Server.Levels;

/// <summary>What one audience was shown at one time.</summary>
/// <param name="Frame">The newest frame at that time.</param>
/// <param name="State">Everything that was shown.</param>
internal sealed record ShownMoment(ShownFrame Frame, ShownState State);

/// <summary>Looks up what was shown.</summary>
internal sealed class ShownArchive(IHistory history, HistorySpool spool)
{
    /// <summary>
    /// A frame stands for the time up to the next one, ten seconds later; as much again for a core that was busy. What
    /// is older than that was not recorded, and nothing is guessed.
    /// </summary>
    public const long FrameAgeMsMax = 20_000;

    /// <summary>True while something waits to be written: what is not found may still come.</summary>
    public bool IsBehind => spool.Bytes > 0;

    /// <summary>What was shown at a time; null when that was not recorded.</summary>
    /// <exception cref="StorageException">The history cannot be read now.</exception>
    public async Task<ShownMoment?> FindAsync(Audience audience, long atMs, CancellationToken cancellation)
    {
        IReadOnlyList<ShownFrame> frames = await history.ReadShownAsync(audience, atMs, cancellation);
        if (frames.Count == 0 || !frames[0].IsKey || atMs - frames[^1].ComputedAtMs > FrameAgeMsMax)
            return null;
        var state = new ShownState();
        long previousMs = 0;
        foreach (ShownFrame frame in frames)
        {
            // A frame that is missing or unreadable ends the chain: what follows cannot be told.
            if (frame.PreviousMs != previousMs)
                return null;
            previousMs = frame.ComputedAtMs;
            try
            {
                state.Apply(frame.Body);
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        return new ShownMoment(frames[^1], state);
    }
}
