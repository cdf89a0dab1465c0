using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Model.Alerts;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Alerts;

/// <summary>
/// Alerts and what people did about them. What the engine says (raised, cleared) and what people say (acknowledged)
/// are kept in columns of their own, so that a replay which writes an alert again never takes an acknowledgement away.
/// </summary>
public sealed class AlertStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS alert(
            id TEXT PRIMARY KEY, raised_at INTEGER NOT NULL, active INTEGER NOT NULL, body BLOB NOT NULL,
            acknowledged_at TEXT, acknowledged_by TEXT, note TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS alert_newest ON alert(raised_at, id);
        CREATE INDEX IF NOT EXISTS alert_active ON alert(raised_at, id) WHERE active = 1;
        """;

    private const string Columns = "SELECT body, acknowledged_at, acknowledged_by, note FROM alert ";

    private readonly Lock gate = new();
    private readonly string path;
    private readonly SqliteConnection connection;

    internal AlertStore(string path)
    {
        this.path = path;
        connection = SqliteFile.OpenWriter(path, "FULL", Schema);
    }

    /// <summary>
    /// Writes raised and cleared alerts; an acknowledgement already there stays. Writing one again changes nothing,
    /// and a cleared one never becomes active again (a new episode has a new id).
    /// </summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public ValueTask SaveAsync(IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Locked(() =>
        {
            SqliteFile.Run(connection, "BEGIN IMMEDIATE");
            foreach (Alert alert in alerts)
                Save(alert);
            SqliteFile.Run(connection, "COMMIT");
            return 0;
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>Newest first; at most <paramref name="countMax"/>.</summary>
    public ValueTask<IReadOnlyList<Alert>> ListAsync(bool activeOnly, int countMax, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(countMax);
        string filter = activeOnly ? "WHERE active = 1 " : string.Empty;
        return ValueTask.FromResult<IReadOnlyList<Alert>>(Locked(() =>
        {
            using SqliteCommand select = SqliteFile.Prepare(
                connection, $"{Columns}{filter}ORDER BY raised_at DESC, id DESC LIMIT $n", "$n");
            SqliteFile.Bind(select, 0, countMax);
            using SqliteDataReader row = select.ExecuteReader();
            var alerts = new List<Alert>();
            while (row.Read())
                alerts.Add(Read(row));
            return alerts;
        }));
    }

    /// <summary>Acknowledges one; null when there is no such alert. A second acknowledgement keeps the first.</summary>
    public ValueTask<Alert?> AcknowledgeAsync(
        string id, string by, string? note, DateTimeOffset at, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Locked(() =>
        {
            using SqliteCommand update = SqliteFile.Prepare(
                connection,
                "UPDATE alert SET acknowledged_at = $a, acknowledged_by = $b, note = $n WHERE id = $i AND acknowledged_at IS NULL",
                "$a", "$b", "$n", "$i");
            SqliteFile.Bind(update, 0, at.ToString("O"));
            SqliteFile.Bind(update, 1, by);
            SqliteFile.Bind(update, 2, note);
            SqliteFile.Bind(update, 3, id);
            update.ExecuteNonQuery();
            using SqliteCommand select = SqliteFile.Prepare(connection, $"{Columns}WHERE id = $i", "$i");
            SqliteFile.Bind(select, 0, id);
            using SqliteDataReader row = select.ExecuteReader();
            return row.Read() ? Read(row) : null;
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void Save(Alert alert)
    {
        // People's part lives in its own columns; the body is the engine's part only.
        Alert body = alert with { AcknowledgedAt = null, AcknowledgedBy = null, Note = null };
        using SqliteCommand insert = SqliteFile.Prepare(
            connection,
            """
            INSERT INTO alert VALUES($i, $r, $a, $b, $t, $w, $n)
            ON CONFLICT(id) DO UPDATE SET active = excluded.active, body = excluded.body WHERE active = 1
            """,
            "$i", "$r", "$a", "$b", "$t", "$w", "$n");
        SqliteFile.Bind(insert, 0, alert.Id);
        SqliteFile.Bind(insert, 1, alert.RaisedAt.ToUnixTimeMilliseconds());
        SqliteFile.Bind(insert, 2, alert.State == AlertState.Active ? 1 : 0);
        SqliteFile.Bind(insert, 3, JsonSerializer.SerializeToUtf8Bytes(body, AlertJsonContext.Default.Alert));
        SqliteFile.Bind(insert, 4, alert.AcknowledgedAt?.ToString("O"));
        SqliteFile.Bind(insert, 5, alert.AcknowledgedBy);
        SqliteFile.Bind(insert, 6, alert.Note);
        insert.ExecuteNonQuery();
    }

    private static Alert Read(SqliteDataReader row)
    {
        Alert body = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), AlertJsonContext.Default.Alert)
            ?? throw new JsonException("An alert's body is null.");
        return body with
        {
            AcknowledgedAt = row.IsDBNull(1) ? null : DateTimeOffset.Parse(row.GetString(1)),
            AcknowledgedBy = row.IsDBNull(2) ? null : row.GetString(2),
            Note = row.IsDBNull(3) ? null : row.GetString(3),
        };
    }

    private T Locked<T>(Func<T> body)
    {
        lock (gate)
        {
            try
            {
                return body();
            }
            catch (SqliteException e)
            {
                SqliteFile.RollBack(connection);
                throw SqliteFile.Translate(e, path);
            }
            catch (JsonException e)
            {
                throw new StorageException($"{Path.GetFileName(path)}: an alert is corrupt ({e.Message})", e);
            }
        }
    }
}

/// <summary>The generated reader and writer of alerts.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Alert))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
