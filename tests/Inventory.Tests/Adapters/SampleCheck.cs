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
    /// <summary>Reads a sample through a ready feed of the demo registry and compares.</summary>
    public static async Task<FeedReading> CheckAsync(string file, string feed)
    {
        StockRegistry? registry = RegistryLoader.Load(SampleFiles.Registry!, out IReadOnlyList<RegistryError> errors);
        Assert.Empty(errors);
        FeedProfile profile = registry!.Feeds[feed];
        return await CheckAsync(file, profile, registry, profile.Constants.GetValueOrDefault("location") ?? "-");
    }

    public static async Task<FeedReading> CheckAsync(
        string file, FeedProfile profile, StockRegistry registry, string constantLocation = "0001")
    {
        JsonElement expected = SampleFiles.Expected(file);
        JsonElement time = expected.GetProperty("asOf");
        bool isDated = time.GetProperty("newest").ValueKind == JsonValueKind.String;
        // Delivered on the day of the file: dates without a year mean the nearest one.
        DateTimeOffset received = isDated
            ? DateTimeOffset.Parse(time.GetProperty("newest").GetString()!, CultureInfo.InvariantCulture).AddHours(12)
            : TestFeed.ReceivedAt;
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        FeedReading reading = await adapter.ReadAsync(
            body, profile, registry, new Delivery(received, Path.GetFileName(file)), CancellationToken.None);
        Assert.Null(reading.Failure);
        Check(expected, reading, profile, constantLocation);
        return reading;
    }

    private static void Check(
        JsonElement expected, FeedReading reading, FeedProfile profile, string constantLocation)
    {
        StockLine[] lines = [.. reading.Snapshots.SelectMany(x => x.Lines)];
        int stated = reading.Snapshots.SelectMany(x => x.Lines.Select(y => (x.Location, y.AsOf ?? x.AsOf))).Distinct().Count();
        Assert.Equal(expected.GetProperty("snapshots").GetInt32(), stated);
        Assert.Equal(expected.GetProperty("lines").GetProperty("accepted").GetInt64(), reading.Accepted);
        Assert.Equal(expected.GetProperty("lines").GetProperty("rejected").GetInt64(), reading.Rejected);
        Assert.Equal(expected.GetProperty("unknown").GetInt64(), reading.Unknown);
        Assert.Equal(expected.GetProperty("negative").GetInt32(), lines.Count(x => x.Quantity < 0));
        Assert.Equal(expected.GetProperty("items").GetInt32(), lines.Select(x => x.Item).Distinct().Count());
        int bands = expected.TryGetProperty("bands", out JsonElement banded) ? banded.GetInt32() : 0;
        Assert.Equal(bands, lines.Count(x => x.Band is not null));
        var totals = lines.Where(x => x.Quantity is not null).GroupBy(x => (WireNames.Of(x.Status), x.Unit))
            .Select(x => (x.Key.Item1, x.Key.Unit, x.Sum(y => y.Quantity!.Value), x.Count()));
        Assert.Equal(
            expected.GetProperty("totals").EnumerateArray().Select(x => (
                x.GetProperty("status").GetString()!,
                UnitOf(x.GetProperty("unit").GetString()),
                decimal.Parse(x.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture),
                x.GetProperty("lines").GetInt32())).OrderBy(x => x.Item1, StringComparer.Ordinal),
            totals.OrderBy(x => x.Item1, StringComparer.Ordinal));
        CheckFirstLine(expected.GetProperty("firstLine"), reading.Snapshots[0], profile, constantLocation);
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
        bool isGtin = ItemId.TryParseGtin(item, out ItemId gtin);
        Assert.Equal(isGtin ? gtin : ItemId.Local(profile.Participant, item), snapshot.Lines[0].Item);
        string? quantity = expected.GetProperty("quantity").GetString();
        decimal? first = quantity is null ? null : decimal.Parse(quantity, CultureInfo.InvariantCulture);
        Assert.Equal(first, snapshot.Lines[0].Quantity);
    }

    private static void CheckWarnings(JsonElement expected, FeedReading reading)
    {
        // What the registry does not know depends on the registry of the test, and a column of another place on the
        // profile.
        string[] apart = ["unknownItem", "unknownPack", "otherLocationUnknown", "asOfOld", "blankRow"];
        IEnumerable<string> kinds = expected.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()!);
        Assert.Equal(
            kinds.Except(apart).Order(StringComparer.Ordinal),
            reading.Warnings.Select(x => x.Kind).Except(apart).Order(StringComparer.Ordinal));
    }

    private static void CheckAsOf(JsonElement expected, FeedReading reading)
    {
        string source = expected.GetProperty("source").GetString()!;
        Assert.All(reading.Snapshots, x => Assert.Equal(source == "delivery" ? "received" : source, WireNames.Of(x.AsOfSource)));
        if (expected.GetProperty("newest").GetString() is not { } newest)
            return;
        DateTimeOffset asOf = reading.Snapshots.Max(x => x.AsOf);
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
