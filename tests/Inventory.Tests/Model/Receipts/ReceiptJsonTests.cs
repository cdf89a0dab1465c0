using System.Text;
using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Tests.Schemas;
using Xunit;

namespace Inventory.Tests.Model.Receipts;

public sealed class ReceiptJsonTests
{
    private static readonly Receipt Full = new()
    {
        Id = "R-20261122-7f3a9c12",
        Feed = "demo-csv",
        Participant = "retailer-01",
        ReceivedAt = new DateTimeOffset(2026, 11, 22, 14, 5, 31, 250, TimeSpan.FromHours(9)),
        Snapshots = 2,
        Lines = new ReceiptLines { Accepted = 196, Rejected = 1, Duplicate = 3, Superseded = 6 },
        Warnings = [new Warning("negative", 2, new SourcePosition(Line: 18, Column: "在庫数"), "▲5"), new Warning("newKind", 1)],
        Rejections =
        [
            new Rejection(new SourcePosition(Row: 18, Path: "/lines/3/quantity"), "quantity", "約\"50\"\\", RejectionReason.QuantityInvalid),
            new Rejection(default, "file", null, RejectionReason.Truncated),
        ],
        Offsets = new OffsetRange(10, 11),
    };

    [Fact]
    public void A_receipt_has_the_contract_s_fields()
    {
        using JsonDocument document = JsonDocument.Parse(ReceiptJson.ToUtf8(Full));
        JsonElement root = document.RootElement;
        Assert.Equal(
            ["receipt", "feed", "participant", "receivedAt", "snapshots", "lines", "warnings", "rejections", "offsets"],
            root.EnumerateObject().Select(x => x.Name));
        Assert.Equal("2026-11-22T14:05:31.250+09:00", root.GetProperty("receivedAt").GetString());
        JsonElement rejection = root.GetProperty("rejections")[0];
        Assert.Equal(["source", "field", "value", "reason", "message"], rejection.EnumerateObject().Select(x => x.Name));
        Assert.Equal("quantityInvalid", rejection.GetProperty("reason").GetString());
        Assert.Equal("約\"50\"\\", rejection.GetProperty("value").GetString());
        Assert.Equal(18, rejection.GetProperty("source").GetProperty("row").GetInt64());
        Assert.False(rejection.GetProperty("source").TryGetProperty("line", out _));
        Assert.Contains("数ではありません", rejection.GetProperty("message").GetProperty("ja").GetString(), StringComparison.Ordinal);
        Assert.False(root.GetProperty("rejections")[1].TryGetProperty("value", out _));
        JsonElement warning = root.GetProperty("warnings")[0];
        Assert.Equal(2, warning.GetProperty("count").GetInt64());
        Assert.NotEqual(string.Empty, warning.GetProperty("message").GetProperty("en").GetString());
        Assert.Equal(11, root.GetProperty("offsets").GetProperty("last").GetInt64());
    }

    [Fact]
    public void A_receipt_survives_writing_and_reading()
    {
        Receipt read = ReceiptJson.Read(ReceiptJson.ToUtf8(Full));
        Assert.Equal(Full.Warnings, read.Warnings);
        Assert.Equal(Full.Rejections, read.Rejections);
        Assert.Equal(Full with { Warnings = [], Rejections = [] }, read with { Warnings = [], Rejections = [] });
    }

    [Fact]
    public void Every_place_in_every_format_is_told_and_follows_the_schema()
    {
        SourcePosition[] places =
        [
            new(Row: 12, Column: "在庫数"), new(Segment: 7), new(Path: "/items/3/qty"), new(Line: 9, Column: "4"),
        ];
        var receipt = new Receipt
        {
            Id = "R-1",
            ReceivedAt = Full.ReceivedAt,
            Rejections = [.. places.Select(x => new Rejection(x, "quantity", "x", RejectionReason.QuantityInvalid))],
            Warnings = [.. places.Select(x => new Warning("negative", 1, x))],
        };
        byte[] json = ReceiptJson.ToUtf8(receipt);
        string text = Encoding.UTF8.GetString(json);
        Assert.Contains("\"source\":{\"row\":12,\"column\":\"在庫数\"}", text, StringComparison.Ordinal);
        Assert.Contains("\"source\":{\"segment\":7}", text, StringComparison.Ordinal);
        Assert.Contains("\"source\":{\"path\":\"/items/3/qty\"}", text, StringComparison.Ordinal);
        Assert.Empty(SchemaFiles.Load("receipt.v1").Validate(text));
        Assert.Equal(places, ReceiptJson.Read(json).Rejections.Select(x => x.Source));
    }

