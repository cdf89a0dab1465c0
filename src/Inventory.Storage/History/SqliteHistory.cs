using Inventory.Model.History;
using Inventory.Model.Levels;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.History;

/// <summary>
/// The history in a database of its own. Durability is that of a side exit: after a power cut the newest points may
/// be missing (never half written), and their writer writes them again from what it kept. Writing and reading have a
/// connection each.
/// </summary>
internal sealed class SqliteHistory : IHistory
{
    private readonly string path;
    private readonly Lock writeGate = new();
    private readonly Lock readGate = new();
    private readonly SqliteConnection writer;
    private readonly SqliteConnection reader;
    private readonly Dictionary<string, long> categories = [];

    private SqliteHistory(string path)
    {
        this.path = path;
        writer = SqliteFile.OpenWriter(path, "NORMAL", SqliteHistorySchema.Create);
        try
        {
            SqliteHistorySchema.AddCoarser(writer);
        }
        catch (SqliteException e)
        {
            writer.Dispose();
            throw SqliteFile.Translate(e, path);
        }

        reader = SqliteFile.OpenReader(path);
    }

    /// <summary>Opens the history, creating what is missing.</summary>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static SqliteHistory Open(string path) => new(path);

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        HistoryGroups.DemandTimes(points);
        InTransaction(() =>
        {
            foreach (HistoryResolution resolution in HistoryWidths.All)
                Insert(points, resolution);
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HistoryPoint>> QueryAsync(HistoryQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.StepMs);
        var points = new List<HistoryPoint>();
        Reading(() =>
        {
            using SqliteCommand select = PrepareSelect(query.Resolution);
            SqliteFile.Bind(select, 3, query.FromMs);
            SqliteFile.Bind(select, 4, query.ToMs);
            SqliteFile.Bind(select, 5, Math.Max(query.Resolution.WidthMs(), query.StepMs));
            foreach ((long code, string name) in Categories(query.Category))
            {
                foreach (int prefecture in HistoryGroups.Prefectures(query))
                {
                    foreach (int tier in HistoryGroups.Tiers(query))
                        Select(select, (code, name, prefecture, tier), points);
                }
            }
        });
        return ValueTask.FromResult<IReadOnlyList<HistoryPoint>>(points);
    }

    /// <inheritdoc/>
    public ValueTask WriteShownAsync(ShownFrame frame, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        InTransaction(() =>
        {
            using SqliteCommand insert = SqliteFile.Prepare(
                writer,
                "INSERT OR REPLACE INTO shown(audience, time, previous, sequence, next_offset, body) VALUES($a, $t, $p, $s, $o, $b)",
                "$a", "$t", "$p", "$s", "$o", "$b");
            SqliteFile.Bind(insert, 0, (int)frame.Audience);
            SqliteFile.Bind(insert, 1, frame.ComputedAtMs);
            SqliteFile.Bind(insert, 2, frame.PreviousMs);
            SqliteFile.Bind(insert, 3, frame.Sequence);
            SqliteFile.Bind(insert, 4, frame.NextOffset);
            SqliteFile.Bind(insert, 5, frame.Body.ToArray());
            insert.ExecuteNonQuery();
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ShownFrame>> ReadShownAsync(
        Audience audience, long atMs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var frames = new List<ShownFrame>();
        Reading(() =>
        {
            using SqliteCommand select = SqliteFile.Prepare(
                reader,
                """
                SELECT time, previous, sequence, next_offset, body FROM shown
                WHERE audience = $a AND time <= $t AND time >=
                    (SELECT max(time) FROM shown WHERE audience = $a AND time <= $t AND previous = 0)
                ORDER BY time LIMIT $n
                """,
                "$a", "$t", "$n");
            SqliteFile.Bind(select, 0, (int)audience);
            SqliteFile.Bind(select, 1, atMs);
            SqliteFile.Bind(select, 2, ShownFrame.FramesPerKeyMax);
            using SqliteDataReader row = select.ExecuteReader();
            while (row.Read())
            {
                frames.Add(new ShownFrame(
                    audience, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
                    row.GetFieldValue<byte[]>(4)));
            }
        });
        return ValueTask.FromResult<IReadOnlyList<ShownFrame>>(frames);
    }

    /// <inheritdoc/>
    public ValueTask TrimAsync(HistoryRetention retention, long nowMs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (HistoryResolution resolution in HistoryWidths.All)
            DeletePoints(resolution, retention.KeptFromMs(resolution, nowMs));
        Delete("DELETE FROM shown WHERE time < $t", retention.ShownFromMs(nowMs));
        return ValueTask.CompletedTask;
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

    /// <summary>Group by group along the table's own order: looking for old times alone would read all of it.</summary>
    private void DeletePoints(HistoryResolution resolution, long beforeMs)
    {
        List<(long Code, string Name)> known = [];
        Reading(() => known = Categories(null));
        foreach ((long code, _) in known)
        {
            InTransaction(() =>
            {
                using SqliteCommand delete = SqliteFile.Prepare(
                    writer,
                    $"DELETE FROM {SqliteHistorySchema.Table(resolution)} "
                    + "WHERE category = $c AND prefecture = $p AND tier = $t AND time < $before",
                    "$c", "$p", "$t", "$before");
                SqliteFile.Bind(delete, 0, code);
                SqliteFile.Bind(delete, 3, beforeMs);
                foreach (int prefecture in HistoryGroups.Prefectures(default))
                {
                    foreach (int tier in HistoryGroups.Tiers(default))
                    {
                        SqliteFile.Bind(delete, 1, prefecture);
                        SqliteFile.Bind(delete, 2, tier);
                        delete.ExecuteNonQuery();
                    }
                }
            });
        }
    }

    private void Delete(string sql, long beforeMs) => InTransaction(() =>
    {
        using SqliteCommand delete = SqliteFile.Prepare(writer, sql, "$t");
        SqliteFile.Bind(delete, 0, beforeMs);
        delete.ExecuteNonQuery();
    });

    private void Reading(Action body)
    {
        lock (readGate)
        {
            try
            {
                body();
            }
            catch (SqliteException e)
            {
                throw SqliteFile.Translate(e, path);
            }
        }
    }

    private void InTransaction(Action body)
    {
        lock (writeGate)
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
    }

    private void Insert(IReadOnlyList<HistoryPoint> points, HistoryResolution resolution)
    {
        bool isGrid = resolution == HistoryResolution.TenSeconds;
        using SqliteCommand insert = SqliteFile.Prepare(
            writer,
            $"INSERT OR REPLACE INTO {SqliteHistorySchema.Table(resolution)} "
            + $"VALUES($c, $p, $t, $time, $q, $s, $e, $r, $h, $o, $f{(isGrid ? string.Empty : ", $at")})",
            "$c", "$p", "$t", "$time", "$q", "$s", "$e", "$r", "$h", "$o", "$f");
        if (!isGrid)
            insert.Parameters.Add(new SqliteParameter("$at", DBNull.Value));
        foreach ((long timeMs, HistoryPoint point) in HistoryGroups.Coarsen(points, resolution))
        {
            SqliteFile.Bind(insert, 0, CategoryCode(point.Category));
            SqliteFile.Bind(insert, 1, point.Prefecture);
            SqliteFile.Bind(insert, 2, point.Tier);
            SqliteFile.Bind(insert, 3, timeMs);
            SqliteFile.Bind(insert, 4, point.Quantity);
            SqliteFile.Bind(insert, 5, point.StaleQuantity);
            SqliteFile.Bind(insert, 6, point.Expected);
            SqliteFile.Bind(insert, 7, point.Reporting);
            SqliteFile.Bind(insert, 8, point.Stocked);
            SqliteFile.Bind(insert, 9, point.Out);
            SqliteFile.Bind(insert, 10, point.OutflowPerDay);
            if (!isGrid)
                SqliteFile.Bind(insert, 11, point.TimeMs);
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

    private List<(long Code, string Name)> Categories(string? only)
    {
        string where = only is null ? string.Empty : "WHERE name = $n";
        using SqliteCommand select = SqliteFile.Prepare(reader, $"SELECT id, name FROM category {where} ORDER BY name");
        if (only is not null)
            select.Parameters.Add(new SqliteParameter("$n", only));
        using SqliteDataReader row = select.ExecuteReader();
        var found = new List<(long Code, string Name)>();
        while (row.Read())
            found.Add((row.GetInt64(0), row.GetString(1)));
        return found;
    }

    /// <summary>One group at a time, so that each question is one walk along the table's own order.</summary>
    private SqliteCommand PrepareSelect(HistoryResolution resolution)
    {
        string at = resolution == HistoryResolution.TenSeconds ? "time" : "at";
        // SQLite takes the bare columns from the row that holds the max: a documented promise of its GROUP BY.
        return SqliteFile.Prepare(
            reader,
            $"""
            SELECT max({at}), quantity, stale, expected, reporting, stocked, out, outflow
            FROM {SqliteHistorySchema.Table(resolution)}
            WHERE category = $c AND prefecture = $p AND tier = $t AND time >= $from AND time < $to
            GROUP BY time / $step ORDER BY time / $step
            """,
            "$c", "$p", "$t", "$from", "$to", "$step");
    }

    private static void Select(
        SqliteCommand select, (long Code, string Category, int Prefecture, int Tier) group, List<HistoryPoint> into)
    {
        SqliteFile.Bind(select, 0, group.Code);
        SqliteFile.Bind(select, 1, group.Prefecture);
        SqliteFile.Bind(select, 2, group.Tier);
        using SqliteDataReader row = select.ExecuteReader();
        while (row.Read())
        {
            into.Add(new HistoryPoint(
                row.GetInt64(0), group.Category, group.Prefecture, group.Tier, row.GetInt64(1), row.GetInt64(2),
                row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6),
                row.IsDBNull(7) ? null : row.GetDouble(7)));
            HistoryGroups.DemandBounded(into.Count);
        }
    }
}
