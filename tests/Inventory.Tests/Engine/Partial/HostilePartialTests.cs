using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Xunit;
using Xunit.Abstractions;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine.Partial;

/// <summary>What comes from the topic is believed only as far as it can be true.</summary>
public sealed class HostilePartialTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;
    private const string Head = """{"kind":"group","epoch":9,"tick":1,"category":"masks","prefecture":"13","tier":"retailer",""";
    private const string Sums = """ "sellable":"0","stale":"0","known":1,"stocked":0,"out":0,"oldestMs":1,"newestMs":2""";
    private static readonly StockRegistry Known = Registry(Shop("p1", 1), Shop("p1", 2));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"group\"}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0}")]
    [InlineData(Head + "\"expectedExtra\":-1,\"reporting\":0,\"statuses\":[]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0.5,\"statuses\":[]}")]
    [InlineData(Head + "\"expectedExtra\":2147483647,\"reporting\":0,\"statuses\":[]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[]} {}")]
    [InlineData(Head + "\"epoch\":10,\"expectedExtra\":0,\"reporting\":0,\"statuses\":[]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[{\"status\":\"onHand\",\"quantity\":\"5\"," + Sums + ",\"shares\":{\"a\":\"4\"}}]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[{\"status\":\"onHand\",\"quantity\":\"5\"," + Sums + ",\"shares\":{}}]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[{\"status\":\"onHand\",\"quantity\":\"5\"," + Sums + ",\"shares\":{\"a\":\"5\",\"a\":\"0\"}}]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[{\"status\":\"onHand\",\"quantity\":\"+5\"," + Sums + ",\"shares\":{\"a\":\"+5\"}}]}")]
    [InlineData(Head + "\"expectedExtra\":0,\"reporting\":0,\"statuses\":[{\"status\":\"onHand\",\"quantity\":\"170141183460469231731687303715884105727\"," + Sums
        + ",\"shares\":{\"a\":\"170141183460469231731687303715884105727\"}}]}")]
    public void A_group_that_cannot_be_is_refused_without_effect(string json)
    {
        var merge = new LevelMerge(Known, 4);
        Assert.False(merge.Apply(0, "g:masks:13:retailer", json));
        Assert.Equal(0, merge.Partitions[0].Epoch);
    }

    [Fact]
    public void A_message_under_a_key_or_partition_that_is_not_its_own_is_refused()
    {
        var merge = new LevelMerge(Known, 1);
        const string json = Head + "\"expectedExtra\":0,\"reporting\":1,\"statuses\":[]}";
        Assert.False(merge.Apply(0, "g:masks:12:retailer", json));
        Assert.False(merge.Apply(0, "tick", json));
        Assert.False(merge.Apply(1, "g:masks:13:retailer", json));
        Assert.False(merge.Apply(-1, "g:masks:13:retailer", json));
        Assert.True(merge.Apply(0, "g:masks:13:retailer", json));
        Assert.False(merge.Apply(0, "g:masks:13:retailer", new string('[', 100_000)));
    }

    [Fact]
    public void What_a_newer_core_says_beside_is_passed_over()
    {
        var merge = new LevelMerge(Known, 1);
        const string more = "\"new\":{\"deep\":[1,{\"kind\":2}]},";
        Assert.True(merge.Apply(0, "g:masks:13:retailer", Head + more + "\"expectedExtra\":0,\"reporting\":1,\"statuses\":[]}"));
    }

    [Fact]
    public void Bent_messages_never_break_the_merge_and_the_next_full_tick_heals_it()
    {
        int seed = Environment.TickCount & int.MaxValue;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using Story owner = PartialStory.Owner(Known);
        owner.Full("p1:1", 0, Line("p1:mask", 5), Line("p1:rice", 50));
        owner.Full("p1:2", 0, Line("p1:mask", long.MaxValue));
        owner.Partial("p1:1", 20, Line("p1:mask", 2));
        PartialMessage[] good = [.. owner.Engine.Collect(1)];
        var merge = new LevelMerge(Known, 1);
        int refused = 0;
        for (int i = 0; i < Rounds; i++)
        {
            PartialMessage message = good[random.Next(good.Length)];
            byte[] bent = Bend(message.Utf8.ToArray(), good[random.Next(good.Length)].Utf8.Span, random);
            refused += merge.Apply(0, message.Key, bent) ? 0 : 1;
            if (i % 500 == 0)
            {
                foreach (Audience audience in Enum.GetValues<Audience>())
                    _ = merge.View(audience).Query(new LevelQuery { ByPrefecture = true, ByTier = true, ByStatus = true });
                _ = merge.Coverage();
                _ = merge.Counts;
            }
        }

        output.WriteLine($"{refused} of {Rounds} refused");
        Assert.InRange(refused, Rounds / 2, Rounds);
        // A number that was bent may be a valid one, an epoch too: a successor's next epoch stands above them all.
        long epoch = merge.Partitions[0].Epoch + 1;
        Assert.True(merge.Apply(0, owner.Engine.Collect(epoch)));
        var query = new LevelQuery { ByPrefecture = true, ByTier = true, ByStatus = true };
        Assert.Equal(
            owner.Engine.View(Audience.Ministry).Query(query).Levels, merge.View(Audience.Ministry).Query(query).Levels);
        Assert.Equal(owner.Engine.Coverage(), merge.Coverage());
    }

    private static byte[] Bend(byte[] bytes, ReadOnlySpan<byte> other, Random random)
    {
        const string alphabet = "0123456789-+.eE\"{}[]:,\\untf \u0000";
        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 2:
                int cut = random.Next(bytes.Length);
                return [.. bytes[..cut], .. other[random.Next(other.Length)..]];
            case 3:
                int at = random.Next(bytes.Length);
                return [.. bytes[..at], (byte)alphabet[random.Next(alphabet.Length)], .. bytes[at..]];
            default:
                for (int i = random.Next(1, 6); i > 0; i--)
                    bytes[random.Next(bytes.Length)] = (byte)alphabet[random.Next(alphabet.Length)];
                return bytes;
        }
    }
}
