using System.Text.Json;
using System.Text.Json.Nodes;

namespace Inventory.Tests.Schemas;

/// <summary>
/// Writes snapshot documents, good ones and ones with one or two fields spoiled. Everything but the spoiled fields fits
/// the demo registry, so that a refusal can only come from the document's form. Equal seeds write equal documents.
/// </summary>
internal sealed class SnapshotGenerator(int seed)
{
    private const string Sender = "retailer-01";

    /// <summary>A place of <see cref="Sender"/> in the demo registry.</summary>
    private const string Place = "9520000002015";

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Items =
        ["9521000010024", "09521000010024", "19521000010021", "09521000020016", "retailer-01:PB 0042", "retailer-01:棚-7"];

    private static readonly string[] Units = ["BX", "CS", "PK", "箱", "ケース", "XCS", "unheard-of"];

    /// <summary>Spoiled values, as JSON texts, by field of the header.</summary>
    private static readonly (string Field, string[] Values)[] Headers =
    [
        ("specVersion", ["null", "1.0", "\"2.0\"", "\"1.\"", "\"1.12\"", "\"\""]),
        ("snapshotId", ["null", "7", "\"\"", "\"a b\"", "\"a\\\"b\"", "\"a\\\\b\"", "\"日本\"", Text('x', 64), Text('x', 65), "\"a\\n\""]),
        ("sender", ["null", "7", "\"\"", "\"a\"", "\"-a\"", "\"Retailer-01\"", "\"retailer_01\"",
            "\"retailer-01 \"", "\"retailer-01\\n\""]),
        ("location", ["null", "9520000002015", "\"\"", "\"952\"", "\"952000000201５\"", "\"retailer-01:\"", "\"retailer-01: A\"",
            "\"retailer-01:A\\u3000\"", "\"retailer-01:A\\tB\"", "\":A\"", "\"9520000002015\\n\""]),
        ("asOf", ["null", "1604000000", "\"\"", "\"2026-11-22\"", "\"2026-11-22T14:03:00\"", "\"2026-11-22 14:03:00+09:00\"",
            "\"2026-13-22T14:03:00+09:00\"", "\"2026-11-22T25:03:00Z\"", "\"2026-11-22T14:60:00Z\"", "\"2026-11-22T14:03:60Z\"",
            "\"2026-11-22T05:03:00z\"", "\"2026-11-22T05:03:00.5Z\"", "\"2026-11-22T05:03:00.Z\"", "\"2026-11-22T05:03:00+0900\"",
            "\"2026-11-22T05:03:00+14:30\"", "\"2026-11-22T14:03:00+09:00\\n\"", "\"0000-11-22T14:03:00Z\""]),
        ("scope", ["null", "\"delta\"", "\"Full\"", "true", "\"partial\""]),
        ("feed", ["7", "\"\"", "\"demo csv\""]),
        ("run", ["\"\"", "\"a b\"", "7"]),
        ("asOfSource", ["\"clock\"", "7", "\"header\""]),
        ("lines", ["null", "{}", "\"x\"", "[]", "[7]", "[null]", "[[]]"]),
        ("x-anything", ["null", "7", "{\"a\":[1,2]}"]),
        ("unheardOf", ["null", "\"x\"", "[{}]"]),
    ];

