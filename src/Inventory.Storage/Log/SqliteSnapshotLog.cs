using System.Diagnostics;
using System.Threading.Channels;
using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Log;

/// <summary>
/// The log of the embedded mode. Goals: what was answered is on the disk; many waiting calls share one flush; a
/// reader that keeps up never touches the database. Non-goals: several processes on one log (that is Kafka's part).
/// Invariants: one thread writes; <see cref="NextOffset"/> moves only after a commit; a failed commit leaves no trace.
/// </summary>
internal sealed class SqliteSnapshotLog : ISnapshotLog
{
    private readonly LogOptions options;
    private readonly LogCommitter committer;
    private readonly LogReader reader;
    private readonly LogReader receipts;
    private readonly LogTail tail;
    private readonly Channel<LogWork> queue;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long nextOffset;
    private long pendingBytes;
    private long commits;
    private int isDisposed;

    private SqliteSnapshotLog(string path, TimeProvider time, LogOptions options)
    {
        this.options = options;
        SqliteFile.OpenWriter(path, "FULL", LogCommitter.Schema).Dispose();
        reader = new LogReader(path);
        tail = new LogTail(options.TailBytesMax);
        StoredBatch? last = ReadTail(reader, tail, options.VerifiedRowsOnOpen);
        nextOffset = last?.EndOffset ?? 0;
        receipts = new LogReader(path);
        committer = new LogCommitter(path, time, options, nextOffset, last?.ReceivedAtMs ?? 0);
        queue = Channel.CreateBounded<LogWork>(
            new BoundedChannelOptions(options.PendingCountMax)
            {
                SingleReader = true,
                FullMode = BoundedChannelFullMode.Wait,
            });
        // A thread of its own: it blocks in flushes, which would starve a small thread pool.
        new Thread(WriteLoop) { IsBackground = true, Name = "snapshot log writer" }.Start();
    }

    /// <summary>Opens the log, creating what is missing and recovering what a crash left.</summary>
    /// <exception cref="StorageException">It cannot be opened, or its newest rows are corrupt.</exception>
    public static SqliteSnapshotLog Open(string path, TimeProvider time, LogOptions options) =>
        new(path, time, options);

    /// <inheritdoc/>
    public long NextOffset => Volatile.Read(ref nextOffset);

    /// <inheritdoc/>
    public long PendingBytes => Interlocked.Read(ref pendingBytes);

    /// <summary>Commits made since it was opened; group commit is proven by this count and not by time.</summary>
    internal long CommitCount => Volatile.Read(ref commits);

    /// <inheritdoc/>
    public async ValueTask<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request.Draft.Id);
        foreach (LogEntry entry in request.Entries)
        {
            ArgumentNullException.ThrowIfNull(entry.Sender);
            ArgumentNullException.ThrowIfNull(entry.SnapshotId);
            ArgumentOutOfRangeException.ThrowIfNegative(entry.Lines);
            ArgumentOutOfRangeException.ThrowIfZero(entry.Payload.Length);
        }

        Receipt? receipt = await EnqueueAsync(new LogWork(request), cancellation);
        return receipt!;
    }

    /// <inheritdoc/>
    public int Read(long fromOffset, List<LogRecord> into, int countMax, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        long end = NextOffset;
        var budget = new ReadBudget(bytesMax);
        while (fromOffset < end && into.Count < countMax)
        {
            StoredBatch row = tail.Find(fromOffset) ?? reader.Find(fromOffset);
            long next = row.CopyTo(fromOffset, into, countMax, ref budget);
            if (next < row.EndOffset)
                break;
            fromOffset = next;
        }

        return budget.Granted;
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(long offset, CancellationToken cancellation)
    {
        while (true)
        {
            // The signal is taken before the offset is looked at: a commit in between completes the signal.
            Task signal = Volatile.Read(ref advanced).Task;
            if (NextOffset > offset)
                return;
            await signal.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindReceiptAsync(string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(receipts.FindReceipt(id));
    }

    /// <inheritdoc/>
    public ValueTask<Receipt?> FindLastAcceptedAsync(string feed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(receipts.FindLastAccepted(feed));
    }

    /// <inheritdoc/>
    public async ValueTask SetSupersededAsync(string receiptId, long lines, CancellationToken cancellation) =>
        await UpdateAsync(
            connection =>
            {
                using SqliteCommand command = SqliteFile.Prepare(
                    connection, "UPDATE receipt SET superseded = $n WHERE id = $i", "$n", "$i");
                SqliteFile.Bind(command, 0, lines);
                SqliteFile.Bind(command, 1, receiptId);
                command.ExecuteNonQuery();
            },
            cancellation);

    /// <summary>Runs a change on the writer's connection inside its next commit.</summary>
    internal Task UpdateAsync(Action<SqliteConnection> update, CancellationToken cancellation) =>
        EnqueueAsync(new LogWork(update), cancellation);

    /// <summary>Commits what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;
        queue.Writer.Complete();
        await stopped.Task;
        reader.Dispose();
        receipts.Dispose();
        TaskCompletionSource waiters = Volatile.Read(ref advanced);
        waiters.TrySetException(new ObjectDisposedException(nameof(SqliteSnapshotLog)));
        // A reader may wait or not; an exception that nobody waits for is not an error.
        _ = waiters.Task.Exception;
    }

    private static StoredBatch? ReadTail(LogReader reader, LogTail tail, int countMax)
    {
        try
        {
            StoredBatch? last = null;
            foreach (StoredBatch row in reader.ReadNewest(countMax))
                tail.Add(last = row);
            return last;
        }
        catch (StorageException)
        {
            reader.Dispose();
            throw;
        }
    }

    private Task<Receipt?> EnqueueAsync(LogWork work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        if (work.Bytes > options.PendingBytesMax)
        {
            throw new StorageException(
                $"One delivery of {work.Bytes} bytes is more than the log takes at once ({options.PendingBytesMax}).");
        }

        if (Interlocked.Add(ref pendingBytes, work.Bytes) > options.PendingBytesMax || !queue.Writer.TryWrite(work))
        {
            Interlocked.Add(ref pendingBytes, -work.Bytes);
            ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
            throw new StorageException("The log is busy: too much waits for the disk.", isTransient: true);
        }

        return work.WaitAsync(cancellation);
    }

    private void WriteLoop()
    {
        var group = new List<LogWork>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            long bytes = TakeGroup(group);
            if (group.Count > 0)
                CommitGroup(group);
            Interlocked.Add(ref pendingBytes, -bytes);
            group.Clear();
        }

        committer.Dispose();
        stopped.SetResult();
    }

    private long TakeGroup(List<LogWork> group)
    {
        long bytes = 0;
        while (group.Count < options.CommitCountMax && bytes < options.CommitBytesMax
            && queue.Reader.TryRead(out LogWork? work))
        {
            bytes += work.Bytes;
            if (work.TryTake())
                group.Add(work);
        }

        return bytes;
    }

    private void CommitGroup(List<LogWork> group)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            foreach (StoredBatch row in committer.Commit(group))
                tail.Add(row);
            StorageMeters.NoteCommit(started);
        }
        catch (StorageException e)
        {
            foreach (LogWork work in group)
                work.Fail(e);
            return;
        }

        Volatile.Write(ref commits, commits + 1);
        if (committer.NextOffset > nextOffset)
        {
            Volatile.Write(ref nextOffset, committer.NextOffset);
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref advanced, next).SetResult();
        }

        foreach (LogWork work in group)
            work.Succeed();
    }
}
