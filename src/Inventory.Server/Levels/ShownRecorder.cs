using Inventory.Engine;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>
/// Turns one audience's views into frames: a keyframe first and at least every so many frames (<see
/// cref="ShownFrame.FramesPerKeyMax"/>), else what changed. A frame without any change is one, too: it says that the
/// screen stood still. One thread.
/// </summary>
internal sealed class ShownRecorder(Audience audience)
{
    /// <summary>Whose views it takes.</summary>
    public Audience Audience => audience;

    // A busy nation changes nearly everything in ten seconds: a keyframe costs no more then, and is read sooner.
    private const int BytesPerKeyMax = 4;

    private static readonly LevelQuery[] Shapes =
    [
        new LevelQuery(), new LevelQuery { ByPrefecture = true }, new LevelQuery { ByTier = true },
        new LevelQuery { ByPrefecture = true, ByTier = true },
    ];

    private static readonly StockStatus[] AskedStatuses =
        [StockStatus.Allocated, StockStatus.InTransit, StockStatus.OnHold];

    private Dictionary<ShownKey, Entry> _known = [];
    private long _previousMs;
    private int _sinceKey;
    private long _keyBytes;
    private long _bytesSinceKey;

    /// <summary>The next frame is a keyframe, for the one before it was not kept.</summary>
    public void Restart() => _previousMs = 0;

    /// <summary>The frame of a view; null when it is not later than the one before.</summary>
    public ShownFrame? Take(DisclosedView view, IReadOnlyList<string> categories, long nextOffset, bool isSimulated)
    {
        long computedMs = view.ComputedAt.ToUnixTimeMilliseconds();
        if (computedMs <= _previousMs)
            return null;
        bool isKey = _previousMs == 0 || _sinceKey >= ShownFrame.FramesPerKeyMax
            || _bytesSinceKey > _keyBytes * BytesPerKeyMax;
        Dictionary<ShownKey, Entry> now = Collect(view);
        var changes = new List<(ShownKey Key, ShownLevel? Level)>();
        foreach ((ShownKey key, Entry entry) in now)
        {
            if (isKey || !_known.TryGetValue(key, out Entry? old) || !ReferenceEquals(old, entry))
                changes.Add((key, new ShownLevel(entry.Json, entry.IsAskedOnly)));
        }

        foreach (ShownKey gone in isKey ? [] : _known.Keys.Where(x => !now.ContainsKey(x)))
            changes.Add((gone, null));
        var frame = new ShownFrame(
            audience, computedMs, isKey ? 0 : _previousMs, view.Sequence, nextOffset,
            ShownState.Pack(categories, isSimulated, changes));
        (_known, _previousMs, _sinceKey) = (now, computedMs, isKey ? 1 : _sinceKey + 1);
        (_keyBytes, _bytesSinceKey) = isKey ? (frame.Body.Length, 0) : (_keyBytes, _bytesSinceKey + frame.Body.Length);
        return frame;
    }

    /// <summary>
    /// All levels anybody of this audience could have asked for; what is as before is the same entry.
    /// </summary>
    private Dictionary<ShownKey, Entry> Collect(DisclosedView view)
    {
        var now = new Dictionary<ShownKey, Entry>(_known.Count);
        foreach (LevelQuery shape in Shapes)
        {
            Add(view.Query(shape with { ByStatus = true }), now, isAskedOnly: false);
            foreach (StockStatus status in AskedStatuses)
                Add(view.Query(shape with { Status = status }), now, isAskedOnly: true);
        }

        return now;
    }

    private void Add(LevelSet set, Dictionary<ShownKey, Entry> now, bool isAskedOnly)
    {
        foreach (Level level in PublicForm.Of(set).Levels)
        {
            ShownKey key = KeyOf(level);
            // What was found without asking is there already.
            if (now.ContainsKey(key))
                continue;
            now[key] = _known.TryGetValue(key, out Entry? old) && old.IsAskedOnly == isAskedOnly && old.Level == level
                ? old
                : new Entry(level, LevelJson.ToUtf8(level), isAskedOnly);
        }
    }

    private static ShownKey KeyOf(Level level)
    {
        int prefecture = -1;
        if (level.Prefecture is not null && !Model.Identifiers.Prefecture.TryParse(level.Prefecture, out prefecture))
            throw new InvalidOperationException($"a level of no prefecture: {level.Prefecture}");
        int tier = -1;
        if (level.Tier is not null && WireNames.TryParse(level.Tier, out Tier parsed))
            tier = (int)parsed;
        int status = WireNames.TryParse(level.Status!, out StockStatus known) ? (int)known : 0;
        return new ShownKey(level.Category!, prefecture, tier, status);
    }

    private sealed record Entry(Level Level, byte[] Json, bool IsAskedOnly);
}
