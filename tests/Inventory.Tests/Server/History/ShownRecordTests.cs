using System.Text;
using System.Text.Json.Nodes;
using Inventory.Engine;
using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Levels;
using Inventory.Storage.History;
using Inventory.Tests.Engine;
using Inventory.Tests.Storage;
using Inventory.Tests.Storage.History;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Server.History;

/// <summary>What is recorded of the published views is what they were, on either store.</summary>
public sealed class ShownRecordTests(HistoryStores stores, ITestOutputHelper output) : IClassFixture<HistoryStores>
{
    private static readonly Audience[] Audiences = [Audience.Public, Audience.Participant, Audience.Ministry];

    private static readonly LevelQuery[] Queries =
    [
        new LevelQuery(), new LevelQuery { ByPrefecture = true }, new LevelQuery { ByTier = true, ByPrefecture = true },
        new LevelQuery { ByStatus = true, ByTier = true }, new LevelQuery { Category = "rice", ByPrefecture = true },
        new LevelQuery { Prefecture = 13 }, new LevelQuery { Prefecture = 0, ByStatus = true }, new LevelQuery { Tier = Tier.Wholesaler },
        new LevelQuery { Status = StockStatus.Allocated, ByPrefecture = true, ByTier = true },
        new LevelQuery { Status = StockStatus.OnHold }, new LevelQuery { Status = StockStatus.InTransit, Prefecture = 27, ByStatus = true },
        new LevelQuery { Category = "none" },
    ];

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task An_hour_of_screens_is_given_back_byte_for_byte(string store)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TestFolder();
        using var spool = new HistorySpool(folder["spool"]);
        await using IHistory history = stores.Open(store);
        using var story = new Story(Registry());
        ShownRecorder[] recorders = [.. Audiences.Select(x => new ShownRecorder(x))];
        var seen = new List<(long AtMs, byte[][] Answers)>();
        for (int tick = 0; tick < 360; tick++)
        {
            double minute = tick / 6.0;
            Happen(story, random, minute);
            story.Advance(minute + 0.001);
            DisclosedView[] views = [.. Audiences.Select(story.Engine.View)];
            for (int i = 0; i < recorders.Length; i++)
            {
                ShownFrame frame = recorders[i].Take(views[i], ["masks", "rice"], story.Engine.NextOffset, isSimulated: true)!;
                await history.WriteShownAsync(frame, default);
            }

            seen.Add((views[0].ComputedAt.ToUnixTimeMilliseconds(), [.. views.SelectMany(Live)]));
        }

