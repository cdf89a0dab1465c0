using Inventory.Model.History;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.History;

/// <summary>The tables of the embedded history: one per resolution, and one of what was shown.</summary>
internal static class SqliteHistorySchema
{
    /// <summary>What is created when missing.</summary>
    public static string Create { get; } = $"""
        CREATE TABLE IF NOT EXISTS category(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS point({Columns(string.Empty)}) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS shown(
            id INTEGER PRIMARY KEY, audience INTEGER NOT NULL, time INTEGER NOT NULL, previous INTEGER NOT NULL,
            sequence INTEGER NOT NULL, next_offset INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(audience, time));
        CREATE INDEX IF NOT EXISTS shown_key ON shown(audience, time) WHERE previous = 0;
        """;

    private static string Coarser { get; } = $"""
        CREATE TABLE minute({Columns("at INTEGER NOT NULL, ")}) WITHOUT ROWID;
        CREATE TABLE hour({Columns("at INTEGER NOT NULL, ")}) WITHOUT ROWID;
        """;

    /// <summary>The table of a resolution.</summary>
    public static string Table(HistoryResolution resolution) => resolution switch
    {
        HistoryResolution.TenSeconds => "point",
        HistoryResolution.Minute => "minute",
        _ => "hour",
    };

    /// <summary>
    /// Adds the coarser tables to a database of before, filled from its points, in one transaction: a crash leaves all
    /// or nothing of it.
    /// </summary>
    public static void AddCoarser(SqliteConnection writer)
    {
        using SqliteCommand find = SqliteFile.Prepare(
            writer, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('minute', 'hour')");
        if ((long)find.ExecuteScalar()! > 0)
            return;
        SqliteFile.Run(writer, "BEGIN IMMEDIATE");
        SqliteFile.Run(writer, Coarser);
        foreach (HistoryResolution resolution in HistoryWidths.All.Skip(1))
        {
            long width = resolution.WidthMs();
            // SQLite takes the bare columns from the row that holds max(time): a documented promise of its GROUP BY.
            SqliteFile.Run(writer, $"""
                INSERT INTO {Table(resolution)}
                SELECT category, prefecture, tier, time / {width} * {width}, quantity, stale, expected, reporting,
                    stocked, out, outflow, max(time)
                FROM point GROUP BY category, prefecture, tier, time / {width}
                """);
        }

        SqliteFile.Run(writer, "COMMIT");
    }

    private static string Columns(string more) =>
        "category INTEGER NOT NULL, prefecture INTEGER NOT NULL, tier INTEGER NOT NULL, time INTEGER NOT NULL, "
        + "quantity INTEGER NOT NULL, stale INTEGER NOT NULL, expected INTEGER NOT NULL, reporting INTEGER NOT NULL, "
        + $"stocked INTEGER NOT NULL, out INTEGER NOT NULL, outflow REAL, {more}PRIMARY KEY(category, prefecture, tier, time)";
}
