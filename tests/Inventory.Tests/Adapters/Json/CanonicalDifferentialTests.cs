using System.Globalization;
using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Json;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Json;

/// <summary>The reader against a plain one, and its two ways against each other: a field that nobody knows and that
/// says nothing sends a record the slow way.</summary>
public sealed class CanonicalDifferentialTests
{
    private const int Seeds = 400;
    private const int Records = 40;

    private static readonly FeedProfile Neutral = TestFeed.Profile with { Format = "canonical-json" };

    // Named, so that the first line of a broken file does not decide what it is.
    private static readonly Delivery Named = new(TestFeed.ReceivedAt, "body.ndjson");

    [Fact]
    public async Task Right_wrong_and_broken_records_give_what_a_plain_reader_says_of_them()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            byte[] file = new CanonicalDocuments(new Random(seed)).Lines(Records, isMarked: false);
            FeedReading reading = await TestFeed.ReadAsync(file, Neutral, Named);
            string expected = CanonicalOracle.Read(file);
            string actual = Said(reading);
            Assert.True(expected == actual, $"seed {seed}\n{FirstDifference(expected, actual)}");
        }
    }

    [Fact]
    public async Task Both_ways_of_reading_a_record_say_the_same()
    {
        int scanned = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var plain = new CanonicalDocuments(new Random(seed));
            var marked = new CanonicalDocuments(new Random(seed));
            for (int i = 0; i < 10; i++)
            {
                string text = plain.Record(isMarked: false);
                FeedReading fast = await TestFeed.ReadAsync(text, Neutral);
                FeedReading slow = await TestFeed.ReadAsync(marked.Record(isMarked: true), Neutral);
                // What is no JSON is refused at its byte, which lies elsewhere in the other text.
                Assert.Equal(fast.Failure?.Reason, slow.Failure?.Reason);
                if (fast.Failure is not null)
                    continue;
                Assert.True(Said(fast) == Said(slow), $"seed {seed}: {text}\n{Said(fast)}\n{Said(slow)}");
                Assert.Equal(fast.Rejections.Select(x => (x.Field, x.Value)), slow.Rejections.Select(x => (x.Field, x.Value)));
                Assert.Equal(fast.Warnings, slow.Warnings);
                var scanner = new SnapshotScanner(TestFeed.Registry(Neutral), TestFeed.ReceivedAt);
                scanner.Begin();
                scanned += scanner.Scan(Encoding.UTF8.GetBytes(text)) == ScanResult.Whole ? 1 : 0;
            }
        }

        // Neither way is compared with itself: some records go each way.
        Assert.InRange(scanned, Seeds, Seeds * 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(4096)]
    public async Task Records_that_come_in_pieces_give_what_they_give_at_once(int piece)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var documents = new CanonicalDocuments(new Random(seed));
            string array = $"[{string.Join(" ,\n", Enumerable.Range(0, 5).Select(_ => documents.Record(isMarked: false)))}]";
            byte[] bytes = Encoding.UTF8.GetBytes(array);
            FeedReading whole = await TestFeed.ReadAsync(bytes, Neutral);
            FeedReading pieces = await new CanonicalJsonAdapter().ReadAsync(
                new TricklingStream(bytes, piece), Neutral, TestFeed.Registry(Neutral), new Delivery(TestFeed.ReceivedAt),
                CancellationToken.None);
            Assert.True(Said(whole) == Said(pieces) && whole.Failure == pieces.Failure, $"seed {seed}");
        }
    }

    // What a record takes while it grows: each size of the window begins where the last one stopped.
    [Fact]
    public async Task A_record_larger_than_the_window_is_read_whole()
    {
        string line = """{"item":"shop-01:A-1","quantity":5,"unit":"ST"}""";
        string record = """{"specVersion":"1.0","snapshotId":"s-1","sender":"shop-01","location":"shop-01:0001","asOf":"2020-04-01T09:00:00+09:00","scope":"full","lines":["""
            + string.Join(",", Enumerable.Repeat(line, 20_000)) + "]}";
        FeedReading reading = await TestFeed.ReadAsync(record, Neutral);
        Assert.Equal((20_000, 0), (reading.Accepted, reading.Rejected));
    }

    /// <summary>A reading as <see cref="CanonicalOracle"/> says it: rejections and snapshots by their place in the
    /// file.</summary>
    private static string Said(FeedReading reading)
    {
        var said = new List<string>();
        foreach (var rejection in reading.Rejections)
            said.Add($"! {rejection.Source.Line} {rejection.Source.Path} {rejection.Reason}");
        foreach (StockSnapshot snapshot in reading.Snapshots)
        {
            said.Add($"{snapshot.SnapshotId} {snapshot.Location} {snapshot.AsOf:O} {snapshot.Scope}");
            foreach (StockLine line in snapshot.Lines)
                said.Add(CanonicalOracle.Of(line));
        }

        said.Add(string.Join(' ', reading.Warnings.OrderBy(x => x.Kind, StringComparer.Ordinal).Select(x => $"{x.Kind}={x.Count}")));
        said.Add(string.Create(CultureInfo.InvariantCulture, $"refused {reading.Rejected}"));
        return string.Join('\n', said);
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int at = 0;
        while (at < Math.Min(left.Length, right.Length) && left[at] == right[at])
            at++;
        return $"{at}: {left.ElementAtOrDefault(at)}\n{at}: {right.ElementAtOrDefault(at)}";
    }
}
