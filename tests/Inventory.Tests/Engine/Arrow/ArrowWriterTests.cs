using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Engine.Arrow;
using Inventory.Tests.Schemas;
using Xunit;

namespace Inventory.Tests.Engine.Arrow;

/// <summary>What is written is what an independent reader of Arrow finds in it, and stands where the format wants it.</summary>
public sealed class ArrowWriterTests
{
    private const int Seed = 20260401;

    private static readonly NodeOracle Oracle = new("oracles-arrow", "read-arrow.mjs");

    private static readonly ArrowField[] Fields =
    [
        new("category", ArrowType.Dictionary, true, 0),
        new("place", ArrowType.Dictionary, false, 1),
        new("quantity", ArrowType.Int64, true),
        new("count", ArrowType.Int32, true),
        new("perDay", ArrowType.Float64, true),
        new("isStale", ArrowType.Bool, true),
        new("asOf", ArrowType.Timestamp, true),
        new("other", ArrowType.Dictionary, true, 0),
        new("name", ArrowType.Text, true),
    ];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Categories = ["masks", "", "トイレットペーパー"];
    private static readonly string[] Places = ["9520000002015", "shop-01:A", "𠮷野家:1"];

    [NodeFact]
    public void Another_reader_finds_the_same_rows_in_a_stream_and_in_a_file()
    {
        foreach (int[] batches in (int[][])[[], [0], [1], [8, 9], [1000, 1, 63, 64, 65]])
        {
            foreach (bool isFile in (bool[])[false, true])
            {
                (byte[] bytes, List<string> rows) = Make(batches, isFile);
                string[] read = Read(bytes);
                JsonNode schema = JsonNode.Parse(read[0])!;
                Assert.Equal(
                    "[[\"category\",\"Dictionary<Int32, Utf8>\",true],[\"place\",\"Dictionary<Int32, Utf8>\",false],[\"quantity\",\"Int64\",true],"
                    + "[\"count\",\"Int32\",true],[\"perDay\",\"Float64\",true],[\"isStale\",\"Bool\",true],"
                    + "[\"asOf\",\"Timestamp<MILLISECOND, UTC>\",true],[\"other\",\"Dictionary<Int32, Utf8>\",true],[\"name\",\"Utf8\",true]]",
                    schema["fields"]!.ToJsonString(Relaxed));
                Assert.Equal("{\"audience\":\"ministry\",\"sequence\":\"7\"}", schema["notes"]!.ToJsonString());
                Assert.Equal(rows.Count, read.Length - 1);
                Assert.Equal(rows, read[1..].Select(Plain));
            }
        }
    }

    [Fact]
    public void Every_message_and_every_buffer_is_aligned_and_the_end_is_marked()
    {
        (byte[] bytes, _) = Make([3, 5], isFile: false);
        int at = 0;
        int messages = 0;
        while (true)
        {
            Assert.Equal(-1, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)));
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            if (length == 0)
                break;
            messages++;
            Assert.Equal(0, (at + 8 + length) % ArrowWriter.Alignment);
            at += 8 + length + (int)BodyLength(bytes.AsSpan(at + 8, length));
        }

        Assert.Equal(bytes.Length, at + 8);
        Assert.Equal(1 + 2 + 2, messages);
    }

    [Fact]
    public void A_file_begins_and_ends_with_its_mark_and_its_footer_lies_before_it()
    {
        (byte[] bytes, _) = Make([3, 5], isFile: true);
        Assert.Equal("ARROW1\0\0"u8.ToArray(), bytes[..8]);
        Assert.Equal("ARROW1"u8.ToArray(), bytes[^6..]);
        int footer = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 10));
        Assert.InRange(footer, 16, bytes.Length - 18);
        Assert.Equal(0, footer % 8);
        // Before the footer stands the end of the stream, so that a reader of streams may read the file from its ninth byte on.
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], bytes[(bytes.Length - 10 - footer - 8)..(bytes.Length - 10 - footer)]);
    }

    [Fact]
    public void A_column_that_is_used_again_keeps_nothing_of_the_batch_before()
    {
        var column = new ArrowColumn(ArrowType.Bool);
        for (int i = 0; i < 100; i++)
            column.Add(i % 3 == 0 ? null : true);
        column.Clear();
        for (int i = 0; i < 50; i++)
            column.Add(false);
        Assert.Equal((50, 0), (column.Count, column.Nulls));
        Assert.All(column.ValuesMemory.ToArray(), x => Assert.Equal(0, x));
        Assert.Equal(0, column.ValidMemory.Length);
    }

    private static (byte[] Bytes, List<string> Rows) Make(int[] batches, bool isFile)
    {
        var random = new Random(Seed);
        var to = new MemoryStream();
        var writer = new ArrowWriter(to, Fields, [new("audience", "ministry"), new("sequence", "7")], isFile);
        ArrowColumn[] columns = [.. Fields.Select(x => new ArrowColumn(x.Type))];
        var rows = new List<string>();
        writer.Begin();
        writer.WriteDictionary(0, Categories);
        writer.WriteDictionary(1, Places);
        foreach (int count in batches)
        {
            foreach (ArrowColumn column in columns)
                column.Clear();
            for (int i = 0; i < count; i++)
                rows.Add(AddRow(columns, random));
            writer.WriteBatch(columns);
        }

        writer.End();
        return (to.ToArray(), rows);
    }

    private static string AddRow(ArrowColumn[] columns, Random random)
    {
        int? category = random.Next(4) == 0 ? null : random.Next(Categories.Length);
        int place = random.Next(Places.Length);
        long? quantity = random.Next(4) == 0 ? null : random.NextInt64(long.MinValue, long.MaxValue);
        int? count = random.Next(4) == 0 ? null : random.Next(int.MinValue, int.MaxValue);
        double? perDay = random.Next(4) == 0 ? null : Math.Round(random.NextDouble() * 1000, 3);
        bool? isStale = random.Next(4) == 0 ? null : random.Next(2) == 0;
        long? asOf = random.Next(4) == 0 ? null : random.NextInt64(0, 4_000_000_000_000);
        int? other = random.Next(2) == 0 ? null : random.Next(Categories.Length);
        columns[0].Add(category);
        columns[1].Add(place);
        columns[2].Add(quantity);
        columns[3].Add(count);
        columns[4].Add(perDay);
        columns[5].Add(isStale);
        columns[6].Add(asOf);
        columns[7].Add(other);
        string? name = random.Next(4) == 0 ? null : string.Concat(Enumerable.Repeat(Places[place], random.Next(3)));
        columns[8].Add(name);
        return Plain(JsonSerializer.Serialize(new object?[]
        {
            category is { } c ? Categories[c] : null, Places[place], quantity?.ToString(), count, perDay, isStale, asOf,
            other is { } o ? Categories[o] : null, name,
        }));
    }

    /// <summary>One form for both programs' JSON.</summary>
    private static string Plain(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static string[] Read(byte[] bytes)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, bytes);
            return Oracle.Ask(string.Empty, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The length of the body as the message itself says it: field 3 of its root table, read by hand.</summary>
    private static long BodyLength(ReadOnlySpan<byte> message)
    {
        int table = BinaryPrimitives.ReadInt32LittleEndian(message);
        int slots = table - BinaryPrimitives.ReadInt32LittleEndian(message[table..]);
        int size = BinaryPrimitives.ReadInt16LittleEndian(message[slots..]);
        const int Slot = 4 + (3 * 2);
        int offset = size <= Slot ? 0 : BinaryPrimitives.ReadInt16LittleEndian(message[(slots + Slot)..]);
        return offset == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(message[(table + offset)..]);
    }
}
