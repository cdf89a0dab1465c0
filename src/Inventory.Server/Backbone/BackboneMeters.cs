using System.Diagnostics.Metrics;
using Inventory.Server.Core;
using Inventory.Server.Observability;

namespace Inventory.Server.Backbone;

/// <summary>Counts of the backbone for the metrics page; labels are partition numbers only.</summary>
internal sealed class BackboneMeters : IDisposable
{
    private readonly Meter _meter = new(ServerMeters.Name);

    public BackboneMeters(LevelsFollower follower, CoreTally tally, BackboneWriter? writer = null)
    {
        _meter.CreateObservableGauge("inventory.partition.lag_records",
            () => Measure(follower, x => x.LagRecords ?? -1),
            description: "Durable records that the shown levels do not hold yet, by partition; -1 when the log cannot be asked");
        _meter.CreateObservableGauge("inventory.partition.tick_age", () => Measure(follower, x => (x.TickAgeMs ?? -1000) / 1000.0),
            "s", "Age of the newest levels, by partition; -1 when there never were any");
        _meter.CreateObservableGauge("inventory.partitions_owned", () => (double)tally.Held.Count,
            description: "Partitions this process's core holds");
        _meter.CreateObservableGauge("inventory.partitions_behind", () => (double)follower.Partitions.Count(x => x.IsBehind),
            description: "Partitions whose shown levels are behind");
        _meter.CreateObservableCounter("inventory.core.duplicate_records", () => tally.Duplicates,
            description: "Records that came a second time and changed nothing");
        _meter.CreateObservableCounter("inventory.core.gaps", () => tally.Gaps,
            description: "Times that records were gone before they were read");
        _meter.CreateObservableCounter("inventory.core.fenced", () => tally.Fenced,
            description: "Times that another core's claim ended the publication of a partition");
        if (writer is not null)
        {
            _meter.CreateObservableGauge("inventory.backbone.pending", () => (double)writer.PendingBytes, "By",
                "Bytes of pushes that wait for the brokers");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Measure(
        LevelsFollower follower, Func<PartitionLag, double> value) =>
        follower.Partitions.Select(x =>
            new Measurement<double>(value(x), new KeyValuePair<string, object?>("partition", x.Partition)));
}
