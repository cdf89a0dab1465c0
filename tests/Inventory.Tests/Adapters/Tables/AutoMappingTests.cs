using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Delimited;
using Inventory.Adapters.Suggesting;
using Inventory.Adapters.Tables;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Tables;

/// <summary>Feeds whose columns are found in each file; what finds them is given here.</summary>
public sealed class AutoMappingTests
{
    private static readonly FeedProfile Auto = TestFeed.Profile with
    {
        Mapping = "auto",
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
        Constants = new Dictionary<string, string> { ["location"] = "main" },
    };

    [Fact]
    public async Task Found_columns_are_read_from_the_first_data_row_on()
    {
        FeedReading reading = await ReadAsync("3月30日現在\n品番;在庫;受注\nA-1;5;9\nA-2;6;9\n合計;11;18", Found(2));
        Assert.Null(reading.Failure);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal("shop-01:main", snapshot.Location.Value);
        Assert.Equal([5m, 6m], snapshot.Lines.Select(x => x.Quantity!.Value));
        Assert.Equal((AsOfSource.Header, 30), (snapshot.AsOfSource, snapshot.AsOf.Day));
    }

    [Fact]
    public async Task Rows_beyond_the_sample_are_read_and_places_are_kept()
    {
        var text = new StringBuilder("品番,在庫,受注\n");
        for (int i = 0; i < 500; i++)
            text.Append($"P-{i},{(i % 100 == 3 ? "だめ" : "1")},0\n");
        FeedReading reading = await ReadAsync(text.ToString(), Found(1));
        Assert.Equal((495, 5), (reading.Accepted, reading.Rejected));
        Assert.Equal([5L, 105L], reading.Rejections.Take(2).Select(x => x.Source.Line));
        Assert.Equal("在庫", reading.Rejections[0].Source.Column);
    }

    [Fact]
    public async Task The_finder_sees_at_most_sixty_rows_without_blanks()
    {
        int seen = 0;
        await ReadAsync("品番,在庫\n\n" + string.Concat(Enumerable.Repeat("A-1,5\n", 500)), (rows, _, delivery) =>
        {
            seen = rows.Count;
            Assert.DoesNotContain(rows, x => x.IsBlank);
            return Found(1)(rows, Auto, delivery);
        });
        Assert.Equal(TableLimits.SampleRowsMax, seen);
    }

    [Fact]
    public async Task A_file_without_header_is_read_from_its_first_row()
    {
        FeedReading reading = await ReadAsync("A-1,5,9\nA-2,6,9\n", Found(0));
        Assert.Equal(2, reading.Accepted);
    }

    [Theory]
    [InlineData(0.79, null)]
    [InlineData(0.95, "item")]
    [InlineData(0.95, "quantity")]
    public async Task A_doubt_refuses_the_whole_delivery_and_names_the_columns(double confidence, string? blank)
    {
        FeedReading reading = await ReadAsync("品番,在庫,受注\nA-1,5,9\n", (rows, _, _) => Suggestion(1, confidence) with
        {
            Blanks = blank is null ? [] : [new SuggestionBlank(blank, default)],
        });
        Assert.Equal((RejectionReason.MappingUncertain, "品番, 在庫, 受注"), (reading.Failure?.Reason, reading.Failure?.Value));
    }

    [Fact]
    public async Task A_file_without_place_needs_a_constant()
    {
        FeedProfile homeless = Auto with { Constants = new Dictionary<string, string>() };
        FeedReading reading = await ReadAsync("品番,在庫,受注\nA-1,5,9\n", Found(1), homeless);
        Assert.Equal((RejectionReason.FieldMissing, "location"), (reading.Failure?.Reason, reading.Failure?.Field));
    }

    [Fact]
    public async Task A_short_cut_file_is_refused_where_it_must_be_whole()
    {
        FeedReading reading = await ReadAsync(
            "品番,在庫,受注\nA-1,5,9\nA-2,6", Found(1), Auto with { Scope = SnapshotScope.Full });
        Assert.Equal(RejectionReason.Truncated, reading.Failure?.Reason);
    }

    [Fact]
    public async Task An_empty_file_is_empty_and_not_uncertain() =>
        Assert.Equal(RejectionReason.Empty, (await ReadAsync("\n\n", Found(1))).Failure?.Reason);

    private static async Task<FeedReading> ReadAsync(string text, ColumnFinder finder, FeedProfile? profile = null)
    {
        profile ??= Auto;
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await new DelimitedAdapter(finder).ReadAsync(
            body, profile, TestFeed.Registry(profile), new Delivery(TestFeed.ReceivedAt), CancellationToken.None);
    }

    private static ColumnFinder Found(long headerRow) => (_, _, _) => Suggestion(headerRow, 0.9);

    private static ProfileSuggestion Suggestion(long headerRow, double confidence) => new()
    {
        Confidence = confidence,
        HeaderRow = headerRow,
        Columns =
        [
            new ColumnSuggestion(0, "品番", "item", confidence, []),
            new ColumnSuggestion(1, "在庫", "quantity", confidence, []),
            new ColumnSuggestion(2, "受注", "plan", confidence, []),
        ],
    };
}
