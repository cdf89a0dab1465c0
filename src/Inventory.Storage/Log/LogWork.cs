using Inventory.Model.Receipts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Log;

/// <summary>
/// A call that waits for the writer. Either its caller cancels it before the writer takes it (then it changes
/// nothing), or the writer has it and the caller gets the outcome: there is no third end, and no buffer is read after
/// its owner was told.
/// </summary>
internal sealed class LogWork
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    // What a call costs beside its payloads.
    private const int OverheadBytes = 512;

    private readonly TaskCompletionSource<Receipt?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state;

    /// <summary>A request to append.</summary>
    public LogWork(AppendRequest request)
    {
        Request = request;
        Bytes = OverheadBytes + (128L * request.Draft.Rejections.Count);
        foreach (LogEntry entry in request.Entries)
            Bytes += entry.Payload.Length + 64;
    }

    /// <summary>A change beside the log, in the same commit.</summary>
    public LogWork(Action<SqliteConnection> update)
    {
        Update = update;
        Bytes = OverheadBytes;
    }

    /// <summary>What is to be appended; null for an update.</summary>
    public AppendRequest? Request { get; }

    /// <summary>What is to be changed; null for a request.</summary>
    public Action<SqliteConnection>? Update { get; }

    /// <summary>About how much memory it holds and how much it will write.</summary>
    public long Bytes { get; }

    /// <summary>The receipt, written by the writer before <see cref="Succeed"/>.</summary>
    public Receipt? Receipt { get; set; }

    /// <summary>The writer takes it; false when it was cancelled.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The commit is durable.</summary>
    public void Succeed() => done.SetResult(Receipt);

    /// <summary>The commit failed; nothing of it was written.</summary>
    public void Fail(StorageException e) => done.SetException(e);

    /// <summary>Waits for the outcome.</summary>
    public async Task<Receipt?> WaitAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            if (Interlocked.CompareExchange(ref state, Cancelled, Waiting) == Waiting)
                done.SetCanceled(cancellation);
        });
        return await done.Task;
    }
}
