using System.Collections.Concurrent;
using Inventory.Engine.Partial;
using Inventory.Model.Receipts;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>How far the log reaches, asked once a second beside everything else.</summary>
internal sealed class PartitionEnds(BackboneLink link, BackboneOptions options) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, long> _appended = new();
    private volatile IReadOnlyList<PartitionSpan>? _spans;
    private volatile string? _problem;

    /// <summary>Why the brokers cannot be asked; null when they can.</summary>
    public string? Problem => _problem;

    /// <summary>The offset after the last durable record, summed over partitions; 0 before the first answer.</summary>
    public long Total => _spans?.Sum(End) ?? 0;

    /// <summary>This process has made records durable: it knows that before the brokers are asked again.</summary>
    public void NoteAppended(IReadOnlyList<PartitionOffsets> appended)
    {
        foreach (PartitionOffsets part in appended)
            _appended.AddOrUpdate(part.Partition, part.Last + 1, (_, known) => Math.Max(known, part.Last + 1));
    }

    /// <summary>How far what is shown is behind.</summary>
    public IReadOnlyList<PartitionLag> Lags(IReadOnlyList<PartitionState> shown)
    {
        IReadOnlyList<PartitionSpan>? spans = _problem is null ? _spans : null;
        var lags = new PartitionLag[shown.Count];
        for (int i = 0; i < lags.Length; i++)
        {
            PartitionState state = shown[i];
            PartitionSpan? span = spans?.FirstOrDefault(x => x.Partition == state.Partition);
            long? lag = span is not { } known ? null
                : Math.Max(0, End(known) - Math.Max(known.Start, state.IsShown ? state.NextOffset : 0));
            lags[i] = new PartitionLag(state.Partition, lag, state.IsShown ? Math.Max(0, state.AgeMs) : null);
        }

        return lags;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int partitions = await link.Partitions.WaitAsync(stoppingToken);
        using var ends = new KafkaEnds(options.Kafka, partitions);
        using var ticks = new PeriodicTimer(Interval);
        do
        {
            // Asking blocks until the brokers answer.
            await Task.Run(() => Ask(ends), stoppingToken);
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private long End(PartitionSpan span) => Math.Max(span.End, _appended.GetValueOrDefault(span.Partition));

    private void Ask(KafkaEnds ends)
    {
        try
        {
            _spans = ends.Ask(AtMost);
            _problem = null;
        }
        catch (StorageException e)
        {
            _problem = e.Message;
        }
    }
}
