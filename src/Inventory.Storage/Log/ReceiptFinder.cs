using Inventory.Model.Receipts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Log;

/// <summary>
/// Finds which delivery brought a record: receipts are written in the order of their offsets, so the search halves the
/// receipts and needs no index. Thread safe.
/// </summary>
public sealed class ReceiptFinder
{
    private readonly string path;
    private readonly Lock gate = new();
    private SqliteConnection? connection;

    internal ReceiptFinder(string path) => this.path = path;

    /// <summary>The id of the receipt whose delivery brought the record; null when none is known.</summary>
    /// <exception cref="StorageException">The log cannot be read.</exception>
    public string? Find(long offset)
    {
        lock (gate)
        {
            try
            {
                connection ??= SqliteFile.OpenReader(path);
                return Search(connection, offset);
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            connection?.Dispose();
            connection = null;
        }
    }

    private static string? Search(SqliteConnection connection, long offset)
    {
        using SqliteCommand last = SqliteFile.Prepare(connection, "SELECT coalesce(max(seq), 0) FROM receipt");
        using SqliteCommand next = SqliteFile.Prepare(
            connection, "SELECT seq, id, body FROM receipt WHERE seq >= $s ORDER BY seq", "$s");
        (long low, long high) = (1, (long)last.ExecuteScalar()!);
        while (low <= high)
        {
            long middle = low + ((high - low) / 2);
            (long seq, Receipt? receipt) = ReadWithOffsets(next, middle, high);
            if (receipt?.Offsets is not { } range || offset < range.First)
                high = middle - 1;
            else if (offset > range.Last)
                low = seq + 1;
            else
                return receipt.Id;
        }

        return null;
    }

    /// <summary>The first receipt from a place on that brought records; receipts of refused deliveries brought
    /// none.</summary>
    private static (long Seq, Receipt? Receipt) ReadWithOffsets(SqliteCommand next, long from, long to)
    {
        SqliteFile.Bind(next, 0, from);
        using SqliteDataReader row = next.ExecuteReader();
        while (row.Read() && row.GetInt64(0) <= to)
        {
            Receipt receipt = ReceiptCodec.Read(row.GetString(1), row.GetFieldValue<byte[]>(2));
            if (receipt.Offsets is not null)
                return (row.GetInt64(0), receipt);
        }

        return (to, null);
    }
}
