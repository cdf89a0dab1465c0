namespace Inventory.Engine.Partial;

/// <summary>
/// What one partition told. Messages are staged until a tick names them all by its digest; only then are they shown,
/// together. A higher epoch begins a new stage, while what the former owner told stays shown until the new one has
/// ended a tick of its own.
/// </summary>
internal sealed class PartialPartition(int partitions)
{
    // A quarter of what an int holds, shared out: no sum over all partitions and the registry can overflow.
    private readonly long _countMax = int.MaxValue / 4 / partitions;
    private readonly Dictionary<string, Staged> _staged = [];
    private readonly HashSet<string> _dirty = [];
    private readonly Dictionary<string, PartialBody> _shown = [];
    private ulong _digest;
    private Tally _tally;
    private TickPart? _staleTick;

    /// <summary>The highest epoch that was seen; 0 before any message.</summary>
    public long Epoch { get; private set; }

    /// <summary>Who claimed it first; null when no claim of it was seen.</summary>
    public ClaimPart? Claim { get; private set; }

    /// <summary>The tick that is shown; null before the first.</summary>
    public TickPart? Shown { get; private set; }

    /// <summary>False while the newest tick waits for messages that did not come.</summary>
    public bool IsComplete => _staleTick is null;

    /// <summary>What is shown under a key; null when it is nothing.</summary>
    public PartialBody? this[string key] => _shown.GetValueOrDefault(key);

    /// <summary>All that is shown.</summary>
    public IEnumerable<PartialBody> All => _shown.Values;

    /// <summary>
    /// Takes a message; adds the keys whose shown part changed. False when it must not be believed; then nothing
    /// happened.
    /// </summary>
    public bool Take(PartialBody body, ulong hash, List<string> changed)
    {
        if (body.Epoch < Epoch)
            return true;
        if (body is TickPart tick && body.Epoch == Epoch && !MayShow(tick))
            return true;
        bool isLive = body is GroupPart { IsEmpty: false } or CoveragePart { IsEmpty: false };
        if (body is GroupPart or CoveragePart && !Fits(body))
            return false;
        Raise(body.Epoch);
        switch (body)
        {
            case ClaimPart claim:
                Claim ??= claim;
                break;
            case TickPart next:
                Close(next, changed);
                break;
            default:
                Stage(body, isLive ? hash : 0);
                break;
        }

        return true;
    }

    private bool Fits(PartialBody body)
    {
        Staged? old = body.Epoch == Epoch ? _staged.GetValueOrDefault(body.Key) : null;
        Tally tally = body.Epoch == Epoch ? _tally : default;
        int keys = body.Epoch == Epoch ? _staged.Count : 0;
        return tally.Less(old?.Body).Plus(body).IsWithin(_countMax)
            && (old is not null || keys < PartialLimits.KeysMax);
    }

    /// <summary>False for a tick that was seen before; the shown one may heal what a lost message broke.</summary>
    private bool MayShow(TickPart tick) => _staleTick is not null
        ? tick.Tick >= _staleTick.Tick
        : Shown is null || Shown.Epoch < tick.Epoch || tick.Tick > Shown.Tick;

    private void Raise(long epoch)
    {
        if (epoch == Epoch)
            return;
        Epoch = epoch;
        Claim = null;
        (_digest, _tally, _staleTick) = (0, default, null);
        _staged.Clear();
        _dirty.Clear();
    }

    private void Stage(PartialBody body, ulong hash)
    {
        string key = body.Key;
        Staged? old = _staged.GetValueOrDefault(key);
        // An older statement that comes again.
        if (old is not null && body.Tick < old.Body.Tick)
            return;
        _tally = _tally.Less(old?.Body).Plus(body);
        _staged[key] = new Staged(body, hash);
        _dirty.Add(key);
        // A sum modulo 2^64, as its writer made it.
        unchecked
        {
            _digest += hash - (old?.Hash ?? 0);
        }
    }

    private void Close(TickPart tick, List<string> changed)
    {
        if (_digest != tick.Digest)
        {
            _staleTick = tick;
            return;
        }

        _staleTick = null;
        if (Shown?.Epoch != Epoch)
            _dirty.UnionWith(_shown.Keys);
        foreach (string key in _dirty)
        {
            if (_staged.GetValueOrDefault(key) is { Hash: not 0 } staged)
                _shown[key] = staged.Body;
            else
                _shown.Remove(key);
            changed.Add(key);
        }

        _dirty.Clear();
        Shown = tick;
    }

    /// <summary>
    /// A message that waits for its tick, or stands since one; hash 0 when it says that nothing is left.
    /// </summary>
    private sealed record Staged(PartialBody Body, ulong Hash);

    /// <summary>Counts over all groups and rows, for none of their sums may leave its type.</summary>
    private readonly record struct Tally(
        long Expected, long Reporting, long Known, long Stocked, long Out, long Reporters, long Shares)
    {
        public bool IsWithin(long max) => Expected <= max && Reporting <= max && Known <= max && Stocked <= max
            && Out <= max && Reporters <= max && Shares <= PartialLimits.SharesMax;

        public Tally Plus(PartialBody body) => Add(body, 1);

        public Tally Less(PartialBody? body) => body is null ? this : Add(body, -1);

        private Tally Add(PartialBody body, int sign)
        {
            if (body is CoveragePart row)
                return this with { Reporters = Reporters + (sign * ((long)row.Fresh + row.Stale)) };
            if (body is not GroupPart group)
                return this;
            (long known, long stocked, long held, long shares) = (0, 0, 0, 0);
            foreach (StatusPart? status in group.Statuses)
            {
                known += status?.Figures.Known ?? 0;
                stocked += status?.Figures.Stocked ?? 0;
                held += status?.Figures.Out ?? 0;
                shares += status?.Shares.Count ?? 0;
            }

            return new Tally(
                Expected + (sign * (long)group.ExpectedExtra), Reporting + (sign * (long)group.Reporting),
                Known + (sign * known), Stocked + (sign * stocked), Out + (sign * held), Reporters,
                Shares + (sign * shares));
        }
    }
}
