using System.Buffers.Binary;
using System.Text.Json;
using Inventory.Model.Receipts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Kafka;

/// <summary>
/// The gateway's own copy of what it asks for often: which ids stand on the snapshots topic, and the receipts. All
/// of it can be had again from the topics, so nothing waits for the disk, and a lost file costs a longer start. Any
/// thread.</summary>
internal sealed class GatewayFile : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS known(
            key BLOB PRIMARY KEY, content INTEGER NOT NULL, received INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS known_received ON known(received);
        CREATE TABLE IF NOT EXISTS receipt(
            id TEXT PRIMARY KEY, feed TEXT, accepted INTEGER NOT NULL, received INTEGER NOT NULL,
            body BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS receipt_feed ON receipt(feed, received) WHERE accepted > 0;
        CREATE TABLE IF NOT EXISTS followed(
            topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
            PRIMARY KEY(topic, partition)) WITHOUT ROWID;
        """;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insertKnown;
    private readonly SqliteCommand findKnown;
    private readonly SqliteCommand putReceipt;
    private readonly SqliteCommand putFollowed;
    private readonly byte[] keyBytes = new byte[16];

    public GatewayFile(string path)
    {
        this.path = path;
        connection = SqliteFile.OpenWriter(path, "NORMAL", Schema);
        insertKnown = SqliteFile.Prepare(connection, "INSERT OR IGNORE INTO known VALUES($k, $c, $r)", "$k", "$c", "$r");
        findKnown = SqliteFile.Prepare(connection, "SELECT content FROM known WHERE key = $k", "$k");
        putReceipt = SqliteFile.Prepare(
            connection, "INSERT OR REPLACE INTO receipt VALUES($i, $f, $a, $r, $b)", "$i", "$f", "$a", "$r", "$b");
        putFollowed = SqliteFile.Prepare(
            connection, "INSERT OR REPLACE INTO followed VALUES($t, $p, $n)", "$t", "$p", "$n");
    }

    /// <summary>The content hash of an id; null when the id is not known.</summary>
    public ulong? FindContent(UInt128 key) => Guarded(() =>
    {
        BindKey(findKnown, key);
        return findKnown.ExecuteScalar() is long content ? unchecked((ulong)content) : (ulong?)null;
    });

    /// <summary>Stores what was read or delivered, all or nothing.</summary>
    public void Store(
        IReadOnlyList<KnownId> ids, IReadOnlyList<Receipt> receipts,
        IReadOnlyList<(string Topic, int Partition, long Next)> followed) =>
        Guarded(() =>
        {
            SqliteFile.Run(connection, "BEGIN");
            try
            {
                foreach (KnownId id in ids)
                    Insert(id);
                foreach (Receipt receipt in receipts)
                    Put(receipt);
                foreach ((string topic, int partition, long next) in followed)
                {
                    SqliteFile.Bind(putFollowed, 0, topic);
                    SqliteFile.Bind(putFollowed, 1, partition);
                    SqliteFile.Bind(putFollowed, 2, next);
                    putFollowed.ExecuteNonQuery();
                }

                SqliteFile.Run(connection, "COMMIT");
            }
            catch
            {
                SqliteFile.RollBack(connection);
                throw;
            }

            return true;
        });

    /// <summary>The receipt; null when there is none.</summary>
    public Receipt? FindReceipt(string id) => FindOne("SELECT body FROM receipt WHERE id = $v", id);

    /// <summary>The newest receipt of the feed that accepted something.</summary>
    public Receipt? FindLastAccepted(string feed) =>
        FindOne("SELECT body FROM receipt WHERE feed = $v AND accepted > 0 ORDER BY received DESC LIMIT 1", feed);

    /// <summary>Where following a partition goes on; null when it was never followed.</summary>
    public long? FindFollowed(string topic, int partition) => Guarded(() =>
    {
        using SqliteCommand command = SqliteFile.Prepare(
            connection, "SELECT next FROM followed WHERE topic = $t AND partition = $p", "$t", "$p");
        SqliteFile.Bind(command, 0, topic);
        SqliteFile.Bind(command, 1, partition);
        return command.ExecuteScalar() as long?;
    });

    /// <summary>Forgets ids received before.</summary>
    public void ForgetBefore(long receivedAtMs) => Guarded(() =>
    {
        using SqliteCommand command = SqliteFile.Prepare(connection, "DELETE FROM known WHERE received < $r", "$r");
        SqliteFile.Bind(command, 0, receivedAtMs);
        return command.ExecuteNonQuery();
    });

    public void Dispose()
    {
        lock (gate)
        {
            SqliteCommand[] commands = [insertKnown, findKnown, putReceipt, putFollowed];
            foreach (SqliteCommand command in commands)
                command.Dispose();
            connection.Dispose();
        }
    }

    private void Insert(KnownId id)
    {
        BindKey(insertKnown, id.Key);
        // The hash is stored bit for bit: SQLite's integers are signed.
        SqliteFile.Bind(insertKnown, 1, unchecked((long)id.ContentHash));
        SqliteFile.Bind(insertKnown, 2, id.ReceivedAtMs);
        insertKnown.ExecuteNonQuery();
    }

    private void Put(Receipt receipt)
    {
        SqliteFile.Bind(putReceipt, 0, receipt.Id);
        SqliteFile.Bind(putReceipt, 1, receipt.Feed);
        SqliteFile.Bind(putReceipt, 2, receipt.Lines.Accepted);
        SqliteFile.Bind(putReceipt, 3, receipt.ReceivedAt.ToUnixTimeMilliseconds());
        SqliteFile.Bind(putReceipt, 4, ReceiptJson.ToUtf8(receipt));
        putReceipt.ExecuteNonQuery();
    }

    private void BindKey(SqliteCommand command, UInt128 key)
    {
        BinaryPrimitives.WriteUInt128BigEndian(keyBytes, key);
        SqliteFile.Bind(command, 0, keyBytes);
    }

    private Receipt? FindOne(string sql, string value) => Guarded(() =>
    {
        using SqliteCommand command = SqliteFile.Prepare(connection, sql, "$v");
        SqliteFile.Bind(command, 0, value);
        return command.ExecuteScalar() is byte[] body ? ReceiptJson.Read(body) : null;
    });

    private T Guarded<T>(Func<T> work)
    {
        lock (gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
            catch (JsonException e)
            {
                throw new StorageException($"{Path.GetFileName(path)}: a receipt is corrupt: {e.Message}", e);
            }
        }
    }
}
