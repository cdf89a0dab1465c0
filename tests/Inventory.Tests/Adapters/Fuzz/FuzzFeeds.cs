using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Tests.Adapters.Edi;
using Inventory.Tests.Adapters.FixedWidth;
using Inventory.Tests.Adapters.Paths;
using Inventory.Tests.Adapters.Spreadsheets;
using Xunit;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>A feed, the registry it is read by, and the files of the corpus of which it keeps something.</summary>
internal sealed record FuzzFeed(FeedProfile Profile, StockRegistry Registry, byte[][] Files);

/// <summary>The ready feeds of the demo registry in the hands of the test shop, and the profiles of the tests.</summary>
internal static class FuzzFeeds
{
    /// <summary>All of them, always in the same order.</summary>
    public static FuzzFeed[] All { get; } = [.. Ready().Concat(Own()).Select(Feed)];

    private static FuzzFeed Feed(FeedProfile profile)
    {
        StockRegistry registry = TestFeed.Registry(profile);
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        byte[][] kept = [.. FuzzCorpus.All.Where(x => Keeps(x).GetAwaiter().GetResult())];
        return new FuzzFeed(profile, registry, kept.Length > 0 ? kept : FuzzCorpus.Files[profile.Format]);

        async Task<bool> Keeps(byte[] file)
        {
            var body = new MemoryStream(file);
            FeedReading reading = await adapter.ReadAsync(
                body, profile, registry, new Delivery(TestFeed.ReceivedAt, "stock.dat"), CancellationToken.None);
            return reading.Snapshots.Count > 0;
        }
    }

    private static IEnumerable<FeedProfile> Ready()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(SampleFiles.Registry!, "feeds"), "*.json").Order(StringComparer.Ordinal))
        {
            var errors = new List<RegistryError>();
            FeedProfile? profile = RegistryLoader.LoadFeed(File.ReadAllBytes(path), Path.GetFileName(path), errors);
            Assert.Empty(errors);
            yield return profile! with { Participant = TestFeed.Shop, Variants = [.. profile.Variants.Select(x => x with { Participant = TestFeed.Shop })] };
        }
    }

    private static IEnumerable<FeedProfile> Own()
    {
        FeedProfile run = TestFeed.Profile with { Id = "run", Scope = SnapshotScope.Full, CompleteRun = true };
        yield return TestFeed.Profile;
        yield return run;
        yield return run with { Id = "known", UnknownLocation = "reject" };
        yield return TestFeed.Profile with { Id = "canonical", Format = "canonical-json" };
        yield return SheetFeed.Profile with { Id = "sheet" };
        yield return SheetFeed.Profile with { Id = "sheet-run", Scope = SnapshotScope.Full, CompleteRun = true, Mapping = "auto" };
        yield return EdiFile.Invrpt with { Id = "edifact-run", Scope = SnapshotScope.Full, CompleteRun = true };
        yield return EdiFile.Advice with { Id = "x12-run", Scope = SnapshotScope.Full, CompleteRun = true };
        yield return RecordFile.Van with { Id = "van" };
        yield return RecordFile.Host with { Id = "host" };
        yield return PathFeed.Items() with { Id = "items", Scope = SnapshotScope.Full, CompleteRun = true };
    }
}
