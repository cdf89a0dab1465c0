using System.Globalization;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;
using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>Compares what an adapter made of a sample file with its expected figures: lines, sums by status and unit, times,
/// locations, items, warnings. Files without an as-of are delivered at <see cref="TestFeed.ReceivedAt"/>.</summary>
internal static class SampleCheck
{
    /// <summary>Files of which our figures differ for a reason: of the 49 codes as written one stands once with a
    /// full-width letter, and codes are compared folded, so that it is the same item.</summary>
    private static readonly Dictionary<string, int> ArguedItems = new()
    {
        ["jp-xlsx/zaiko_data_2025-05-31_part1.xlsx"] = 49 - 1,
    };

    /// <summary>Reads a sample through a ready feed of the demo registry and compares.</summary>
    public static async Task<FeedReading> CheckAsync(string file, string feed)
    {
        StockRegistry? registry = RegistryLoader.Load(SampleFiles.Registry!, out IReadOnlyList<RegistryError> errors);
        Assert.Empty(errors);
        FeedProfile profile = registry!.Feeds[feed];
        JsonElement expected = SampleFiles.Expected(file);
        FeedReading reading = await ReadAsync(file, profile, registry, DayOf(expected));
        Assert.Null(reading.Failure);
        Check(expected, reading, profile, profile.Constants.GetValueOrDefault("location") ?? "-");
        return reading;
    }

