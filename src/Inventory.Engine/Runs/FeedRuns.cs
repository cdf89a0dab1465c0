using Inventory.Engine.Levels;

namespace Inventory.Engine.Runs;

/// <summary>
/// The runs of one feed: who was in the last closed one, and who is in those still open. A closed run makes gone who
/// was in the one before and is not in it.
/// </summary>
internal sealed class FeedRuns
{
    /// <summary>
    /// Open runs remembered per feed: a sender has one delivery under way, seldom a few; older ones never close.
    /// </summary>
    public const int OpenMax = 8;

    /// <summary>As-of of the last closed run; the least value before the first.</summary>
    public long ClosedAsOfMs { get; set; } = long.MinValue;

    /// <summary>Its id.</summary>
    public byte[] ClosedRun { get; set; } = [];

    /// <summary>Its locations.</summary>
    public IndexSet ClosedMembers { get; set; } = new();

    /// <summary>Runs under way, oldest first.</summary>
    public List<OpenRun> Open { get; } = [];

    /// <summary>Notes that a location is in a run.</summary>
    public void Join(ReadOnlySpan<byte> run, int location)
    {
        if (ClosedRun.AsSpan().SequenceEqual(run))
        {
            ClosedMembers.Add(location);
            return;
        }

        OpenRun? open = Find(run);
        if (open is null)
        {
            if (Open.Count == OpenMax)
                Open.RemoveAt(0);
            Open.Add(open = new OpenRun(run.ToArray()));
        }

        open.Members.Add(location);
    }

    /// <summary>
    /// Closes a run and gives those of the one before; the caller makes gone who is not in <see cref="ClosedMembers"/>
    /// now. Null when the marker changes nothing: older than the last one, the same again, or with more locations than
    /// were seen (then some are missing,
    /// and absence proves nothing).
    /// </summary>
    public IndexSet? Close(ReadOnlySpan<byte> run, long asOfMs, int locations)
    {
        if (ClosedRun.AsSpan().SequenceEqual(run) && ClosedAsOfMs != long.MinValue)
            return null;
        OpenRun? open = Find(run);
        if (asOfMs < ClosedAsOfMs)
        {
            if (open is not null)
                Open.Remove(open);
            return null;
        }

        if ((open?.Members.Count ?? 0) < locations)
            return null;
        IndexSet before = ClosedMembers;
        ClosedAsOfMs = asOfMs;
        ClosedRun = run.ToArray();
        ClosedMembers = open?.Members ?? new IndexSet();
        if (open is not null)
            Open.Remove(open);
        return before;
    }

    private OpenRun? Find(ReadOnlySpan<byte> run)
    {
        foreach (OpenRun open in Open)
        {
            if (open.Run.AsSpan().SequenceEqual(run))
                return open;
        }

        return null;
    }
}

/// <summary>A run under way.</summary>
internal sealed class OpenRun(byte[] run)
{
    /// <summary>Its id.</summary>
    public byte[] Run { get; } = run;

    /// <summary>Its locations so far.</summary>
    public IndexSet Members { get; } = new();
}
