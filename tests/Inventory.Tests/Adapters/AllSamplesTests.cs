using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Tests.Cli;
using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>Every real file gives what its expected figures say, through the ready feed that is named there; files that
/// cannot be judged without an agreement are read through that agreement.</summary>
public sealed class AllSamplesTests
{
    private const string Partner = "x12-846/partnerxyz_5010_snapshot.edi";
    private const string NoHeader = "jp-csv-cp932/cover_zaiko_noheader.csv";
    private const string Vouchers = "fixed-length-overpunch/INVENT.txt";

    // Later than all files: what they state must not depend on when they come.
    private static readonly DateTimeOffset MuchLater = new(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(9));

    public static TheoryData<string> Files
    {
        get
        {
            var files = new TheoryData<string>();
            foreach (JsonElement entry in SampleFiles.All())
                files.Add(entry.GetProperty("file").GetString()!);
            if (SampleFiles.Folder is null)
                files.Add("none");
            return files;
        }
    }

    [SampleTheory]
    [MemberData(nameof(Files))]
    public async Task Every_file_gives_its_figures_whenever_it_comes(string file)
    {
        JsonElement expected = SampleFiles.Expected(file);
        StockRegistry registry = Registry();
        FeedProfile profile = ProfileOf(expected, registry);
        foreach (DateTimeOffset received in (DateTimeOffset[])[SampleCheck.DayOf(expected), MuchLater])
        {
            FeedReading reading = await SampleCheck.ReadAsync(file, profile, registry, received);
            if (reading.Failure is null)
                SampleCheck.Check(expected, reading, profile, profile.Constants.GetValueOrDefault("location") ?? "-");
            Assert.Equal(Reasons(expected), reading.Rejections.Select(x => RejectionText.WireName(x.Reason)).Distinct());
        }
    }

    [SampleTheory]
    [InlineData("tw-mask-csv/maskdata_2020-03-03_101310.csv")]
    public async Task Two_files_of_a_series_differ_as_they_should(string file)
    {
        JsonElement series = SampleFiles.Expected(file).GetProperty("series");
        Dictionary<(string, string), decimal> before = await Levels(series.GetProperty("previous").GetString()!);
        Dictionary<(string, string), decimal> after = await Levels(file);
        var changed = after.Where(x => before.TryGetValue(x.Key, out decimal was) && was != x.Value).ToList();
        string[] old = [.. before.Keys.Select(x => x.Item1).Distinct()];
        string[] now = [.. after.Keys.Select(x => x.Item1).Distinct()];
        Assert.Equal(Number("changedLines"), changed.Count);
        Assert.Equal(Number("changedLocations"), changed.Select(x => x.Key.Item1).Distinct().Count());
        Assert.Equal(Number("increasedLines"), changed.Count(x => x.Value > before[x.Key]));
        Assert.Equal(Number("locationsAdded"), now.Except(old).Count());
        Assert.Equal(Number("locationsGone"), old.Except(now).Count());

        int Number(string name) => series.GetProperty(name).GetInt32();
    }

    [SampleFact]
    public async Task The_command_line_gives_the_same_figures()
    {
        foreach (var feed in SampleFiles.All().GroupBy(x => x.GetProperty("feed").GetString()!))
        {
            JsonElement[] entries = [.. feed];
            CliRun run = await CliRun.Of([
                "check", "--feed", feed.Key, "--registry", DemoRegistry.Folder(), "--json",
                .. entries.Select(x => SampleFiles.PathOf(x.GetProperty("file").GetString()!))]);
            string[] reports = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(entries.Length, reports.Length);
            for (int i = 0; i < entries.Length; i++)
                CheckReport(entries[i], JsonDocument.Parse(reports[i]).RootElement);
        }
    }

    private static void CheckReport(JsonElement expected, JsonElement report)
    {
        string file = expected.GetProperty("file").GetString()!;
        JsonElement lines = report.GetProperty("lines");
        if (expected.GetProperty("outcome").GetString() == "profile")
        {
            // Without the agreement nothing of them is taken for stock.
            Assert.True(lines.GetProperty("accepted").GetInt32() == 0, file);
            return;
        }

        foreach (string count in (string[])["accepted", "rejected"])
        {
            long stated = expected.GetProperty("lines").GetProperty(count).GetInt64();
            Assert.True(stated == lines.GetProperty(count).GetInt64(), $"{file} {count}");
        }

        Assert.True(expected.GetProperty("snapshots").GetInt32() == report.GetProperty("snapshots").GetInt32(), file);
        Assert.True(expected.GetProperty("unknown").GetInt64() == lines.GetProperty("unknown").GetInt64(), file);
        Assert.Equal(SampleCheck.Totals(expected), SampleCheck.Totals(report));
        Assert.Equal(SampleCheck.Kinds(expected.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()!)),
            SampleCheck.Kinds(report.GetProperty("warnings").EnumerateArray().Select(x => x.GetProperty("kind").GetString()!)));
        if (expected.GetProperty("asOf").GetProperty("source").GetString() is not { } source)
            return;
        Assert.Equal(SampleCheck.SourceName(source), report.GetProperty("asOf").GetProperty("source").GetString());
    }

    private static IEnumerable<string> Reasons(JsonElement expected) =>
        expected.GetProperty("file").GetString() == Vouchers
            // No stock: the ready layout has records of another length.
            ? [RejectionText.WireName(RejectionReason.FormatMismatch)]
            : expected.GetProperty("rejections").EnumerateArray().Select(x => x.GetString()!);

    private static StockRegistry Registry()
    {
        StockRegistry? registry = RegistryLoader.Load(SampleFiles.Registry!, out IReadOnlyList<RegistryError> errors);
        Assert.Empty(errors);
        return registry!;
    }

    /// <summary>The ready feed, with what the two sides agreed upon where the file needs it.</summary>
    private static FeedProfile ProfileOf(JsonElement expected, StockRegistry registry)
    {
        FeedProfile ready = registry.Feeds[expected.GetProperty("feed").GetString()!];
        return expected.GetProperty("file").GetString() switch
        {
            Partner => ready with
            {
                Edi = new EdiMapping
                {
                    Quantities = new Dictionary<string, string> { ["1"] = "onHand" },
                    Locations = ["REF ZZ"],
                },
            },
            NoHeader => ready with
            {
                Mapping = "profile",
                Header = false,
                Columns = new Dictionary<string, IReadOnlyList<string>> { ["item"] = ["1"], ["quantity"] = ["2"] },
            },
            _ => ready,
        };
    }

    private static async Task<Dictionary<(string, string), decimal>> Levels(string file)
    {
        StockRegistry registry = Registry();
        FeedReading reading = await SampleCheck.ReadAsync(file, registry.Feeds["tw-nhi-masks"], registry, MuchLater);
        return reading.Snapshots.SelectMany(x => x.Lines.Select(y => (Key: (x.Location.Value, y.Item.Value), y.Quantity)))
            .ToDictionary(x => x.Key, x => x.Quantity!.Value);
    }
}