    /// <summary>The day on which a file came: dates without a year mean the nearest one.</summary>
    public static DateTimeOffset DayOf(JsonElement expected) =>
        expected.GetProperty("asOf").GetProperty("newest").GetString() is { } newest
            ? DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture).AddHours(12)
            : new DateTimeOffset(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);

    public static async Task<FeedReading> ReadAsync(
        string file, FeedProfile profile, StockRegistry registry, DateTimeOffset received)
    {
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        return await adapter.ReadAsync(
            body, profile, registry, new Delivery(received, Path.GetFileName(file)), CancellationToken.None);
    }

    /// <summary>The totals of expected figures or of a report, by status and unit.</summary>
    public static IEnumerable<(string Status, string? Unit, decimal Quantity, int Lines)> Totals(JsonElement of) =>
        of.GetProperty("totals").EnumerateArray().Select(x => (
            x.GetProperty("status").GetString()!,
            UnitOf(x.GetProperty("unit").GetString()),
            decimal.Parse(x.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture),
            x.GetProperty("lines").GetInt32())).Order();

    /// <summary>Kinds of warnings, without those that depend on the registry of the test and on the day of the
    /// delivery.</summary>
    public static IEnumerable<string> Kinds(IEnumerable<string> kinds) =>
        kinds.Except(["unknownItem", "unknownPack", "asOfOld"]).Order(StringComparer.Ordinal);

    /// <summary>Our name for a source of the as-of.</summary>
    public static string SourceName(string source) => source == "delivery" ? "received" : source;

    public static void Check(
        JsonElement expected, FeedReading reading, FeedProfile profile, string constantLocation)
    {
        StockLine[] lines = [.. reading.Snapshots.SelectMany(x => x.Lines)];
        Assert.Equal(expected.GetProperty("snapshots").GetInt32(), reading.Snapshots.Count);
        Assert.Equal(expected.GetProperty("locations").GetInt32(), reading.Snapshots.Select(x => x.Location)
            .Where(x => x.Value != $"{profile.Participant}:{constantLocation}").Distinct().Count());
        Assert.Equal(expected.GetProperty("lines").GetProperty("accepted").GetInt64(), reading.Accepted);
        Assert.Equal(expected.GetProperty("lines").GetProperty("rejected").GetInt64(), reading.Rejected);
        Assert.Equal(expected.GetProperty("unknown").GetInt64(), reading.Unknown);
        Assert.Equal(expected.GetProperty("negative").GetInt32(), lines.Count(x => x.Quantity < 0));
        int itemCount = ArguedItems.GetValueOrDefault(expected.GetProperty("file").GetString()!, expected.GetProperty("items").GetInt32());
        Assert.Equal(itemCount, lines.Select(x => x.Item).Distinct().Count());
        int bands = expected.TryGetProperty("bands", out JsonElement banded) ? banded.GetInt32() : 0;
        Assert.Equal(bands, lines.Count(x => x.Band is not null));
        if (expected.TryGetProperty("bandLines", out JsonElement bandLines))
        {
            foreach (JsonElement line in bandLines.EnumerateArray())
                Assert.Contains(reading.Snapshots, x => x.Location.Value.EndsWith(line.GetProperty("location").GetString()!)
                    && x.Lines.Any(y => y.Band?.Min == line.GetProperty("min").GetDecimal()));
        }

        if (expected.TryGetProperty("itemWarehousePairs", out JsonElement pairs))
            Assert.Equal(pairs.GetInt32(), reading.Snapshots.Sum(x => x.Lines.Select(y => y.Item).Distinct().Count()));
        var totals = lines.Where(x => x.Quantity is not null).GroupBy(x => (WireNames.Of(x.Status), x.Unit))
            .Select(x => (x.Key.Item1, x.Key.Unit, x.Sum(y => y.Quantity!.Value), x.Count()));
        Assert.Equal(Totals(expected), totals.Order());
        if (expected.TryGetProperty("firstLine", out JsonElement first))
            CheckFirstLine(first, reading.Snapshots[0], profile, constantLocation);
        CheckWarnings(expected, reading);
        CheckAsOf(expected.GetProperty("asOf"), reading);
        if (expected.TryGetProperty("itemTotals", out JsonElement items))
        {
            foreach (JsonProperty item in items.EnumerateObject())
            {
                decimal sum = lines.Where(x => x.Item.Value.EndsWith(":" + item.Name)).Sum(x => x.Quantity!.Value);
                Assert.Equal(decimal.Parse(item.Value.GetString()!, CultureInfo.InvariantCulture), sum);
            }
        }
    }

    /// <summary>One piece has several codes in use; the platform writes one.</summary>
    private static string? UnitOf(string? code) =>
        code is not null && UnitTable.TryNormalize(code, out string? known) ? known : code;

    private static void CheckFirstLine(
        JsonElement expected, StockSnapshot snapshot, FeedProfile profile, string constantLocation)
    {
        string location = expected.GetProperty("location").GetString() ?? constantLocation;
        // A valid GLN and a valid GTIN stand for themselves.
        bool isGln = location.Length == 13 && CheckDigit.IsValid(location);
        Assert.Equal(isGln ? location : $"{profile.Participant}:{location}", snapshot.Location.Value);
        string item = expected.GetProperty("item").GetString()!;
        ItemId gtin = default;
        // A platform's own number stays one, even where its check digit happens to be right.
        bool isOwn = profile.Paths?.Records.Any(x => x.Fields.ContainsKey("ownItem")) == true;
        bool isGtin = !isOwn && ItemId.TryParseGtin(item, out gtin);
        Assert.Equal(isGtin ? gtin : ItemId.Local(profile.Participant, item), snapshot.Lines[0].Item);
        string? quantity = expected.GetProperty("quantity").GetString();
        decimal? first = quantity is null ? null : decimal.Parse(quantity, CultureInfo.InvariantCulture);
        Assert.Equal(first, snapshot.Lines[0].Quantity);
    }

    private static void CheckWarnings(JsonElement expected, FeedReading reading)
    {
        IEnumerable<string> kinds = expected.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()!);
        Assert.Equal(Kinds(kinds), Kinds(reading.Warnings.Select(x => x.Kind)));
    }

    private static void CheckAsOf(JsonElement expected, FeedReading reading)
    {
        if (reading.Snapshots.Count == 0)
            return;
        string source = SourceName(expected.GetProperty("source").GetString()!);
        Assert.All(reading.Snapshots, x => Assert.Equal(source, WireNames.Of(x.AsOfSource)));
        CheckTime(expected, "oldest", reading.Snapshots.Min(x => x.AsOf));
        CheckTime(expected, "newest", reading.Snapshots.Max(x => x.AsOf));
    }

    private static void CheckTime(JsonElement expected, string name, DateTimeOffset asOf)
    {
        if (expected.GetProperty(name).GetString() is not { } newest)
            return;
        if (newest.Length == 10)
            Assert.Equal(newest, asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            Assert.Equal(ToMillisecond(newest, expected, asOf), asOf);
    }

    /// <summary>The platform keeps milliseconds; a time without an offset is the profile's local time.</summary>
    private static DateTimeOffset ToMillisecond(string text, JsonElement expected, DateTimeOffset asOf)
    {
        DateTimeOffset time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        if (expected.TryGetProperty("zone", out _))
            time = new DateTimeOffset(time.DateTime, asOf.Offset);
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
