using System.Buffers;
using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Json;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Json;

public sealed class CanonicalJsonAdapterTests
{
    private const string Line = """{"item":"shop-01:A-1","quantity":5,"unit":"ST"}""";

    private static readonly FeedProfile Neutral = TestFeed.Profile with { Format = "canonical-json" };

    [Fact]
    public async Task One_record_an_array_and_lines_give_the_same()
    {
        string one = Record("s-1", Line);
        string pretty = one.Replace(",", ",\n  ").Replace("{", "{\n");
        foreach (string text in new[] { one, one + "\n", pretty, $"[{one}]", $" [ {pretty} ] \n", "\uFEFF" + one })
        {
            FeedReading reading = await TestFeed.ReadAsync(text, Neutral);
            Assert.Null(reading.Failure);
            StockSnapshot snapshot = Assert.Single(reading.Snapshots);
            Assert.Equal(("s-1", 5m, 5L), (snapshot.SnapshotId, snapshot.Lines[0].Quantity, snapshot.Lines[0].BaseQuantity));
        }

        FeedReading two = await TestFeed.ReadAsync($"{one}\n\n{Record("s-2", Line)}\n", Neutral);
        Assert.Equal(["s-1", "s-2"], two.Snapshots.Select(x => x.SnapshotId));
        two = await TestFeed.ReadAsync($"[{one},{Record("s-2", Line)}]", Neutral);
        Assert.Equal(["s-1", "s-2"], two.Snapshots.Select(x => x.SnapshotId));
    }

