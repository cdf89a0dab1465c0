using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Adapters.Json;

/// <summary>
/// Canonical NDJSON read the plain way: a document of each line, every rule written out once more against the registry
/// of
/// <see cref="TestFeed"/>. It says as text what was kept, what was refused and what was odd.
/// </summary>
internal sealed class CanonicalOracle
{
    private readonly SortedDictionary<string, int> _warnings = new(StringComparer.Ordinal);
    private readonly List<string> _said = [];
    private readonly List<string> _refused = [];
    private long _rejected;
    private int _line;

    public static string Read(byte[] ndjson)
    {
        var oracle = new CanonicalOracle();
        foreach (byte[] line in Split(ndjson))
        {
            oracle._line++;
            if (line.AsSpan().IndexOfAnyExcept(" \t\r"u8) >= 0)
                oracle.ReadRecord(line);
        }

        oracle._said.Add(string.Join(' ', oracle._warnings.Select(x => $"{x.Key}={x.Value}")));
        oracle._said.Add($"refused {oracle._rejected}");
        // Only so many rejections are listed.
        return string.Join('\n', oracle._refused.Take(Receipt.RejectionsMax).Concat(oracle._said));
    }

    public static string Of(in StockLine line) => string.Create(CultureInfo.InvariantCulture,
        $"  {line.Item} {line.Status} {line.Quantity} {line.Unit} {line.BaseQuantity} {line.SaleState} {line.Owner} {line.Lot} {line.Expiry:O} {line.AsOf:O} {line.Band}");

    private static IEnumerable<byte[]> Split(byte[] file)
    {
        int start = 0;
        for (int i = 0; i <= file.Length; i++)
        {
            if (i < file.Length && file[i] != '\n')
                continue;
            yield return file[start..i];
            start = i + 1;
        }
    }

    private void ReadRecord(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            Refuse(null, "EncodingUnreadable");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 32 });
            ReadRecord(document.RootElement);
        }
        catch (JsonException)
        {
            Refuse(null, "JsonMalformed");
        }
    }

    private void ReadRecord(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            Refuse(null, "TypeInvalid");
            return;
        }

        var head = new Dictionary<string, string>();
        JsonElement lines = default;
        foreach (JsonProperty field in record.EnumerateObject())
        {
            string name = NameOf(field);
            if (name == "lines" && field.Value.ValueKind == JsonValueKind.Array)
                lines = field.Value;
            string? wrong = HeadFault(name, field.Value, head);
            if (wrong is null)
                continue;
            Refuse("/" + Pointer(name), wrong, LineCount(record));
            return;
        }

        if (MissingOf(head, lines) is { } missing)
            Refuse(null, missing == "asOf" ? "AsOfMissing" : "FieldMissing", LineCount(record));
        else
            ReadLines(head, lines);
    }

    private string? HeadFault(string name, JsonElement value, Dictionary<string, string> head)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (name == "lines")
            return value.ValueKind == JsonValueKind.Array ? null : "TypeInvalid";
        if (name is not ("specVersion" or "snapshotId" or "sender" or "location" or "asOf" or "scope"))
        {
            if (!name.StartsWith("x-", StringComparison.Ordinal))
                Warn("unknownField");
            return null;
        }

        if (TextOf(value) is not { } text)
            return "TypeInvalid";
        head[name] = text;
        return name switch
        {
            "specVersion" => text.StartsWith("1.") && text.Length > 2 && text[2..].All(char.IsAsciiDigit) ? null : "SpecVersionUnknown",
            "snapshotId" => text.Length is > 0 and <= 64 && text.All(c => c is >= '!' and <= '~') ? null : "SnapshotIdInvalid",
            "sender" => ParticipantId.TryParse(text, out _) ? null : "SenderUnknown",
            "location" => LocationId.TryParse(text, out _) ? null : "LocationInvalid",
            "scope" => text is "full" or "partial" ? null : "ScopeInvalid",
            _ => TimeOf(text) is null ? "AsOfInvalid" : null,
        };
    }

    private static string? MissingOf(Dictionary<string, string> head, JsonElement lines)
    {
        foreach (string name in new[] { "specVersion", "snapshotId", "sender", "asOf", "location", "scope" })
        {
            if (!head.ContainsKey(name))
                return name;
        }

        return lines.ValueKind == JsonValueKind.Undefined ? "lines" : null;
    }

    private void ReadLines(Dictionary<string, string> head, JsonElement lines)
    {
        var read = new List<(string Path, OracleLine Line)>();
        int all = 0;
        foreach (JsonElement element in lines.EnumerateArray())
        {
            string path = $"/lines/{all++}";
            var line = new OracleLine(Warn);
            if (line.Read(element) is { } fault)
                Refuse(path + fault.Field, fault.Reason);
            else
                read.Add((path, line));
        }

        bool isPartial = head["scope"] == "partial" || read.Count < all;
        if (read.Count == 0 && isPartial)
        {
            if (all == 0)
                Refuse("/lines", "FieldMissing");
            return;
        }

        if (HeadAgainstRegistry(head) is { } wrong)
        {
            Refuse(read.Count > 0 ? read[0].Path : null, wrong, Math.Max(1, read.Count));
            return;
        }

        Check(head, read, isPartial);
    }

    private void Check(Dictionary<string, string> head, List<(string Path, OracleLine Line)> read, bool isPartial)
    {
        var kept = new List<string>();
        foreach ((string path, OracleLine line) in read)
        {
            if (line.Check() is { } fault)
                Refuse(path, fault);
            else
                kept.Add(Of(line.Kept));
        }

        if (kept.Count == 0 && read.Count > 0)
            return;
        bool isCut = isPartial || kept.Count < read.Count;
        _said.Add($"{head["snapshotId"]} {head["location"]} {TimeOf(head["asOf"]):O} {(isCut ? "Partial" : "Full")}");
        _said.AddRange(kept);
    }

    private static string? HeadAgainstRegistry(Dictionary<string, string> head)
    {
        if (head["sender"] != TestFeed.Shop.Value)
            return "SenderUnknown";
        if (head["location"].Contains(':') && !head["location"].StartsWith("shop-01:", StringComparison.Ordinal))
            return "LocationForbidden";
        return TimeOf(head["asOf"]) > TestFeed.ReceivedAt.AddMinutes(5) ? "AsOfInFuture" : null;
    }

    private void Warn(string kind) => _warnings[kind] = _warnings.GetValueOrDefault(kind) + 1;

    private void Refuse(string? path, string reason, int lines = 1)
    {
        _refused.Add($"! {_line} {path} {reason}");
        _rejected += lines;
    }

    /// <summary>A record refused as a whole counts its lines, and 1 when it has none.</summary>
    private static int LineCount(JsonElement record)
    {
        JsonElement lines = default;
        foreach (JsonProperty field in record.EnumerateObject())
        {
            if (NameOf(field) == "lines")
                lines = field.Value;
        }

        return lines.ValueKind == JsonValueKind.Array ? Math.Max(1, lines.GetArrayLength()) : 1;
    }

    internal static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    internal static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static DateTimeOffset? TimeOf(string text) =>
        CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset time) ? time : null;

    private static string Pointer(string key) => key.Replace("~", "~0").Replace("/", "~1");
}
