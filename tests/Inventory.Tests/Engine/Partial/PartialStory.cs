using System.Text;
using Inventory.Engine;
using Inventory.Engine.Partial;
using Inventory.Model.Levels;
using Inventory.Model.Registry;

namespace Inventory.Tests.Engine.Partial;

/// <summary>Owners of partitions that publish to one merge.</summary>
internal static class PartialStory
{
    /// <summary>What an owner publishes now, its tick at the end.</summary>
    public static List<PartialMessage> Collect(this StockEngine engine, long epoch, bool all = false)
    {
        var messages = new List<PartialMessage>();
        engine.CollectPartials(all, epoch, messages);
        messages.Add(engine.WriteTick());
        return messages;
    }

    /// <summary>True when every message was taken.</summary>
    public static bool Apply(this LevelMerge merge, int partition, IEnumerable<PartialMessage> messages)
    {
        bool isTaken = true;
        foreach (PartialMessage message in messages)
            isTaken &= merge.Apply(partition, message.Key, message.Utf8.Span);
        return isTaken;
    }

    public static bool Apply(this LevelMerge merge, int partition, string key, string json) =>
        merge.Apply(partition, key, Encoding.UTF8.GetBytes(json));

    public static bool Claim(this LevelMerge merge, int partition, long epoch, string instance) => merge.Apply(
        partition, "claim", $$"""{"specVersion":"1.0","kind":"claim","partition":{{partition}},"epoch":{{epoch}},"instance":"{{instance}}"}""");

    /// <summary>The ministry's quantity of masks in the nation.</summary>
    public static long? Masks(this LevelMerge merge) =>
        merge.View(Audience.Ministry).Query(new LevelQuery { Category = "masks" }).Levels.Single().Quantity;

    public static Story Owner(StockRegistry registry) =>
        new(registry, options: new EngineOptions { RecentIdsMax = 100, JudgesAlerts = false });
}
