using Inventory.Model.Receipts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Log;

/// <summary>
/// Writes one group of calls in one transaction: rows of records, known ids, receipts. Belongs to the writer thread.
/// Invariants: offsets have no gap, a failed commit leaves no trace, the time of receipt never goes back.
/// </summary>
internal sealed class LogCommitter : IDisposable
{
    /// <summary>
    /// The tables. Known ids and receipts stand beside the records, so that one commit makes all three durable or
    /// none.
    /// </summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS batch(
            base_offset INTEGER PRIMARY KEY, count INTEGER NOT NULL, received_at INTEGER NOT NULL,
            records BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS known(
            key BLOB PRIMARY KEY, content INTEGER NOT NULL, offset INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS receipt(
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, feed TEXT, accepted INTEGER NOT NULL,
            superseded INTEGER, body BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS receipt_feed ON receipt(feed, seq) WHERE accepted > 0;
        """;

    private readonly SqliteConnection connection;
    private readonly string path;
    private readonly TimeProvider time;
    private readonly int rowBytesMax;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand insertBatch;
    private readonly SqliteCommand insertKnown;
    private readonly SqliteCommand findKnown;
    private readonly SqliteCommand insertReceipt;
    private readonly List<ReadOnlyMemory<byte>> payloads = [];
    private readonly List<StoredBatch> written = [];
    private long payloadBytes;
    private long rowOffset;
    private long lastReceivedAtMs;

    public LogCommitter(string path, TimeProvider time, LogOptions options, long nextOffset, long lastReceivedAtMs)
    {
        this.path = path;
        this.time = time;
        this.lastReceivedAtMs = lastReceivedAtMs;
        rowBytesMax = options.RowBytesMax;
        NextOffset = nextOffset;
        connection = SqliteFile.OpenWriter(path, "FULL", Schema);
        SqliteFile.Run(connection, $"PRAGMA wal_autocheckpoint={options.CheckpointPages}");
        begin = SqliteFile.Prepare(connection, "BEGIN IMMEDIATE");
        commit = SqliteFile.Prepare(connection, "COMMIT");
        insertBatch = SqliteFile.Prepare(
            connection, "INSERT INTO batch VALUES($o, $c, $t, $b)", "$o", "$c", "$t", "$b");
        insertKnown = SqliteFile.Prepare(
            connection, "INSERT OR IGNORE INTO known VALUES($k, $c, $o)", "$k", "$c", "$o");
        findKnown = SqliteFile.Prepare(connection, "SELECT content FROM known WHERE key = $k", "$k");
        insertReceipt = SqliteFile.Prepare(
            connection,
            "INSERT OR IGNORE INTO receipt(id, feed, accepted, superseded, body) VALUES($i, $f, $a, $s, $b)",
            "$i", "$f", "$a", "$s", "$b");
    }

    /// <summary>The offset after the last durable record.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Makes the group durable, all or nothing, and gives the rows it added.</summary>
    /// <exception cref="StorageException">Nothing was written; a later group may succeed.</exception>
    public IReadOnlyList<StoredBatch> Commit(List<LogWork> group)
    {
        payloads.Clear();
        written.Clear();
        payloadBytes = 0;
        rowOffset = NextOffset;
        long receivedAtMs = Math.Max(lastReceivedAtMs, time.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            begin.ExecuteNonQuery();
            foreach (LogWork work in group)
            {
                work.Update?.Invoke(connection);
                if (work.Request is { } request)
                    work.Receipt = Append(request, receivedAtMs);
            }

            FlushRow(receivedAtMs);
            commit.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            SqliteFile.RollBack(connection);
            throw SqliteFile.Translate(e, path);
        }

        NextOffset = rowOffset;
        lastReceivedAtMs = receivedAtMs;
        return written;
    }

    public void Dispose()
    {
        SqliteCommand[] commands = [begin, commit, insertBatch, insertKnown, findKnown, insertReceipt];
        foreach (SqliteCommand command in commands)
            command.Dispose();
        connection.Dispose();
    }

    private Receipt Append(AppendRequest request, long receivedAtMs)
    {
        var settler = new ReceiptSettler(request.Draft);
        foreach (LogEntry entry in request.Entries)
        {
            byte[] key = SnapshotKey.Of(entry.Sender, entry.SnapshotId);
            // The hash is stored bit for bit: SQLite's integers are signed.
            long content = unchecked((long)entry.ContentHash);
            long offset = rowOffset + payloads.Count;
            SqliteFile.Bind(insertKnown, 0, key);
            SqliteFile.Bind(insertKnown, 1, content);
            SqliteFile.Bind(insertKnown, 2, offset);
            if (insertKnown.ExecuteNonQuery() == 1)
            {
                AddToRow(entry.Payload, receivedAtMs);
                settler.Appended(offset);
                continue;
            }

            SqliteFile.Bind(findKnown, 0, key);
            if ((long)findKnown.ExecuteScalar()! == content)
                settler.Duplicate(entry);
            else
                settler.Reused(entry);
        }

        Receipt receipt = settler.Settle(receivedAtMs);
        while (!TryStore(receipt))
            receipt = receipt with { Id = ReceiptSettler.NewId(receipt.ReceivedAt) };
        return receipt;
    }

    private void AddToRow(ReadOnlyMemory<byte> payload, long receivedAtMs)
    {
        payloads.Add(payload);
        payloadBytes += StoredBatch.SizeOf(payload);
        if (payloadBytes >= rowBytesMax)
            FlushRow(receivedAtMs);
    }

    private void FlushRow(long receivedAtMs)
    {
        if (payloads.Count == 0)
            return;
        StoredBatch row = StoredBatch.Write(rowOffset, receivedAtMs, payloads);
        SqliteFile.Bind(insertBatch, 0, row.BaseOffset);
        SqliteFile.Bind(insertBatch, 1, row.Count);
        SqliteFile.Bind(insertBatch, 2, row.ReceivedAtMs);
        SqliteFile.Bind(insertBatch, 3, row.Blob);
        insertBatch.ExecuteNonQuery();
        written.Add(row);
        rowOffset = row.EndOffset;
        payloads.Clear();
        payloadBytes = 0;
    }

    private bool TryStore(Receipt receipt)
    {
        SqliteFile.Bind(insertReceipt, 0, receipt.Id);
        SqliteFile.Bind(insertReceipt, 1, receipt.Feed);
        SqliteFile.Bind(insertReceipt, 2, receipt.Lines.Accepted);
        SqliteFile.Bind(insertReceipt, 3, receipt.Lines.Superseded);
        SqliteFile.Bind(insertReceipt, 4, ReceiptCodec.Write(receipt));
        return insertReceipt.ExecuteNonQuery() == 1;
    }
}