    [Fact]
    public void A_dry_run_compares_with_the_last_delivery_and_follows_the_schema()
    {
        var asOf = new AsOfSpan(Full.ReceivedAt.AddHours(-3), Full.ReceivedAt.AddHours(-2), AsOfSource.FileName);
        var receipt = new Receipt
        {
            Id = string.Empty,
            ReceivedAt = Full.ReceivedAt,
            Sent = new SentFigures { Totals = [new SentTotal(StockStatus.OnHand, "CS", 12.50m, 3)], AsOf = asOf },
            Previous = new SentFigures { Totals = [new SentTotal(StockStatus.OnHold, null, -4, 1)], At = Full.ReceivedAt.AddDays(-1) },
        };
        string text = Encoding.UTF8.GetString(ReceiptJson.ToUtf8(receipt));
        Assert.Contains("\"totals\":[{\"status\":\"onHand\",\"unit\":\"CS\",\"quantity\":\"12.5\",\"lines\":3}]", text, StringComparison.Ordinal);
        Assert.Empty(SchemaFiles.Load("receipt.v1").Validate(text));
        Receipt read = ReceiptJson.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(receipt.Sent.Totals, read.Sent!.Totals);
        Assert.Equal(asOf, read.Sent.AsOf);
        Assert.Equal(receipt.Previous.At, read.Previous!.At);
        Assert.Equal(receipt.Previous.Totals, read.Previous.Totals);
    }

    [Fact]
    public void Totals_never_overflow_nor_grow_without_bound()
    {
        var snapshot = new StockSnapshot
        {
            SnapshotId = "s",
            Sender = new ParticipantId("shop-a"),
            Location = new LocationId("shop-a:1"),
            AsOf = Full.ReceivedAt,
            Lines =
            [
                .. Enumerable.Repeat(new StockLine { Item = new ItemId("shop-a:x"), Quantity = decimal.MaxValue, Unit = "EA" }, 3),
                .. Enumerable.Range(0, 1000).Select(i => new StockLine { Item = new ItemId("shop-a:x"), Quantity = 1, Unit = $"u{i}" }),
            ],
        };
        IReadOnlyList<SentTotal> totals = SentTotals.Of([snapshot]);
        Assert.Equal(SentTotals.RowsMax, totals.Count);
        Assert.Equal(new SentTotal(StockStatus.OnHand, "EA", decimal.MaxValue, 3), totals[0]);
    }

    [Fact]
    public void A_dry_run_has_no_number_and_says_so()
    {
        string json = Encoding.UTF8.GetString(ReceiptJson.ToUtf8(new Receipt
        {
            Id = string.Empty,
            ReceivedAt = Full.ReceivedAt
        }));
        Assert.StartsWith("{\"dryRun\":true,", json, StringComparison.Ordinal);
        Assert.EndsWith("\"lines\":{\"accepted\":0,\"rejected\":0,\"duplicate\":0},\"warnings\":[],\"rejections\":[],\"offsets\":null}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"lines\":7}")]
    [InlineData("{\"snapshots\":\"x\",\"lines\":{\"accepted\":1,\"rejected\":0,\"duplicate\":0},\"warnings\":[],\"rejections\":[]}")]
    public void What_is_no_receipt_is_refused_as_json(string text) =>
        Assert.ThrowsAny<JsonException>(() => ReceiptJson.Read(Encoding.UTF8.GetBytes(text)));
}