    /// <summary>Spoiled values, as JSON texts, by field of a line.</summary>
    private static readonly (string Field, string[] Values)[] Lines =
    [
        ("item", ["null", "9521000010024", "\"\"", "\"123\"", "\"952100001002x\"", "\"retailer-01:\"", "\"retailer-01:a\\tb\"", "\":x\""]),
        ("status", ["null", "\"reserved\"", "\"ONHAND\"", "0", "\"onHand\""]),
        ("quantity", ["null", "\"12\"", "true", "[]", "{}", "1e30", "-1e30", "0", "-5", "1.5e2", "12.0"]),
        ("unit", ["null", "7", "\"\"", Text('u', 32), Text('u', 33), "\"a\\\"b\"", "\"a\\nb\""]),
        ("baseQuantity", ["null", "\"12\"", "1.5", "{}"]),
        ("band", ["null", "7", "[]", "{}", "{\"max\":3}", "{\"min\":-1}", "{\"min\":1.5}", "{\"min\":\"1\"}", "{\"min\":1,\"max\":-1}",
            "{\"min\":0}", "{\"min\":30,\"max\":99}"]),
        ("saleState", ["null", "\"open\"", "7", "\"unknown\"", "\"ticketed\""]),
        ("owner", ["null", "7", "\"\"", "\"A\"", "\"maker-01\""]),
        ("lot", ["null", "7", "\"\"", Text('l', 64), Text('l', 65)]),
        ("expiry", ["null", "20280331", "\"\"", "\"2028-3-31\"", "\"2028/03/31\"",
            "\"2028-13-01\"", "\"2028-03-31\"", "\"2028-03-31\\n\""]),
        ("asOf", ["null", "7", "\"yesterday\"", "\"2026-11-22T13:00:00+09:00\""]),
        ("x-shelf", ["null", "[1]"]),
        ("unheardOf", ["{}", "\"x\""]),
    ];

    private readonly Random _random = new(seed);
    private int _count;

    /// <summary>The next document, and whether anything in it was spoiled.</summary>
    public (string Text, string Spoiled) Next()
    {
        JsonObject document = Good();
        string spoiled = string.Empty;
        for (int i = _random.Next(5) switch { 0 => 0, 4 => 2, _ => 1 }; i > 0; i--)
            spoiled += Spoil(document);
        return (document.ToJsonString(Readable), spoiled);
    }

    private static string Text(char c, int length) => $"\"{new string(c, length)}\"";

    private JsonObject Good()
    {
        var lines = new JsonArray();
        for (int i = _random.Next(1, 4); i > 0; i--)
            lines.Add(GoodLine());
        var document = new JsonObject
        {
            ["specVersion"] = "1.0",
            ["snapshotId"] = $"g-{seed}-{_count++}",
            ["sender"] = Sender,
            ["location"] = Place,
            ["asOf"] = Pick(["2026-11-22T14:03:00+09:00", "2026-11-22T05:03:00Z", "2026-11-21T23:59:59.999-01:30"]),
            ["scope"] = Pick(["full", "partial"]),
            ["lines"] = lines,
        };
        return document;
    }

    private JsonObject GoodLine()
    {
        var line = new JsonObject { ["item"] = Pick(Items) };
        if (_random.Next(6) == 0)
        {
            line["band"] = new JsonObject { ["min"] = _random.Next(100) };
        }
        else
        {
            line["quantity"] = _random.Next(-3, 1000);
            line["unit"] = Pick(Units);
        }

        if (_random.Next(3) == 0)
            line["status"] = Pick(["onHand", "allocated", "inTransit", "onHold"]);
        if (_random.Next(3) == 0)
            line["saleState"] = Pick(["selling", "ticketed", "paused", "notCarried", "closed", "unknown"]);
        if (_random.Next(5) == 0)
            line["lot"] = "ロット 7";
        if (_random.Next(5) == 0)
            line["expiry"] = "2028-03-31";
        return line;
    }

    private string Spoil(JsonObject document)
    {
        JsonObject? line = document["lines"] is JsonArray { Count: > 0 } lines ? lines[0] as JsonObject : null;
        bool isLine = _random.Next(2) == 0 && line is not null;
        JsonObject target = isLine ? line! : document;
        (string field, string[] values) = Pick(isLine ? Lines : Headers);
        string place = isLine ? "line." + field : field;
        if (_random.Next(6) == 0)
        {
            target.Remove(field);
            return $"-{place} ";
        }

        string value = Pick(values);
        target[field] = JsonNode.Parse(value);
        return $"{place}={value} ";
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
