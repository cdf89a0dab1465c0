using System.Data;
using Inventory.Model.Receipts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Log;

/// <summary>
/// Reads rows and receipts from the database on a connection of its own, so that a slow reader never holds up the
/// writer.
/// </summary>
internal sealed class LogReader(string path) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection = SqliteFile.OpenReader(path);
    private StoredBatch? latest;

    /// <summary>
    /// The row that holds the offset, which must be on the log. The last one found is kept: readers go on where they
    /// stopped.
    /// </summary>
    /// <exception cref="StorageException">It cannot be read, is missing or is corrupt.</exception>
    public StoredBatch Find(long offset)
    {
        lock (gate)
        {
            if (latest is { } row && offset >= row.BaseOffset && offset < row.EndOffset)
                return row;
            try
            {
                using SqliteCommand command = SqliteFile.Prepare(
                    connection,
                    "SELECT base_offset, count, received_at, records FROM batch WHERE base_offset <= $o ORDER BY base_offset DESC LIMIT 1",
                    "$o");
                SqliteFile.Bind(command, 0, offset);
                using SqliteDataReader reader = command.ExecuteReader();
                if (!reader.Read() || offset >= reader.GetInt64(0) + reader.GetInt64(1))
                    throw new StorageException($"The log is corrupt: no batch holds offset {offset}.");
                return latest = ReadRow(reader);
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    /// <summary>The newest rows, oldest first, each verified; the last one tells where the log goes on.</summary>
    /// <exception cref="StorageException">One is corrupt or does not follow the one before.</exception>
    public List<StoredBatch> ReadNewest(int countMax)
    {
        lock (gate)
        {
            try
            {
                using SqliteCommand command = SqliteFile.Prepare(
                    connection,
                    "SELECT base_offset, count, received_at, records FROM batch ORDER BY base_offset DESC LIMIT $n",
                    "$n");
                SqliteFile.Bind(command, 0, countMax);
                using SqliteDataReader reader = command.ExecuteReader();
                var rows = new List<StoredBatch>();
                while (reader.Read())
                {
                    StoredBatch row = ReadRow(reader);
                    if (rows.Count > 0 && row.EndOffset != rows[^1].BaseOffset)
                        throw new StorageException($"The log is corrupt: offset {row.EndOffset} is missing.");
                    rows.Add(row);
                }

                rows.Reverse();
                return rows;
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    /// <summary>The receipt with this id; null when there is none.</summary>
    public Receipt? FindReceipt(string id) =>
        FindOne("SELECT id, superseded, body FROM receipt WHERE id = $v", id);

    /// <summary>The newest receipt of the feed that accepted something; null when there is none.</summary>
    public Receipt? FindLastAccepted(string feed) =>
        FindOne("SELECT id, superseded, body FROM receipt WHERE feed = $v AND accepted > 0 ORDER BY seq DESC LIMIT 1", feed);

    public void Dispose() => connection.Dispose();

    private static StoredBatch ReadRow(SqliteDataReader reader)
    {
        long baseOffset = reader.GetInt64(0);
        long count = reader.GetInt64(1);
        if (count is < 1 or > int.MaxValue || baseOffset < 0)
            throw new StorageException($"The log is corrupt: the batch at offset {baseOffset} states {count} records.");
        return StoredBatch.Verify(baseOffset, (int)count, reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
    }

    private Receipt? FindOne(string sql, string value)
    {
        lock (gate)
        {
            try
            {
                using SqliteCommand command = SqliteFile.Prepare(connection, sql, "$v");
                SqliteFile.Bind(command, 0, value);
                using SqliteDataReader reader = command.ExecuteReader(CommandBehavior.SingleRow);
                if (!reader.Read())
                    return null;
                Receipt receipt = ReceiptCodec.Read(reader.GetString(0), reader.GetFieldValue<byte[]>(2));
                return reader.IsDBNull(1)
                    ? receipt
                    : receipt with { Lines = receipt.Lines with { Superseded = reader.GetInt64(1) } };
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }
}
