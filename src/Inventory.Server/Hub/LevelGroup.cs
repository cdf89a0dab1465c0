using System.Buffers;
using System.Text.Json;
using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Server.Http;
using Inventory.Server.Levels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Inventory.Server.Hub;

/// <summary>Who watches the same thing: an audience and a filter.</summary>
internal readonly record struct GroupKey(Audience Audience, LevelQuery Query);

/// <summary>
/// The newest levels of one filter, each with the sequence at which it last changed. A connection needs nothing but
/// the sequence it was last
/// sent: whatever changed since is its next message, so the newest wins by itself and a slow screen costs no memory.
/// Thread safe.
/// </summary>
internal sealed class LevelGroup(GroupKey key, bool isSimulated)
{
    // Connections mostly stand at the last few sequences; stragglers get a message of their own.
    private const int RenderedMax = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<LevelKey, Entry> _entries = [];
    private readonly Dictionary<long, SerializedHubMessage> _rendered = [];
    private LevelSet? _set;
    private long _sequence = -1;
    private long _updates;

    /// <summary>What it shows.</summary>
    public GroupKey Key => key;

    /// <summary>Connections that watch it; guarded by the board.</summary>
    public int Watchers { get; set; }

    /// <summary>The sequence of the newest change inside this group; -1 before the first levels.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>How often it changed; what a connection did not see of it was conflated.</summary>
    public long Updates => Volatile.Read(ref _updates);

    /// <summary>Takes a newer view; true when something changed for the watchers.</summary>
    public bool Update(DisclosedView view)
    {
        lock (_gate)
        {
            if (_set is not null && view.Sequence <= _set.Sequence)
                return false;
            LevelSet set = PublicForm.Of(view.Query(key.Query));
            bool isChanged = _set is null;
            foreach (Level level in set.Levels)
                isChanged |= Note(level, set);
            isChanged |= NoteRemoved(set);
            _set = set;
            if (!isChanged)
                return false;
            _rendered.Clear();
            Volatile.Write(ref _updates, _updates + 1);
            Volatile.Write(ref _sequence, set.Sequence);
            return true;
        }
    }

    /// <summary>
    /// The message for a connection that was last sent <paramref name="from"/> (-1: a full one), and the sequence it
    /// brings it to.
    /// </summary>
    public (SerializedHubMessage Message, long Sequence) Render(long from)
    {
        lock (_gate)
        {
            if (!_rendered.TryGetValue(from, out SerializedHubMessage? message))
            {
                var payload = new RawJson(Write(from));
                message = new SerializedHubMessage(new InvocationMessage("Levels", [payload]));
                if (_rendered.Count < RenderedMax)
                    _rendered.Add(from, message);
            }

            return (message, _sequence);
        }
    }

    private bool Note(Level level, LevelSet set)
    {
        var levelKey = LevelKey.Of(level);
        if (_entries.TryGetValue(levelKey, out Entry? entry) && entry.Level == level)
        {
            entry.SeenSequence = set.Sequence;
            return false;
        }

        _entries[levelKey] = new Entry(level) { ChangedSequence = set.Sequence, SeenSequence = set.Sequence };
        return true;
    }

    private bool NoteRemoved(LevelSet set)
    {
        bool isChanged = false;
        foreach (Entry entry in _entries.Values)
        {
            if (entry.SeenSequence == set.Sequence || entry.IsRemoved)
                continue;
            entry.Remove(set.Sequence);
            isChanged = true;
        }

        return isChanged;
    }

    /// <summary>The envelope of the levels call, with what a live message says beside it.</summary>
    private ReadOnlyMemory<byte> Write(long from)
    {
        bool isFull = from < 0;
        IEnumerable<Entry> chosen = _entries.Values.Where(x => !x.IsRemoved && (isFull || x.ChangedSequence > from));
        LevelSet set = _set! with { Sequence = _sequence, Levels = [.. chosen.Select(x => x.Level)] };
        var output = new ArrayBufferWriter<byte>(4096);
        LevelJson.Write(set, isSimulated, output);
        ReadOnlyMemory<byte> more = JsonAnswer.Render(json => WriteMore(json, from));
        // Two objects become one: the first without its last brace, a comma, the second without its first.
        byte[] joined = new byte[output.WrittenCount + more.Length - 1];
        output.WrittenSpan[..^1].CopyTo(joined);
        joined[output.WrittenCount - 1] = (byte)',';
        more.Span[1..].CopyTo(joined.AsSpan(output.WrittenCount));
        return joined;
    }

    private void WriteMore(Utf8JsonWriter json, long from)
    {
        json.WriteStartObject();
        json.WriteBoolean("full"u8, from < 0);
        if (from >= 0)
        {
            json.WriteNumber("previous"u8, from);
            WriteRemoved(json, from);
        }

        json.WriteEndObject();
    }

    private void WriteRemoved(Utf8JsonWriter json, long from)
    {
        json.WriteStartArray("removed"u8);
        foreach (Entry entry in _entries.Values)
        {
            if (!entry.IsRemoved || entry.ChangedSequence <= from)
                continue;
            json.WriteStartObject();
            WriteName(json, "category", entry.Level.Category);
            WriteName(json, "prefecture", entry.Level.Prefecture);
            WriteName(json, "tier", entry.Level.Tier);
            WriteName(json, "status", entry.Level.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteName(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private readonly record struct LevelKey(string? Category, string? Prefecture, string? Tier, string? Status)
    {
        public static LevelKey Of(Level level) => new(level.Category, level.Prefecture, level.Tier, level.Status);
    }

    private sealed class Entry(Level level)
    {
        public Level Level { get; } = level;

        public long ChangedSequence { get; set; }

        public long SeenSequence { get; set; }

        public bool IsRemoved { get; private set; }

        public void Remove(long sequence)
        {
            IsRemoved = true;
            ChangedSequence = sequence;
        }
    }
}
