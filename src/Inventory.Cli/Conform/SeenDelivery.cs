using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Inventory.Cli.Conform;

/// <summary>One request that a sender under test made, and what it was answered.</summary>
internal sealed record SeenDelivery
{
    /// <summary>The step of the script that answered it.</summary>
    public required TrialStep Step { get; init; }

    /// <summary>Seconds since the trial began, when the request had been read.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Seconds since the trial began, when it was answered.</summary>
    public required TimeSpan AnsweredAt { get; init; }

    /// <summary>True when it carried the key of the trial.</summary>
    public required bool HasKey { get; init; }

    /// <summary>What makes it the same delivery: hash over path, file name, stated as-of and unpacked body.</summary>
    public required string Content { get; init; }

    /// <summary>What it is about: the as-of stated beside the file, else the places and as-of of its snapshots, else
    /// the name of the file; empty when nothing is known.</summary>
    public required string AsOf { get; init; }

    /// <summary>Each snapshot id in it with the hash of its snapshot; empty when it is no canonical JSON.</summary>
    public required IReadOnlyDictionary<string, string> Snapshots { get; init; }

    /// <summary>Reads what a request says about itself.</summary>
    public static SeenDelivery Of(
        TrialStep step, TimeSpan at, bool hasKey, string path, string? fileName, string? asOf, byte[] body)
    {
        var snapshots = new Dictionary<string, string>();
        var times = new SortedSet<string>(StringComparer.Ordinal);
        foreach (JsonElement snapshot in SnapshotsIn(body))
        {
            if (TextOf(snapshot, "snapshotId") is { } id)
                snapshots[id] = HashOf(Encoding.UTF8.GetBytes(snapshot.GetRawText()));
            if (TextOf(snapshot, "asOf") is { } time)
                times.Add($"{TextOf(snapshot, "location")} {time}");
        }

        byte[] head = Encoding.UTF8.GetBytes($"{path}\n{fileName}\n{asOf}\n");
        return new SeenDelivery
        {
            Step = step,
            At = at,
            AnsweredAt = at,
            HasKey = hasKey,
            Content = HashOf([.. head, .. body]),
            AsOf = asOf ?? (times.Count > 0 ? string.Join('\n', times) : fileName ?? string.Empty),
            Snapshots = snapshots,
        };
    }

    /// <summary>The snapshots of a canonical body: one, an array, or one a line; none of anything else.</summary>
    private static IEnumerable<JsonElement> SnapshotsIn(byte[] body)
    {
        // Blanks and a byte order mark may stand before the first bracket.
        int start = body.AsSpan().IndexOfAnyExcept("\uFEFF \r\n\t"u8);
        if (start < 0 || body[start] is not ((byte)'{' or (byte)'['))
            return [];
        return TryParse(body.AsMemory(start)) is { } whole
            ? whole.ValueKind == JsonValueKind.Array ? [.. whole.EnumerateArray()] : [whole]
            : LinesOf(body);
    }

    private static IEnumerable<JsonElement> LinesOf(byte[] body)
    {
        using var reader = new StringReader(Encoding.UTF8.GetString(body));
        while (reader.ReadLine() is { } line)
        {
            if (TryParse(Encoding.UTF8.GetBytes(line)) is { } snapshot)
                yield return snapshot;
        }
    }

    private static JsonElement? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
