using System.Text.Json;

namespace Inventory.EndToEnd.Server;

/// <summary>What a screen holds after the messages it got: a full one replaces, a change is laid over.</summary>
internal sealed class LiveView
{
    private readonly SortedDictionary<string, string> _levels = new(StringComparer.Ordinal);

    public long Sequence { get; private set; } = -1;

    public string Text => string.Join('\n', _levels.Values);

    /// <summary>Lays a Levels message over; false when it does not follow the one before.</summary>
    public bool TryTake(string message)
    {
        JsonElement levels = JsonDocument.Parse(message).RootElement.GetProperty("arguments")[0];
        bool isFull = levels.GetProperty("full").GetBoolean();
        if (isFull)
            _levels.Clear();
        else if (levels.GetProperty("previous").GetInt64() != Sequence)
            return false;
        Sequence = levels.GetProperty("sequence").GetInt64();
        if (levels.TryGetProperty("removed", out JsonElement removed))
        {
            foreach (JsonElement level in removed.EnumerateArray())
                _levels.Remove(KeyOf(level));
        }

        foreach (JsonElement level in levels.GetProperty("levels").EnumerateArray())
            _levels[KeyOf(level)] = level.GetRawText();
        return true;
    }

    /// <summary>What the levels call shows now, in the same form.</summary>
    public static async Task<string> ReadAsync(ServerProcess server, string path, string key)
    {
        Answer answer = await server.GetAsync(path, key);
        var levels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement level in answer.Json.GetProperty("levels").EnumerateArray())
            levels[KeyOf(level)] = level.GetRawText();
        return string.Join('\n', levels.Values);
    }

    private static string KeyOf(JsonElement level) => string.Join('|', new[] { "category", "prefecture", "tier", "status" }
        .Select(x => level.TryGetProperty(x, out JsonElement value) ? value.GetString() : "-"));
}
