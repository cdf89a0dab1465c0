using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class DisclosureTests
{
    private static readonly LevelQuery Masks = new() { Category = "masks" };

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_sum_needs_four_legal_entities_however_many_shops(int entities, bool isShown)
    {
        using var story = Nation((entities, 13, Tier.Retailer, 10));
        Assert.Equal(isShown, !story.Level(Masks, Audience.Participant).Suppressed);
    }

    [Fact]
    public void A_group_of_companies_counts_once()
    {
        ParticipantId parent = new("p1");
        using var story = new Story(With(new RegistryFacts
        {
            Locations = [.. Enumerable.Range(1, 4).Select(i => Shop($"p{i}", 1))],
            Participants =
            [
                .. Enumerable.Range(1, 4).Select(i => new Participant
                    { Id = new ParticipantId($"p{i}"), NameJa = "", NameEn = "", UltimateParent = i == 4 ? parent : null }),
            ],
        }));
        for (int i = 1; i <= 4; i++)
            story.Full($"p{i}:1", 0, Line("p1:mask", 10));
        Assert.Equal(3, story.Level().Participants);
        Assert.True(story.Level(Masks, Audience.Participant).Suppressed);
    }

    [Theory]
    [InlineData(85, true)]
    [InlineData(86, false)]
    public void The_largest_two_hold_at_most_85_percent(int topTwo, bool isShown)
    {
        using var story = new Story(Registry());
        story.Full("p1:1", 0, Line("p1:mask", topTwo - 40));
        story.Full("p2:1", 0, Line("p1:mask", 40));
        story.Full("p3:1", 0, Line("p1:mask", 100 - topTwo - 5));
        story.Full("p4:1", 0, Line("p1:mask", 5));
        Assert.Equal(isShown, !story.Level(Masks, Audience.Participant).Suppressed);
    }

    [Fact]
    public void A_hidden_level_carries_its_dimensions_and_nothing_else()
    {
        using var story = Nation((2, 13, Tier.Retailer, 10));
        Assert.Equal(
            new Level { Category = "masks", Status = "onHand", Suppressed = true }, story.Level(Masks, Audience.Participant));
    }

    [Fact]
    public void One_hidden_prefecture_cannot_be_had_from_the_nation_less_the_others()
    {
        using var story = Nation((5, 13, Tier.Retailer, 10), (5, 27, Tier.Retailer, 20), (5, 14, Tier.Retailer, 30), (1, 1, Tier.Retailer, 7));
        Dictionary<string, Level> shown = Levels(story, new LevelQuery { Category = "masks", ByPrefecture = true });
        Assert.False(story.Level(Masks, Audience.Participant).Suppressed);
        Assert.True(shown["01"].Suppressed);
        // The smallest other one goes with it: 5 entities and 1 share what is missing.
        Assert.True(shown["13"].Suppressed);
        Assert.Equal(100, shown["27"].Quantity);
        Assert.Equal(150, shown["14"].Quantity);
    }

    [Fact]
    public void A_tier_that_stands_in_one_prefecture_only_does_not_bare_the_rest_of_it()
    {
        // Makers: six, all in 13. Retailers in 13: two only. Nation's makers less nothing = makers of 13; 13 less
        // makers = its retailers.
        using var story = Nation((6, 13, Tier.Manufacturer, 10), (2, 13, Tier.Retailer, 9), (6, 27, Tier.Retailer, 10));
        Assert.Equal(78, Levels(story, new LevelQuery { Category = "masks", ByPrefecture = true })["13"].Quantity);
        Assert.All(
            story.Engine.View(Audience.Participant).Query(new LevelQuery { Category = "masks", ByTier = true }).Levels,
            x => Assert.True(x.Suppressed));
    }

    [Fact]
    public void No_query_of_one_view_bares_a_sum_that_fails_the_rules()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            using var story = Nation([.. Enumerable.Range(0, 4 + random.Next(6)).Select(_ =>
                (1 + random.Next(7), 1 + random.Next(4), (Tier)random.Next(3), 1 + random.Next(100)))]);
            DisclosureAttack.Run(story, seed);
        }
    }

    [Fact]
    public void The_public_sees_bands_and_never_a_number()
    {
        string[] entities = ["p1", "p2", "p3", "p4"];
        using var story = new Story(Registry([.. entities.Select(x => Shop(x, 1))]));
        Assert.Equal(PublicBand.Unknown, story.Level(Masks, Audience.Public).Band);
        Say(story, entities, 0, 100);
        Assert.Equal(PublicBand.Unknown, story.Level(Masks, Audience.Public).Band);
        story.Advance(24 * 60);
        Say(story, entities, 24 * 60, 70);
        Assert.Equal(
            new Level { Category = "masks", Status = "onHand", Band = PublicBand.Few }, story.Level(Masks, Audience.Public));
        Say(story, entities, (24 * 60) + 1, 0);
        Assert.Equal(PublicBand.None, story.Level(Masks, Audience.Public).Band);
    }

    [Fact]
    public void A_band_over_fewer_than_four_companies_says_unknown()
    {
        string[] entities = ["p1", "p2", "p3"];
        using var story = new Story(Registry([.. entities.Select(x => Shop(x, 1))]));
        Say(story, entities, 0, 0);
        Assert.Equal(PublicBand.Unknown, story.Level(Masks, Audience.Public).Band);
    }

    [Fact]
    public void Below_a_fifth_of_the_reporters_the_public_is_told_nothing()
    {
        string[] entities = ["p1", "p2", "p3", "p4", "p5"];
        using var story = new Story(Registry([.. Enumerable.Range(1, 24).Select(i => Shop(entities[i % 5], i))]));
        foreach (int i in (int[])[1, 2, 3, 4])
            story.Full($"{entities[i % 5]}:{i}", 0, Line("p1:mask", 0));
        Assert.Equal(PublicBand.Unknown, story.Level(Masks, Audience.Public).Band);
        story.Full($"{entities[0]}:5", 0, Line("p1:mask", 0));
        Assert.Equal(PublicBand.None, story.Level(Masks, Audience.Public).Band);
    }

    [Fact]
    public void Where_nobody_has_reported_yet_every_audience_gets_an_answer_without_a_time()
    {
        using var story = Nation((5, 13, Tier.Retailer, 10), (5, 14, Tier.Retailer, 20), (5, 27, Tier.Retailer, 30));
        story.Advance(1);
        foreach (Audience audience in Enum.GetValues<Audience>())
        {
            foreach (bool byTier in (bool[])[false, true])
            {
                var query = new LevelQuery { ByPrefecture = true, ByTier = byTier, ByStatus = true };
                Assert.All(
                    story.Engine.View(audience).Query(query).Levels.Where(x => x.Participants is null or 0),
                    x => Assert.Null(x.AsOf));
            }

            Assert.NotNull(story.Engine.View(audience).Query(new LevelQuery { Status = StockStatus.InTransit, ByTier = true }));
            Assert.NotNull(story.Engine.View(audience).Query(new LevelQuery { Prefecture = 1, ByTier = true }));
        }
    }

    private static void Say(Story story, string[] entities, double minute, long quantity)
    {
        foreach (string entity in entities)
            story.Full($"{entity}:1", minute, Line("p1:mask", quantity));
    }

    private static Dictionary<string, Level> Levels(Story story, LevelQuery query) =>
        story.Engine.View(Audience.Participant).Query(query).Levels.ToDictionary(x => x.Prefecture!);

    private static Story Nation(params (int Entities, int Prefecture, Tier Tier, int Quantity)[] groups)
    {
        var locations = new List<Location>();
        foreach ((int entities, int prefecture, Tier tier, _) in groups)
        {
            for (int i = 0; i < entities; i++)
                locations.Add(Shop($"e{locations.Count}", 1, prefecture, tier));
        }

        var story = new Story(Registry([.. locations]));
        int next = 0;
        foreach ((int entities, _, _, int quantity) in groups)
        {
            for (int i = 0; i < entities; i++)
                story.Full(locations[next++].Id.Value, 0, Line("p1:mask", quantity));
        }

        return story;
    }
}
