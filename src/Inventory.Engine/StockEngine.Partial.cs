using Inventory.Engine.Columns;
using Inventory.Engine.Partial;

namespace Inventory.Engine;

/// <summary>What one partition's engine tells the processes that merge the levels.</summary>
public sealed partial class StockEngine
{
    private readonly PartialBook _partials = new();
    private List<bool>? _registered;

    /// <summary>
    /// Adds a message for each group and coverage row that changed since the last call, or for all that have something
    /// to say: after a claim, after a publication that failed, and by itself when <paramref name="epoch"/> (1 or more)
    /// is a new one. The engine must have one partition. They take effect at the tick that <see cref="WriteTick"/>
    /// makes next. What was told is not part of the saved state.
    /// </summary>
    public void CollectPartials(bool all, long epoch, List<PartialMessage> into)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epoch, PartialLimits.NumberMax);
        Invariant.That(_partitions.Length == 1, "one partition in an engine that tells partial levels");
        if (!_partials.Begin(all, epoch, CurrentSequence(), NextOffset))
            return;
        _partials.Tell(_registry, _partitions[0], _receivedMs, into);
        _partials.Tell(CoverageParts(), into);
    }

    /// <summary>
    /// The message that makes what was collected visible; also the owner's sign of life, to be published at least once
    /// a second.
    /// </summary>
    public PartialMessage WriteTick()
    {
        Invariant.That(_partials.Epoch > 0, "a collection before the tick");
        return _partials.Close((epoch, tick, digest) => new TickPart
        {
            Epoch = epoch, Tick = tick, NextOffset = NextOffset, NowMs = NowMs, ReceivedMs = _receivedMs,
            Sequence = CurrentSequence(), Counts = Counts, Digest = digest,
            Registry = PartialNames.Bounded(_registry.Registry.Version),
        });
    }

    private Dictionary<string, CoveragePart> CoverageParts()
    {
        var rows = new Dictionary<(string Participant, int Tier, int Prefecture), CoverageCount>();
        _registered ??= [];
        for (int i = 0; i < _locations.Count; i++)
        {
            if (i == _registered.Count)
                _registered.Add(_registry.Registry.Locations.ContainsKey(_locations.Text(i)));
            ref readonly LocationState location = ref StateOf(i);
            // An unregistered location is expected as long as something of it is known.
            if (!_registered[i] && location.Range.Count == 0)
                continue;
            ref CoverageCount row = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                rows, (location.Facts.Participant, location.Facts.Tier, location.Facts.Prefecture), out bool isKnown);
            row.NewestMs = isKnown ? Math.Max(row.NewestMs, location.NewestAsOfMs) : location.NewestAsOfMs;
            row.Extra += _registered[i] ? 0 : 1;
            row.Fresh += location.IsFresh ? 1 : 0;
            row.Stale += location.IsFresh ? 0 : 1;
        }

        var parts = new Dictionary<string, CoveragePart>(rows.Count, StringComparer.Ordinal);
        foreach (((string participant, int tier, int prefecture), CoverageCount row) in rows)
        {
            var part = new CoveragePart
            {
                Epoch = 0, Participant = PartialNames.Bounded(participant), Tier = tier, Prefecture = prefecture,
                ExpectedExtra = row.Extra, Fresh = row.Fresh, Stale = row.Stale, NewestMs = row.NewestMs,
            };
            parts[part.Key] = part;
        }

        return parts;
    }

    private struct CoverageCount
    {
        public int Extra;

        public int Fresh;

        public int Stale;

        public long NewestMs;
    }
}
