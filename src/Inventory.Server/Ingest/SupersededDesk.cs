using System.Threading.Channels;
using Inventory.Model.Receipts;
using Inventory.Server.Core;
using Inventory.Storage;
using Inventory.Storage.Log;

namespace Inventory.Server.Ingest;

/// <summary>
/// Completes stored receipts beside the push: how many lines turned out to be superseded. A receipt that misses it (a
/// full queue, a crash)
/// simply says nothing, which is what "not known yet" looks like.
/// </summary>
internal sealed partial class SupersededDesk(
    ISnapshotWriter writer, IOutcomes outcomes, ILogger<SupersededDesk> log)
    : BackgroundService
{
    private readonly Channel<(string Receipt, OffsetRange? Offsets, long Lines)> _queue =
        Channel.CreateBounded<(string, OffsetRange?, long)>(10_000);

    /// <summary>Stores a number that is known.</summary>
    public void Note(string receipt, long lines) => _queue.Writer.TryWrite((receipt, null, lines));

    /// <summary>Stores the number when the core gets there.</summary>
    public void WaitAndNote(string receipt, OffsetRange offsets) => _queue.Writer.TryWrite((receipt, offsets, 0));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach ((string receipt, OffsetRange? offsets, long lines) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            long? superseded = offsets is { } range
                ? await outcomes.SupersededAsync(range, TimeSpan.FromSeconds(10))
                : lines;
            if (superseded is { } known)
                await StoreAsync(receipt, known, stoppingToken);
        }
    }

    private async Task StoreAsync(string receipt, long lines, CancellationToken cancellation)
    {
        try
        {
            await writer.SetSupersededAsync(receipt, lines, cancellation);
        }
        catch (StorageException e)
        {
            LogNotStored(e, receipt);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The superseded count of receipt {Receipt} was not stored")]
    private partial void LogNotStored(Exception error, string receipt);
}
