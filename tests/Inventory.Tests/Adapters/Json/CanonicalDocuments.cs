using System.Text;

namespace Inventory.Tests.Adapters.Json;

/// <summary>Seeded canonical records: mostly right, with fields in any order, any blanks and escapes, some fields
/// wrong, twice or unknown, and now and then broken bytes.</summary>
internal sealed class CanonicalDocuments(Random random)
{
    private static readonly string[] Items =
        ["shop-01:A-1", "04901234567894", "4901234567894", "12345678905", "shop-01:マスク", "shop-01:B", "49123456789", "4901234567890", ""];

    private static readonly string[] Quantities =
    [
        "5", "0", "12", "997", "-3", "1.5", "0.5", "2.50", "-0", "0.0", "1e2",
        "123456789012345678", "9223372036854775807", "1e40", "1234567890123456789012345678901", "\"5\"", "null", "01", "5.", "+1",
    ];

    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["unit"] =
        [
            "\"ST\"", "\"BX\"", "\"EA\"", "\"枚\"",
            "\"\\u679a\"", "\"甲\"", "\"\"", "\"a\\\\b\"", "null", "7", "\"" + new string('u', 33) + "\"",
        ],
        ["status"] = ["\"onHand\"", "\"allocated\"", "\"inTransit\"", "\"onHold\"", "\"lost\"", "null", "1"],
        ["saleState"] = ["\"selling\"", "\"notCarried\"", "\"closed\"", "\"paused\"", "\"open\"", "null"],
        ["baseQuantity"] = ["5", "12", "250", "600", "1.0", "null", "\"5\"", "99999999999999999999"],
        ["band"] = ["{\"min\":1,\"max\":5}", "{\"min\":30}", "{\"max\":null,\"min\":2}", "{\"min\":9,\"max\":2}", "{}", "null", "{\"min\":1,\"x\":2}", "3"],
        ["owner"] = ["\"maker-01\"", "\"9520000000011\"", "\"NO\"", "null"],
        ["lot"] = ["\"L1\"", "\"ロット\"", "\"a\\\"b\"", "\"\\u0085\"", "\"\\u0001\"", "\"\"", "null", "\"\\ud800\""],
        ["expiry"] = ["\"2021-02-28\"", "\"2021-02-30\"", "\"21-1-1\"", "null"],
        ["asOf"] =
        [
            "\"2020-04-01T09:00:00+09:00\"", "\"2020-04-01T00:00:00.1239Z\"",
            "\"2020-01-01T00:00:00Z\"", "\"2020-04-02T09:00:00+09:00\"", "\"2020-04-01\"", "null",
        ],
        ["x-note"] = ["{\"a\":[1,{\"b\":null}]}", "\"text\"", "1", "[[[[]]]]"],
        ["colour"] = ["\"red\"", "null", "[1]"],
    };

    private static readonly Dictionary<string, string[]> Heads = new()
    {
        ["specVersion"] = ["\"1.0\"", "\"1.7\"", "\"2.0\"", "null"],
        ["sender"] = ["\"shop-01\"", "\"shop\\u002d01\"", "\"nobody\"", "\"NO\"", "7"],
        ["location"] = ["\"shop-01:0001\"", "\"shop-01:新店\"", "\"9520000000011\"", "\"maker-01:1\"", "\"0001\"", "null"],
        ["asOf"] = ["\"2020-04-01T09:00:00+09:00\"", "\"2020-04-01T09:00:00Z\"", "\"2020-04-02T09:00:00+09:00\"", "\"2020\""],
        ["scope"] = ["\"full\"", "\"partial\"", "\"all\""],
    };

    private int _id;

    /// <summary>Records one a line; where <paramref name="isMarked"/>, each has a field that says nothing and is known
    /// to nobody.</summary>
    public byte[] Lines(int count, bool isMarked)
    {
        var file = new List<byte>();
        for (int i = 0; i < count; i++)
        {
            byte[] record = Encoding.UTF8.GetBytes(Record(isMarked));
            file.AddRange(random.Next(6) == 0 ? Broken(record) : record);
            file.Add((byte)'\n');
        }

        return [.. file];
    }

    /// <summary>A record; the same random numbers give the same one, marked or not.</summary>
    public string Record(bool isMarked)
    {
        var fields = new List<string> { Field("snapshotId", $"\"s-{_id++}\"") };
        foreach ((string name, string[] values) in Heads)
            fields.Add(Field(name, Pick(values, rightPercent: 96)));
        if (random.Next(12) == 0)
            fields.RemoveAt(random.Next(fields.Count));
        if (random.Next(8) == 0)
            fields.Add(Field("x-trace", Pick(Others["x-note"], 0)));
        if (random.Next(20) == 0)
            fields.Add(Field("locatoin", "1"));
        string[] lines = [.. Enumerable.Range(0, random.Next(7)).Select(_ => Line())];
        fields.Add(Field("lines", random.Next(30) == 0 ? "7" : $"[{Blank()}{string.Join($",{Blank()}", lines)}]"));
        string record = Object(fields, random.Next(3) == 0);
        return isMarked ? "{\"colour\":null," + record.AsSpan(1).ToString() : record;
    }

    private string Line()
    {
        if (random.Next(60) == 0)
            return "\"text\"";
        var fields = new List<string>();
        if (random.Next(40) > 0)
            fields.Add(Field("item", Text(Items[random.Next(10) > 0 ? random.Next(6) : random.Next(Items.Length)])));
        if (random.Next(12) > 0)
            fields.Add(Field("quantity", Pick(Quantities, 60)));
        fields.Add(Field("unit", Pick(Others["unit"], 70)));
        while (random.Next(3) == 0)
        {
            (string name, string[] values) = Others.ElementAt(random.Next(Others.Count));
            fields.Add(Field(name, values[random.Next(values.Length)]));
        }

        return Object(fields, random.Next(3) == 0);
    }

    private string Object(List<string> fields, bool isShuffled)
    {
        string[] all = [.. fields];
        if (isShuffled)
            random.Shuffle(all);
        return $"{{{Blank()}{string.Join($"{Blank()},{Blank()}", all)}{Blank()}}}";
    }

    private string Field(string name, string value) => $"\"{name}\"{Blank()}:{Blank()}{value}";

    /// <summary>A JSON text, now and then with each of its characters as an escape.</summary>
    private string Text(string text) => random.Next(8) > 0
        ? $"\"{text}\""
        : $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";

    /// <summary>The first of the values is a right one.</summary>
    private string Pick(string[] values, int rightPercent) =>
        random.Next(100) < rightPercent ? values[0] : values[random.Next(values.Length)];

    private string Blank() => random.Next(12) == 0 ? " \t\r"[..random.Next(4)] : string.Empty;

    private byte[] Broken(byte[] record)
    {
        int at = random.Next(record.Length);
        byte[] broken = [.. record];
        switch (random.Next(3))
        {
            case 0:
                return [.. broken[..at], .. broken[(at + 1)..]];
            case 1:
                broken[at] = (byte)random.Next(' ', 256);
                return broken;
            default:
                return broken[..at];
        }
    }
}