    [Fact]
    public async Task What_the_writer_writes_is_read_back_in_pieces_of_any_size()
    {
        FeedReading sent = await TestFeed.ReadAsync(
            "店舗,JAN,在庫,単位,時点,ロット,賞味期限,所有者,区分,販売状態\n"
            + "0001,A-1,5,枚,2020/4/1 9:00,L1,2022-03-31,maker-01,onHold,paused\n0001,A-2,-7.5,KGM,2020/4/1 8:00,,,,,\n");
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        writer.Write(sent.Snapshots[0], buffer);
        byte[] bytes = buffer.WrittenSpan.ToArray();
        foreach (int piece in new[] { 1, 7, 100_000 })
        {
            FeedReading read = await new CanonicalJsonAdapter().ReadAsync(
                new TricklingStream(bytes, piece), Neutral, TestFeed.Registry(Neutral), new Delivery(TestFeed.ReceivedAt),
                CancellationToken.None);
            buffer.ResetWrittenCount();
            writer.Write(Assert.Single(read.Snapshots), buffer);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
    }

    // A wrong line: only it is refused, with the pointer to the field.
    [Theory]
    [InlineData("""{"item":"shop-01:A-1","quantity":"5"}""", "/lines/1/quantity", RejectionReason.TypeInvalid)]
    [InlineData("""{"item":"shop-01:A-1","quantity":null}""", "/lines/1/quantity", RejectionReason.QuantityMissing)]
    [InlineData("""{"item":"shop-01:A-1"}""", "/lines/1", RejectionReason.QuantityMissing)]
    [InlineData("""{"quantity":5}""", "/lines/1", RejectionReason.ItemMissing)]
    [InlineData("""{"item":"4901234567890","quantity":5}""", "/lines/1/item", RejectionReason.ItemInvalid)]
    [InlineData("""{"item":7,"quantity":5}""", "/lines/1/item", RejectionReason.TypeInvalid)]
    [InlineData("""{"item":"shop-01:A-1","quantity":1e40}""", "/lines/1/quantity", RejectionReason.QuantityOutOfRange)]
    [InlineData("""{"item":"shop-01:A-1","quantity":5,"status":"lost"}""", "/lines/1/status", RejectionReason.StatusInvalid)]
    [InlineData("""{"item":"shop-01:A-1","quantity":5,"expiry":"2020-02-30"}""", "/lines/1/expiry", RejectionReason.ExpiryInvalid)]
    [InlineData("""{"item":"shop-01:A-1","band":{"min":9,"max":2}}""", "/lines/1/band", RejectionReason.BandInvalid)]
    [InlineData("""{"item":"shop-01:A-1","quantity":5,"asOf":"2020-04-01"}""", "/lines/1/asOf", RejectionReason.AsOfInvalid)]
    [InlineData("\"text\"", "/lines/1", RejectionReason.TypeInvalid)]
    [InlineData("""{"item":"shop-01:\ud800","quantity":5}""", "/lines/1/item", RejectionReason.TypeInvalid)]
    public async Task A_wrong_line_is_refused_alone_and_the_snapshot_becomes_partial(
        string line, string path, RejectionReason reason)
    {
        FeedReading reading = await TestFeed.ReadAsync($"[{Record("s-1", Line, line)}]", Neutral);
        Assert.Equal((1, 1), (reading.Accepted, reading.Rejected));
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal(("/0" + path, reason), (rejection.Source.Path, rejection.Reason));
        Assert.Equal(SnapshotScope.Partial, reading.Snapshots[0].Scope);
    }

    // A wrong head: the record is refused, the next one stays.
    [Theory]
    [InlineData("\"specVersion\":\"1.0\"", "\"specVersion\":\"2.0\"", RejectionReason.SpecVersionUnknown)]
    [InlineData("\"specVersion\":\"1.0\",", "", RejectionReason.FieldMissing)]
    [InlineData("\"s-1\"", "\"s 1\"", RejectionReason.SnapshotIdInvalid)]
    [InlineData("\"s-1\"", "7", RejectionReason.TypeInvalid)]
    [InlineData("\"shop-01:0001\"", "\"0001\"", RejectionReason.LocationInvalid)]
    [InlineData("\"2020-04-01T09:00:00+09:00\"", "\"2020-04-01\"", RejectionReason.AsOfInvalid)]
    [InlineData("\"2020-04-01T09:00:00+09:00\"", "\"2020-04-01T23:00:00+09:00\"", RejectionReason.AsOfInFuture)]
    [InlineData("\"full\"", "\"all\"", RejectionReason.ScopeInvalid)]
    [InlineData("\"sender\":\"shop-01\"", "\"sender\":\"nobody\"", RejectionReason.SenderUnknown)]
    public async Task A_wrong_head_refuses_its_record_alone(string part, string other, RejectionReason reason)
    {
        string bad = Record("s-1", Line, Line.Replace("A-1", "A-2")).Replace(part, other);
        FeedReading reading = await TestFeed.ReadAsync($"[{bad},{Record("s-2", Line)}]", Neutral);
        Assert.Equal("s-2", Assert.Single(reading.Snapshots).SnapshotId);
        Assert.Equal(reason, Assert.Single(reading.Rejections).Reason);
        Assert.Equal((1, 2), (reading.Accepted, reading.Rejected));
    }

    [Fact]
    public async Task Fields_come_in_any_order_and_unknown_ones_are_told()
    {
        string text = """
            {"lines":[{"unit":"ST","x-note":{"a":[1]},"quantity":5,"colour":"red","item":"shop-01:A-1"}],"scope":"partial",
            "asOf":"2020-04-01T00:00:00Z","x-private":1,"locatoin":"?","location":"shop-01:0001","sender":"shop-01",
            "snapshotId":"s-1","specVersion":"1.0"}
            """;
        FeedReading reading = await TestFeed.ReadAsync(text, Neutral);
        Assert.Equal(1, reading.Accepted);
        Warning warning = Assert.Single(reading.Warnings);
        Assert.Equal(("unknownField", 2L, "/locatoin"), (warning.Kind, warning.Count, warning.Source.Path));
    }

    // Deliveries refused whole. Depth: 32 levels are enough for anything the schema allows.
    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData("  \n ", RejectionReason.Empty)]
    [InlineData("[]", RejectionReason.Empty)]
    [InlineData("[", RejectionReason.JsonMalformed)]
    [InlineData("{\"a\":1", RejectionReason.JsonMalformed)]
    [InlineData("{\"a\":1}}", RejectionReason.JsonMalformed)]
    [InlineData("[{}", RejectionReason.JsonMalformed)]
    [InlineData("[{},]", RejectionReason.JsonMalformed)]
    [InlineData("[{} {}]", RejectionReason.JsonMalformed)]
    [InlineData("[{}] x", RejectionReason.JsonMalformed)]
    [InlineData("{'a':1}", RejectionReason.JsonMalformed)]
    [InlineData("店舗,在庫", RejectionReason.JsonMalformed)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", RejectionReason.JsonMalformed)]
    [InlineData("PK\u0003\u0004", RejectionReason.FormatMismatch)]
    public async Task What_is_not_well_formed_is_refused_whole(string text, RejectionReason reason)
    {
        FeedReading reading = await TestFeed.ReadAsync(text, Neutral);
        Assert.Equal(reason, reading.Failure?.Reason);
    }

    [Fact]
    public async Task A_broken_line_of_ndjson_is_refused_alone_wherever_it_stands()
    {
        string good = Record("s-1", Line);
        FeedReading reading = await TestFeed.ReadAsync($"{good}\n{{\"broken\":\n{Record("s-2", Line)}\n", Neutral);
        Assert.Equal(2, reading.Snapshots.Count);
        Rejection rejection = Assert.Single(reading.Rejections);
        Assert.Equal((2L, RejectionReason.JsonMalformed), (rejection.Source.Line, rejection.Reason));
        reading = await TestFeed.ReadAsync($"{{\"broken\":\n{good}\n{Record("s-2", Line)}", Neutral);
        Assert.Equal((2, 1L), (reading.Snapshots.Count, reading.Rejections[0].Source.Line));
        var named = new Delivery(TestFeed.ReceivedAt, "body.ndjson");
        reading = await TestFeed.ReadAsync($"garbage\n{good}", Neutral, named);
        Assert.Single(reading.Snapshots);
    }

    [Fact]
    public async Task A_run_marker_closes_the_run_unless_something_of_it_was_refused()
    {
        const string Marker = """
            {"specVersion":"1.0","snapshotId":"m-1","sender":"shop-01","feed":"shop-csv","run":"r-1","asOf":"2020-04-01T09:00:00+09:00","runClosed":{"locations":1}}
            """;
        FeedReading reading = await TestFeed.ReadAsync($"{Record("s-1", Line)}\n{Marker}", Neutral);
        Assert.Equal(("r-1", 1), (reading.Run!.Run, reading.Run.Locations));
        reading = await TestFeed.ReadAsync($"{Record("s-1", Line)}\n{{}}\n{Marker}", Neutral);
        Assert.Null(reading.Run);
        Assert.Contains(reading.Warnings, x => x.Kind == "runNotClosed");
    }

    private static string Record(string id, params string[] lines) =>
        $$"""{"specVersion":"1.0","snapshotId":"{{id}}","sender":"shop-01","location":"shop-01:0001","asOf":"2020-04-01T09:00:00+09:00","scope":"full","lines":[{{string.Join(',', lines)}}]}""";
}
