using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>
/// Whatever arrives at whatever feed, an adapter answers: it ends, never throws, what it keeps and refuses adds up, and
/// the same bytes give the same answer however they arrive. <c>INVENTORY_FUZZ_COUNT</c> sets the inputs (1,000,000 in the
/// long run), <c>INVENTORY_FUZZ_SEED</c> the seed, <c>INVENTORY_FUZZ_LOG</c> a file that is told of the progress.
/// </summary>
public sealed class FormatFuzzTests(ITestOutputHelper output)
{
    private const int CountInCi = 20_000;
    private const int SeedInCi = 20_261_122;
    private const int PlansOfEdits = 300;

    private static readonly Gen<Edit> AnyEdit =
        from kind in Gen.Choose(0, Edit.Kinds - 1)
        from at in Gen.Choose(0, 100_000)
        from length in Gen.Choose(0, 60)
        from choice in Gen.Choose(0, 100_000)
        select new Edit((EditKind)kind, at, length, choice);

    [Fact]
    public async Task Every_input_of_every_format_is_answered()
    {
        int count = Setting("INVENTORY_FUZZ_COUNT", CountInCi);
        int seed = Setting("INVENTORY_FUZZ_SEED", SeedInCi);
        output.WriteLine($"seed {seed}, {count} inputs, {FuzzFeeds.All.Length} feeds, {FuzzCorpus.All.Length} files");
        var run = new FuzzRun(seed, output);
        try
        {
            await run.RunAsync(0, count, Progress(seed));
        }
        finally
        {
            foreach ((string feed, (int read, int kept, TimeSpan took)) in run.Counts.OrderBy(x => x.Key, StringComparer.Ordinal))
                output.WriteLine($"{feed}: {read} read, {kept} kept, {took.TotalSeconds:0.0} s");
        }

        // A fuzz that never gets past the first check tests nothing.
        if (count >= CountInCi)
            Assert.InRange(run.Counts.Values.Sum(x => x.Kept), count / 5, count);
    }

    [Fact]
    public void Every_plan_of_edits_is_answered()
    {
        Gen<(int Feed, int File, List<Edit> Edits)> plan =
            from feed in Gen.Choose(0, FuzzFeeds.All.Length - 1)
            from file in Gen.Choose(0, 1_000)
            from edits in AnyEdit.ListOf()
            select (feed, file, edits.ToList());
        var run = new FuzzRun(0, output);
        // The fewer edits break a rule, the sooner it is understood.
        IEnumerable<(int, int, List<Edit>)> Fewer((int Feed, int File, List<Edit> Edits) x) =>
            x.Edits.Select((_, i) => (x.Feed, x.File, x.Edits.Where((_, j) => j != i).ToList()));
        Prop.ForAll(Arb.From(plan, Fewer), x =>
        {
            FuzzFeed feed = FuzzFeeds.All[x.Feed];
            byte[] bytes = ByteMutator.Apply(feed.Files[x.File % feed.Files.Length], x.Edits, FuzzCorpus.All[x.File % FuzzCorpus.All.Length]);
            run.ReadAsync(new FuzzInput("plan", feed, bytes), x.File).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(PlansOfEdits).WithEndSize(12));
    }

    [Fact]
    public async Task Every_file_of_the_corpus_is_answered_by_every_feed()
    {
        var run = new FuzzRun(0, output);
        foreach (FuzzFeed feed in FuzzFeeds.All)
        {
            for (int i = 0; i < FuzzCorpus.All.Length; i++)
                await run.NoteAsync(new FuzzInput($"file {i}", feed, FuzzCorpus.All[i]), i);
        }

        run.Finish();
    }

    private static Action<int>? Progress(int seed)
    {
        if (Environment.GetEnvironmentVariable("INVENTORY_FUZZ_LOG") is not { Length: > 0 } path)
            return null;
        return done =>
        {
            if (done % 5_000 == 0)
                File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {done} inputs\n"));
        };
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
