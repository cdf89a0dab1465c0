using Inventory.Server.Options;

namespace Inventory.Server.Ingest;

/// <summary>Bounds what is received at once and, more narrowly, what is parsed at once.</summary>
internal sealed class DeliveryGate(ServerOptions options) : IDisposable
{
    private readonly SemaphoreSlim _parsers = new(options.Limits.ParsersMax);
    private int _deliveries;

    /// <summary>Deliveries being received, waiting or parsed.</summary>
    public int Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>Takes a place; false when all are taken. Each true is given back by <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _deliveries) <= options.Limits.DeliveriesMax)
            return true;
        Interlocked.Decrement(ref _deliveries);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _deliveries);

    /// <summary>Runs one parse when a parser is free.</summary>
    public async Task<T> ParseAsync<T>(Func<Task<T>> parse, CancellationToken cancellation)
    {
        await _parsers.WaitAsync(cancellation);
        try
        {
            return await parse();
        }
        finally
        {
            _parsers.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _parsers.Dispose();
}
