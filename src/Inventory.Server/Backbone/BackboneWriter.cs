using System.Threading.Channels;
using Inventory.Model.Receipts;
using Inventory.Server.Ingest;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Kafka;
using Inventory.Storage.Log;

namespace Inventory.Server.Backbone;

/// <summary>
/// The gateway's way to the topics. Before the brokers were reached everything is refused as "try later"; refused
/// deliveries are told to their topic beside the push, for no sender waits for that.
/// </summary>
internal sealed partial class BackboneWriter(
    BackboneLink link, PartitionEnds ends, ServerOptions server, BackboneOptions options, TimeProvider time,
    ILogger<BackboneWriter> log) : BackgroundService, ISnapshotWriter, IRefusals
{
    // A refusal is a small message; when the brokers are away this many wait, then the oldest give way.
    private const int RefusalsMax = 1_000;

    private readonly Channel<RefusedDelivery> _refusals = Channel.CreateBounded<RefusedDelivery>(
        new BoundedChannelOptions(RefusalsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private volatile KafkaSnapshotWriter? _writer;
    private volatile string? _problem;

    /// <summary>Why nothing can be written now; null when it can.</summary>
    public string? Problem =>
        link.Problem ?? _problem ?? (_writer is { Ready.IsCompletedSuccessfully: true } ? null : "reading the known receipts");

    /// <summary>Bytes that wait for the brokers.</summary>
    public long PendingBytes => _writer?.PendingBytes ?? 0;

    /// <inheritdoc/>
    public async ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation)
    {
        Receipt receipt = await Writer().AppendAsync(request, cancellation);
        ends.NoteAppended(receipt.Partitions ?? []);
        return receipt;
    }

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation) =>
        Writer().FindReceiptAsync(id, cancellation);

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation) =>
        Writer().FindLastAcceptedAsync(feed, cancellation);

    /// <inheritdoc/>
    public ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation) =>
        Writer().SetSupersededAsync(receiptId, lines, cancellation);

    /// <inheritdoc/>
    public void Note(Receipt receipt, string? fileName, string reason) =>
        _refusals.Writer.TryWrite(new RefusedDelivery(receipt, fileName, reason));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Interlocked.Exchange(ref _writer, null) is { } writer)
            await writer.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int partitions = await link.Partitions.WaitAsync(stoppingToken);
        KafkaSnapshotWriter writer = await OpenAsync(partitions, stoppingToken);
        await foreach (RefusedDelivery refused in _refusals.Reader.ReadAllAsync(stoppingToken))
            await TellAsync(writer, refused, stoppingToken);
    }

    private async Task<KafkaSnapshotWriter> OpenAsync(int partitions, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                _writer = KafkaSnapshotWriter.Open(options.Kafka, partitions, server.Data, time);
                _problem = null;
                return _writer;
            }
            catch (StorageException e)
            {
                if (_problem != e.Message)
                    LogNotOpened(e.Message);
                _problem = e.Message;
                await Task.Delay(TimeSpan.FromSeconds(2), stopping);
            }
        }
    }

    private async Task TellAsync(KafkaSnapshotWriter writer, RefusedDelivery refused, CancellationToken stopping)
    {
        try
        {
            await writer.RejectAsync(refused, stopping);
        }
        catch (StorageException e)
        {
            // The sender has its answer; the topic is for whoever looks on.
            LogNotTold(refused.Reason, e.Message);
        }
    }

    private KafkaSnapshotWriter Writer() => _writer
        ?? throw new StorageException(Problem ?? "the process is stopping", isTransient: true);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway's writer cannot be opened, trying again every 2 s: {Reason}")]
    private partial void LogNotOpened(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused delivery ({Reason}) was not told to its topic: {Error}")]
    private partial void LogNotTold(string reason, string error);
}
