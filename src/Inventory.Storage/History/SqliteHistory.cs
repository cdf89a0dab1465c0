using Inventory.Model.History;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.History;

/// <summary>
/// The history in a database of its own. Durability is that of a side exit: after a power cut the newest points may
/// be missing (never half written), and their writer has an offset to resume from. Writing and reading have a
/// connection each.
/// </summary>
internal sealed class SqliteHistory : IHistory
{
    /// <summary>Points in one answer: a chart of 11 days on the 10 s grid, more than any screen has pixels.</summary>
    public const int AnswerMax = 100_000;

    /// <summary>The history's grid.</summary>
    public const long GridMs = 10_000;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS category(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS point(
            category INTEGER NOT NULL, prefecture INTEGER NOT NULL, tier INTEGER NOT NULL, time INTEGER NOT NULL,
            quantity INTEGER NOT NULL, stale INTEGER NOT NULL, expected INTEGER NOT NULL, reporting INTEGER NOT NULL,
            stocked INTEGER NOT NULL, out INTEGER NOT NULL, outflow REAL,
            PRIMARY KEY(category, prefecture, tier, time)) WITHOUT ROWID;
        """;

    // SQLite takes the bare columns from the row that holds max(time): a documented promise of its GROUP BY.
    private const string Question = """
        SELECT max(p.time), c.name, p.prefecture, p.tier,
            p.quantity, p.stale, p.expected, p.reporting, p.stocked, p.out, p.outflow
        FROM category c JOIN point p ON p.category = c.id
        WHERE ($c IS NULL OR c.name = $c) AND ($p IS NULL OR p.prefecture = $p) AND ($t IS NULL OR p.tier = $t)
            AND p.time >= $from AND p.time < $to
        GROUP BY c.name, p.prefecture, p.tier, p.time / $step
        ORDER BY c.name, p.prefecture, p.tier, 1
        LIMIT $max
        """;

    private readonly string path;
    private readonly Lock writeGate = new();
    private readonly Lock readGate = new();
    private readonly SqliteConnection writer;
    private readonly SqliteConnection reader;
    private readonly Dictionary<string, long> categories = [];

    private SqliteHistory(string path)
    {
        this.path = path;
        writer = SqliteFile.OpenWriter(path, "NORMAL", Schema);
        reader = SqliteFile.OpenReader(path);
    }

    /// <summary>Opens the history, creating what is missing.</summary>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static SqliteHistory Open(string path) => new(path);

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (HistoryPoint point in points)
            ArgumentOutOfRangeException.ThrowIfNegative(point.TimeMs);
        lock (writeGate)
        {
            InTransaction(() => Insert(points));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HistoryPoint>> QueryAsync(HistoryQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.StepMs);
        lock (readGate)
        {
            try
            {
                List<HistoryPoint> points = Select(query);
                if (points.Count > AnswerMax)
                {
                    throw new ArgumentException(
                        $"The answer holds more than {AnswerMax} points; ask for a wider step or a shorter time.", nameof(query));
                }

                return ValueTask.FromResult<IReadOnlyList<HistoryPoint>>(points);
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(long beforeMs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long removed = 0;
        lock (writeGate)
        {
            InTransaction(() =>
            {
                using SqliteCommand delete = SqliteFile.Prepare(writer, "DELETE FROM point WHERE time < $t", "$t");
                SqliteFile.Bind(delete, 0, beforeMs);
                removed = delete.ExecuteNonQuery();
            });
        }

        return ValueTask.FromResult(removed);
    }

    /// <summary>Runs a statement on the writer's connection.</summary>
    internal void Execute(string sql)
    {
        lock (writeGate)
        {
            SqliteFile.Run(writer, sql);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private void InTransaction(Action body)
    {
        try
        {
            SqliteFile.Run(writer, "BEGIN IMMEDIATE");
            body();
            SqliteFile.Run(writer, "COMMIT");
        }
        catch (SqliteException e)
        {
            SqliteFile.RollBack(writer);
            // Codes given inside the transaction are gone with it.
            categories.Clear();
            throw SqliteFile.Translate(e, path);
        }
    }

    private void Insert(IReadOnlyList<HistoryPoint> points)
    {
        using SqliteCommand insert = SqliteFile.Prepare(
            writer,
            "INSERT OR REPLACE INTO point VALUES($c, $p, $t, $at, $q, $s, $e, $r, $h, $o, $f)",
            "$c", "$p", "$t", "$at", "$q", "$s", "$e", "$r", "$h", "$o", "$f");
        foreach (HistoryPoint point in points)
        {
            SqliteFile.Bind(insert, 0, CategoryCode(point.Category));
            SqliteFile.Bind(insert, 1, point.Prefecture);
            SqliteFile.Bind(insert, 2, point.Tier);
            SqliteFile.Bind(insert, 3, point.TimeMs);
            SqliteFile.Bind(insert, 4, point.Quantity);
            SqliteFile.Bind(insert, 5, point.StaleQuantity);
            SqliteFile.Bind(insert, 6, point.Expected);
            SqliteFile.Bind(insert, 7, point.Reporting);
            SqliteFile.Bind(insert, 8, point.Stocked);
            SqliteFile.Bind(insert, 9, point.Out);
            SqliteFile.Bind(insert, 10, point.OutflowPerDay);
            insert.ExecuteNonQuery();
        }
    }

    private long CategoryCode(string name)
    {
        if (categories.TryGetValue(name, out long code))
            return code;
        using SqliteCommand insert = SqliteFile.Prepare(writer, "INSERT OR IGNORE INTO category(name) VALUES($n)", "$n");
        SqliteFile.Bind(insert, 0, name);
        insert.ExecuteNonQuery();
        using SqliteCommand find = SqliteFile.Prepare(writer, "SELECT id FROM category WHERE name = $n", "$n");
        SqliteFile.Bind(find, 0, name);
        return categories[name] = (long)find.ExecuteScalar()!;
    }

    private List<HistoryPoint> Select(HistoryQuery query)
    {
        using SqliteCommand select = SqliteFile.Prepare(reader, Question, "$c", "$p", "$t", "$from", "$to", "$step", "$max");
        SqliteFile.Bind(select, 0, query.Category);
        SqliteFile.Bind(select, 1, query.Prefecture);
        SqliteFile.Bind(select, 2, query.Tier);
        SqliteFile.Bind(select, 3, query.FromMs);
        SqliteFile.Bind(select, 4, query.ToMs);
        SqliteFile.Bind(select, 5, Math.Max(GridMs, query.StepMs));
        SqliteFile.Bind(select, 6, AnswerMax + 1);
        using SqliteDataReader row = select.ExecuteReader();
        var points = new List<HistoryPoint>();
        while (row.Read())
        {
            points.Add(new HistoryPoint(
                row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5),
                row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9),
                row.IsDBNull(10) ? null : row.GetDouble(10)));
        }

        return points;
    }
}
