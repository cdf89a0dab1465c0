using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Audit;

/// <summary>
/// Append-only record of reads. Each entry's hash covers the entry and the hash before it, so that nobody can change,
/// remove or insert one without changing all that follow. Recording never delays the reader: a full queue drops the
/// entry, counts it, and the
/// next entry that is written names the count.
/// </summary>
public sealed class AuditTrail : IAsyncDisposable
{
    /// <summary>Entries that may wait: a minute of a thousand reads a second, of about 200 bytes each.</summary>
    internal const int QueueMax = 60_000;

    private const int GroupMax = 4096;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS audit(
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL,
            hash BLOB NOT NULL);
        """;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private readonly Channel<AuditEntry> queue;
    private readonly Task writing;
    private long dropped;
    private long droppedInAll;

    internal AuditTrail(string path, int queueMax)
    {
        this.path = path;
        connection = SqliteFile.OpenWriter(path, "FULL", Schema);
        queue = Channel.CreateBounded<AuditEntry>(
            new BoundedChannelOptions(queueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        writing = Task.Run(WriteLoopAsync);
    }

    /// <summary>
    /// Entries that were lost because the queue was full or the disk refused them, since this process began.
    /// </summary>
    public long DroppedCount => Volatile.Read(ref droppedInAll);

    /// <summary>
    /// Queues one entry; never delays the reader. A full queue is counted and named in the next entry.
    /// </summary>
    public void Record(DateTimeOffset at, string who, string action, string target)
    {
        if (!queue.Writer.TryWrite(new AuditEntry(at, who, action, target)))
            Lose(1);
    }

    /// <summary>
    /// Recomputes the chain. Gives the number of entries when it holds, and the sequence number of the first entry
    /// that is wrong when it does not. An end that was cut off shows only against a last hash that was written down
    /// elsewhere.
    /// </summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public AuditVerdict Verify()
    {
        lock (gate)
        {
            try
            {
                using SqliteCommand select = SqliteFile.Prepare(
                    connection, "SELECT seq, at, who, action, target, hash FROM audit ORDER BY seq");
                using SqliteDataReader row = select.ExecuteReader();
                byte[] hash = new byte[SHA256.HashSizeInBytes];
                long count = 0;
                while (row.Read())
                {
                    DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1));
                    var entry = new AuditEntry(at, row.GetString(2), row.GetString(3), row.GetString(4));
                    count++;
                    hash = Chain(hash, count, entry);
                    if (row.GetInt64(0) != count || !hash.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(5)))
                        return new AuditVerdict(count - 1, count, Convert.ToHexStringLower(hash));
                }

                return new AuditVerdict(count, null, Convert.ToHexStringLower(hash));
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    /// <summary>Runs something while no entry can be written.</summary>
    internal void WithWriterHeld(Action body)
    {
        lock (gate)
        {
            body();
        }
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!queue.Writer.TryComplete())
            return;
        await writing;
        connection.Dispose();
    }

    private static byte[] Chain(byte[] before, long seq, in AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, seq);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], entry.At.ToUnixTimeMilliseconds());
        hash.AppendData(numbers);
        foreach (string text in (string[])[entry.Who, entry.Action, entry.Target])
        {
            // Each text's length stands before it: no two entries hash the same bytes.
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64LittleEndian(numbers, bytes.Length);
            hash.AppendData(numbers[..8]);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    private async Task WriteLoopAsync()
    {
        var group = new List<AuditEntry>();
        DateTimeOffset lastAt = default;
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupMax && queue.Reader.TryRead(out AuditEntry entry))
                group.Add(entry);
            WriteGroup(group, group[^1].At);
            lastAt = group[^1].At;
            group.Clear();
        }

        WriteGroup(group, lastAt);
    }

    private void WriteGroup(List<AuditEntry> group, DateTimeOffset at)
    {
        int entries = group.Count;
        long named = Interlocked.Exchange(ref dropped, 0);
        if (named > 0)
            group.Insert(0, new AuditEntry(at, "system", "dropped", $"{named} entries"));
        if (group.Count > 0 && !TryWrite(group))
        {
            // Reads are not refused because the audit's disk is full; what was lost is counted and named.
            Lose(entries);
            Interlocked.Add(ref dropped, named);
        }
    }

    private void Lose(long count)
    {
        Interlocked.Add(ref dropped, count);
        Interlocked.Add(ref droppedInAll, count);
    }

    private bool TryWrite(List<AuditEntry> group)
    {
        lock (gate)
        {
            try
            {
                SqliteFile.Run(connection, "BEGIN IMMEDIATE");
                (long seq, byte[] hash) = ReadLast();
                using SqliteCommand insert = SqliteFile.Prepare(
                    connection, "INSERT INTO audit VALUES($s, $t, $w, $a, $g, $h)", "$s", "$t", "$w", "$a", "$g", "$h");
                foreach (AuditEntry entry in group)
                {
                    hash = Chain(hash, ++seq, entry);
                    SqliteFile.Bind(insert, 0, seq);
                    SqliteFile.Bind(insert, 1, entry.At.ToUnixTimeMilliseconds());
                    SqliteFile.Bind(insert, 2, entry.Who);
                    SqliteFile.Bind(insert, 3, entry.Action);
                    SqliteFile.Bind(insert, 4, entry.Target);
                    SqliteFile.Bind(insert, 5, hash);
                    insert.ExecuteNonQuery();
                }

                SqliteFile.Run(connection, "COMMIT");
                return true;
            }
            catch (SqliteException)
            {
                SqliteFile.RollBack(connection);
                return false;
            }
        }
    }

    private (long Seq, byte[] Hash) ReadLast()
    {
        using SqliteCommand select = SqliteFile.Prepare(connection, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
        using SqliteDataReader row = select.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, new byte[SHA256.HashSizeInBytes]);
    }
}