        var archive = new ShownArchive(history, spool);
        foreach ((long atMs, byte[][] answers) in seen)
        {
            // Any time until the next frame shows this one.
            long askedMs = atMs + random.Next(10_000);
            var replayed = new List<byte[]>();
            foreach (Audience audience in Audiences)
            {
                ShownMoment moment = (await archive.FindAsync(audience, askedMs, default))!;
                replayed.AddRange(Queries.Select(x => Replay(audience, moment, x)));
            }

            for (int i = 0; i < answers.Length; i++)
                Assert.Equal(Encoding.UTF8.GetString(answers[i]), Encoding.UTF8.GetString(replayed[i]));
        }
    }

    [Theory]
    [OnSqlite]
    [OnInflux]
    public async Task What_was_not_recorded_is_not_guessed(string store)
    {
        using var folder = new TestFolder();
        using var spool = new HistorySpool(folder["spool"]);
        await using IHistory history = stores.Open(store);
        using var story = new Story(Registry());
        var recorder = new ShownRecorder(Audience.Public);
        for (int tick = 0; tick < 40; tick++)
        {
            story.Advance(tick / 6.0);
            ShownFrame? frame = recorder.Take(story.Engine.View(Audience.Public), ["masks", "rice"], 0, false);
            // The frame of tick 5 is lost on the way, without the recorder's knowing.
            if (frame is not null && tick != 5)
                await history.WriteShownAsync(frame, default);
        }

        var archive = new ShownArchive(history, spool);
        async Task<bool> IsKnown(double minute) =>
            await archive.FindAsync(Audience.Public, Story.At(minute).ToUnixTimeMilliseconds(), default) is not null;
        Assert.False(await IsKnown(-0.1));
        Assert.True(await IsKnown(4 / 6.0));
        Assert.True(await IsKnown(5 / 6.0));
        Assert.False(await IsKnown(6 / 6.0));
        Assert.False(await IsKnown(20 / 6.0));
        // The next keyframe begins anew.
        Assert.True(await IsKnown(31 / 6.0));
        Assert.True(await IsKnown((39 / 6.0) + (20 / 60.0)));
        Assert.False(await IsKnown((39 / 6.0) + (21 / 60.0)));
        Assert.Null(await archive.FindAsync(Audience.Ministry, Story.At(1).ToUnixTimeMilliseconds(), default));
    }

    [Fact]
    public void A_restarted_recorder_begins_with_a_keyframe_and_a_still_screen_takes_few_bytes()
    {
        using var story = new Story(Registry());
        story.Full("a:1", 0, Story.Line("p1:mask", 5));
        var recorder = new ShownRecorder(Audience.Ministry);
        story.Advance(1);
        ShownFrame key = recorder.Take(story.Engine.View(Audience.Ministry), ["masks"], 1, false)!;
        Assert.True(key.IsKey);
        Assert.Null(recorder.Take(story.Engine.View(Audience.Ministry), ["masks"], 1, false));
        story.Advance(1.2);
        ShownFrame still = recorder.Take(story.Engine.View(Audience.Ministry), ["masks"], 1, false)!;
        Assert.Equal(key.ComputedAtMs, still.PreviousMs);
        Assert.InRange(still.Body.Length, 1, 40);
        recorder.Restart();
        story.Advance(1.4);
        ShownFrame again = recorder.Take(story.Engine.View(Audience.Ministry), ["masks"], 1, false)!;
        Assert.True(again.IsKey);
        var state = new ShownState();
        state.Apply(again.Body);
        Assert.NotEmpty(state.Query(new LevelQuery()));
        Assert.Throws<InvalidDataException>(() => new ShownState().Apply(again.Body[..(again.Body.Length / 2)]));
    }

    /// <summary>The live answers of all queries, as the levels call writes them.</summary>
    private static IEnumerable<byte[]> Live(DisclosedView view) =>
        Queries.Select(x => LevelJson.ToUtf8(PublicForm.Of(view.Query(x)), simulated: true));

    private static byte[] Replay(Audience audience, ShownMoment moment, LevelQuery query)
    {
        DateTimeOffset computedAt = DateTimeOffset.FromUnixTimeMilliseconds(moment.Frame.ComputedAtMs);
        var head = new LevelSet(audience, moment.Frame.Sequence, computedAt, []);
        byte[] answer = LevelJson.ToUtf8(head, moment.State.IsSimulated, computedAt, moment.State.Query(query));
        // The one thing more than the live answer: the time that was asked for.
        string text = Encoding.UTF8.GetString(answer);
        string at = $"\"at\":\"{CanonicalTime.Format(computedAt)}\",";
        Assert.Contains(at, text, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(text));
        return Encoding.UTF8.GetBytes(text.Replace(at, string.Empty, StringComparison.Ordinal));
    }

    private static void Happen(Story story, Random random, double minute)
    {
        if (random.Next(5) == 0)
            return;
        for (int i = random.Next(4); i >= 0; i--)
        {
            int shop = random.Next(12);
            string location = $"{(char)('a' + (shop % 6))}:{shop}";
            StockLine[] lines =
            [
                Story.Line("p1:mask", random.Next(500), (StockStatus)random.Next(4)), Story.Line("p1:rice", random.Next(10) == 0 ? null : random.Next(9000)),
            ];
            if (random.Next(3) == 0)
                story.Full(location, minute, lines);
            else
                story.Partial(location, minute - random.Next(3), lines[random.Next(2)]);
        }

        if (random.Next(40) == 0)
            story.Engine.Replace(Registry(random.Next(3)));
    }

    private static StockRegistry Registry(int version = 0) => Story.With(new RegistryFacts
    {
        Version = "v" + version,
        Locations =
        [
            .. Enumerable.Range(0, 10 + version).Select(i => Story.Shop(
                ((char)('a' + (i % 6))).ToString(), i, i % 3 == 0 ? 27 : 13, i % 4 == 0 ? Tier.Wholesaler : Tier.Retailer)),
        ],
    });
}
