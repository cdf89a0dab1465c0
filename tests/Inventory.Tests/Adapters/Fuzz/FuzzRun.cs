using System.Diagnostics;
using System.Globalization;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>A file for a feed. <see cref="Name"/> tells how to make it again.</summary>
internal sealed record FuzzInput(string Name, FuzzFeed Feed, byte[] Bytes);

/// <summary>
/// Makes inputs from a seed and reads each through its feed: whole, again, and in pieces of a few bytes; some are judged
/// by the suggester too. Input <c>n</c> of a seed is always the same, so one input can be made again without the others.
/// </summary>
internal sealed class FuzzRun(int seed, ITestOutputHelper output)
{
    private const int EditsMax = 5;

    // Not a measure but a net: a machine may stand still for a while, an endless loop never comes back.
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(60);

    private const int BrokenMax = 40;

    private readonly Dictionary<string, (int Read, int Kept, TimeSpan Took)> _counts = [];
    private readonly Dictionary<string, Exception> _broken = [];
    private FuzzInput? _current;
    private long _since;

    /// <summary>How many inputs of each feed were read, and how many of them gave a snapshot, and how long that took.</summary>
    public IReadOnlyDictionary<string, (int Read, int Kept, TimeSpan Took)> Counts => _counts;

    /// <summary>Input <paramref name="number"/> of this seed.</summary>
    public FuzzInput Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        FuzzFeed feed = FuzzFeeds.All[random.Next(FuzzFeeds.All.Length)];
        byte[][] from = random.Next(8) == 0 ? FuzzCorpus.All : feed.Files;
        // The smaller of two: large files take long and hold no more traps.
        byte[] source = from[random.Next(from.Length)];
        byte[] second = from[random.Next(from.Length)];
        source = second.Length < source.Length ? second : source;
        byte[][] others = random.Next(4) == 0 ? FuzzCorpus.All : feed.Files;
        byte[] other = others[random.Next(others.Length)];
        Edit[] edits = [.. Enumerable.Range(0, 1 + Math.Min(random.Next(EditsMax), random.Next(EditsMax))).Select(_ => Edit.Next(random))];
        return new FuzzInput(
            string.Create(CultureInfo.InvariantCulture, $"seed {seed} input {number}"), feed, ByteMutator.Apply(source, edits, other));
    }

    /// <summary>Reads the inputs from <paramref name="first"/> on; throws when one hangs, and at the end with the first of each
    /// kind that broke a rule, so that one run tells of all of them.</summary>
    public async Task RunAsync(int first, int count, Action<int>? progress = null)
    {
        Task work = Task.Run(() => ReadAllAsync(first, count, progress));
        while (await Task.WhenAny(work, Task.Delay(500)) != work)
        {
            if (_current is { } current && Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) > HangAfter)
                throw Broken(current, new TimeoutException("does not end"));
        }

        await work;
        Finish();
    }

    /// <summary>Throws when a noted input broke a rule.</summary>
    public void Finish()
    {
        if (_broken.Count > 0)
            throw new InvalidOperationException(string.Join("\n\n", _broken.Values.Select(x => x.Message)), _broken.Values.First());
    }

    /// <summary>Reads one input in all ways and notes what it breaks.</summary>
    public async Task NoteAsync(FuzzInput input, int number)
    {
        try
        {
            await ReadAsync(input, number);
        }
        catch (InvalidOperationException e) when (_broken.Count < BrokenMax)
        {
            string kind = new([.. e.InnerException!.Message.Where(char.IsAsciiLetter).Take(40)]);
            _broken.TryAdd($"{input.Feed.Profile.Format} {kind}", e);
        }
    }

    /// <summary>Reads one input in all ways.</summary>
    public async Task ReadAsync(FuzzInput input, int number)
    {
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        _current = input;
        try
        {
            FeedReading reading = await TimedAsync(input);
            FuzzCheck.Check(reading, input.Feed);
            string print = FuzzCheck.Print(reading);
            Same(print, await ReadAsync(input, new MemoryStream(input.Bytes)), "read again");
            int piece = 1 + (number % 7);
            Same(print, await ReadAsync(input, new TricklingStream(input.Bytes, piece)), $"in pieces of {piece}");
            if (number % 4 == 0)
                await SuggestAsync(input);
            (int read, int kept, TimeSpan took) = _counts.GetValueOrDefault(input.Feed.Profile.Id);
            _counts[input.Feed.Profile.Id] = (read + 1, kept + (reading.Snapshots.Count > 0 ? 1 : 0), took + Stopwatch.GetElapsedTime(_since));
        }
        catch (Exception e)
        {
            throw Broken(input, e);
        }
    }

    private static InvalidOperationException Broken(FuzzInput input, Exception e) => new(
        $"{input.Name}, feed {input.Feed.Profile.Id}, {e.GetType().Name}: {e.Message}\n{e.StackTrace?.Split('\n')[0]}\n{Convert.ToBase64String(input.Bytes)}", e);

    private static void Same(string expected, FeedReading reading, string how)
    {
        string print = FuzzCheck.Print(reading);
        if (print != expected)
            throw new InvalidOperationException($"{how}: {print} instead of {expected}");
    }

    private static async Task<FeedReading> ReadAsync(FuzzInput input, Stream body)
    {
        AdapterCatalog.TryFind(input.Feed.Profile, out IStockAdapter? adapter);
        return await adapter!.ReadAsync(
            body, input.Feed.Profile, input.Feed.Registry, new Delivery(TestFeed.ReceivedAt, "stock.dat"), CancellationToken.None);
    }

    private static async Task SuggestAsync(FuzzInput input)
    {
        ProfileSuggestion first = await FileSuggester.SuggestAsync(
            new MemoryStream(input.Bytes), "stock.dat", TestFeed.Shop, input.Feed.Registry, CancellationToken.None);
        if (first.Confidence is < 0 or > 1 || (first.Profile is null) == (first.Failure is null))
            throw new InvalidOperationException("a suggestion is a profile or a failure");
        ProfileSuggestion second = await FileSuggester.SuggestAsync(
            new TricklingStream(input.Bytes, 5), "stock.dat", TestFeed.Shop, input.Feed.Registry, CancellationToken.None);
        if (first.Confidence != second.Confidence || first.Failure != second.Failure || first.HeaderRow != second.HeaderRow)
            throw new InvalidOperationException("the suggestion depends on the pieces");
    }

    private async Task ReadAllAsync(int first, int count, Action<int>? progress)
    {
        for (int i = first; i < first + count; i++)
        {
            await NoteAsync(Make(i), i);
            progress?.Invoke(i + 1 - first);
        }
    }

    /// <summary>A reading may take one second, and one more for each megabyte; a slow one has a second try, for the machine
    /// has other work too.</summary>
    private async Task<FeedReading> TimedAsync(FuzzInput input)
    {
        var allowed = TimeSpan.FromSeconds(1 + (input.Bytes.Length / 1e6));
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; ; i++)
        {
            long start = Stopwatch.GetTimestamp();
            FeedReading reading = await ReadAsync(input, new MemoryStream(input.Bytes));
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
            if (best <= allowed)
                return reading;
            output.WriteLine($"{input.Name}: {elapsed}");
            if (i == 2)
                throw new TimeoutException($"{best} for {input.Bytes.Length} bytes");
        }
    }
}
