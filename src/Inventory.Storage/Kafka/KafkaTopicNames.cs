namespace Inventory.Storage.Kafka;

/// <summary>The topics' names. They are part of the contract; other people's programs read them.</summary>
/// <param name="Prefix">Stands before each name.</param>
public readonly record struct KafkaTopicNames(string Prefix)
{
    /// <summary>Canonical snapshots and run markers, keyed by location.</summary>
    public string Snapshots => Prefix + "stock.snapshots.v1";

    /// <summary>Refused deliveries.</summary>
    public string Rejections => Prefix + "stock.rejections.v1";

    /// <summary>Partial levels of each partition of the snapshots, compacted.</summary>
    public string Levels => Prefix + "stock.levels.v1";

    /// <summary>Alerts, keyed by their id, compacted.</summary>
    public string Alerts => Prefix + "stock.alerts.v1";

    /// <summary>Receipts, keyed by their id, compacted: every gateway can answer for every receipt.</summary>
    public string Receipts => Prefix + "stock.receipts.v1";
}
