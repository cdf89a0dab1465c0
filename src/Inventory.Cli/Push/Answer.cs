using System.Text.Json;
using Inventory.Model.Rejections;

namespace Inventory.Cli.Push;

/// <summary>What a server said to a push: a receipt, or a problem, or both.</summary>
internal sealed record Answer
{
    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public required int Status { get; init; }

    /// <summary>The receipt's id; null when there is none.</summary>
    public string? Receipt { get; init; }

    /// <summary>Lines accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Lines refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Lines pushed before.</summary>
    public long Duplicate { get; init; }

    /// <summary>Lines older than what is known; null when not told.</summary>
    public long? Superseded { get; init; }

    /// <summary>The problem's stable reason; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>What a person reads for the problem.</summary>
    public LocalizedText Message { get; init; }

    /// <summary>The listed refusals.</summary>
    public IReadOnlyList<RefusedLine> Refused { get; init; } = [];

    /// <summary>The answer as it came.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>True when something was accepted, or nothing new was in it.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>What the process answers for this file.</summary>
    public int ExitCode => Status switch
    {
        >= 200 and < 300 => Rejected > 0 ? ExitCodes.SomeRefused : ExitCodes.AllAccepted,
        422 => ExitCodes.SomeRefused,
        400 or 401 or 403 or 404 or 413 or 415 => ExitCodes.Unusable,
        _ => ExitCodes.Unreachable,
    };

    /// <summary>The answer that never came.</summary>
    public static Answer None(string message) => new() { Status = 0, Reason = "unreachable", Message = new(message, message) };

    /// <summary>Reads an answer; a body that is no JSON is kept as it came.</summary>
    public static Answer Parse(int status, string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return new Answer { Status = status, Body = body };
            JsonElement lines = Member(root, "lines");
            return new Answer
            {
                Status = status,
                Body = body,
                Receipt = Text(root, "receipt") is { Length: > 0 } id ? id : null,
                Accepted = Number(lines, "accepted") ?? 0,
                Rejected = Number(lines, "rejected") ?? 0,
                Duplicate = Number(lines, "duplicate") ?? 0,
                Superseded = Number(lines, "superseded"),
                Reason = Text(root, "reason"),
                Message = Localized(Member(root, "message"), Text(root, "title") ?? string.Empty),
                Refused = [.. Items(Member(root, "rejections")).Select(ToRefused)],
            };
        }
        catch (JsonException)
        {
            return new Answer { Status = status, Body = body };
        }
    }

    private static RefusedLine ToRefused(JsonElement x) => new(
        PlaceOf(Member(x, "source")),
        Text(x, "field") ?? "-",
        Text(x, "value"),
        Text(x, "reason") ?? "-",
        Localized(Member(x, "message"), string.Empty));

    private static string PlaceOf(JsonElement source)
    {
        foreach (string kind in (string[])["line", "row", "segment"])
        {
            if (Number(source, kind) is { } place)
                return $"{kind} {place}";
        }

        return Text(source, "path") ?? "file";
    }

    private static LocalizedText Localized(JsonElement message, string other) =>
        new(Text(message, "ja") ?? other, Text(message, "en") ?? other);

    private static JsonElement Member(JsonElement x, string name) =>
        x.ValueKind == JsonValueKind.Object && x.TryGetProperty(name, out JsonElement value) ? value : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement x) =>
        x.ValueKind == JsonValueKind.Array ? x.EnumerateArray() : default;

    private static string? Text(JsonElement x, string name) =>
        Member(x, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Number(JsonElement x, string name) =>
        Member(x, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(
            out long number) ? number : null;
}
