using System.Text;
using System.Text.Json;
using Inventory.Model.Levels;
using Inventory.Server.Core;
using Inventory.Server.Levels;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class PartitionLagTests
{
    [Theory]
    [InlineData(0L, 900L, false)]
    [InlineData(20_000L, 5_000L, false)]
    [InlineData(20_001L, 900L, true)]
    [InlineData(0L, 5_001L, true)]
    [InlineData(0L, null, true)]
    [InlineData(null, 900L, false)]
    public void A_partition_is_behind_when_its_core_is_silent_or_far_back(long? lag, long? ageMs, bool isBehind) =>
        Assert.Equal(isBehind, new PartitionLag(3, lag, ageMs).IsBehind);

    [Fact]
    public void What_is_behind_is_named_and_nothing_is_said_where_nothing_is()
    {
        Assert.Equal("{}", Written([]));
        Assert.Equal(
            """{"partitionsBehind":[{"partition":2,"lagRecords":7,"tickAgeSeconds":6.5},{"partition":5}]}""",
            Written([new PartitionBehind(2, 7, 6_500), new PartitionBehind(5, null, null)]));
    }

    [Fact]
    public void Levels_tell_what_is_behind_in_the_same_form()
    {
        var set = new LevelSet(Audience.Ministry, 1, DateTimeOffset.UnixEpoch, [])
        {
            PartitionsBehind = [new PartitionBehind(2, 7, 6_500)],
        };
        Assert.EndsWith(
            ""","partitionsBehind":[{"partition":2,"lagRecords":7,"tickAgeSeconds":6.5}]}""",
            Encoding.UTF8.GetString(LevelJson.ToUtf8(set, simulated: false)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "partitionsBehind", Encoding.UTF8.GetString(LevelJson.ToUtf8(set with { PartitionsBehind = [] }, false)),
            StringComparison.Ordinal);
    }

    private static string Written(IReadOnlyList<PartitionBehind> behind)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            BehindJson.Write(json, behind);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
