namespace Inventory.Cli.Watch;

/// <summary>The newest level of each group, put together from full and changed messages.</summary>
internal sealed class LevelBoard
{
    private readonly Dictionary<(string?, string?, string?, string?), WatchedLevel> _levels = [];

    /// <summary>The last message's mark; null before the first.</summary>
    public LevelMessage? Last { get; private set; }

    /// <summary>The levels in order of their groups.</summary>
    public IReadOnlyList<WatchedLevel> Levels => [.. _levels.Values.OrderBy(x => x.Key)];

    /// <summary>Takes a message; false when it changes nothing because nothing full came before it, or it is older
    /// than what is known.</summary>
    public bool Take(LevelMessage message)
    {
        if (!message.Full && (Last is null || message.Sequence < Last.Sequence))
            return false;
        if (message.Full)
            _levels.Clear();
        foreach (WatchedLevel level in message.Removed ?? [])
            _levels.Remove(level.Key);
        foreach (WatchedLevel level in message.Levels)
            _levels[level.Key] = level;
        Last = message;
        return true;
    }
}
