using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Inventory.Storage;

/// <summary>Opens SQLite databases in one way, and says for each of SQLite's errors whether a retry helps.</summary>
internal static class SqliteFile
{
    /// <summary>Opens or creates a database for its one writer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="synchronous">
    /// FULL where an answer promises durability, NORMAL where the data can be had again.
    /// </param>
    /// <param name="schema">Statements that create what is missing.</param>
    public static SqliteConnection OpenWriter(string path, string synchronous, string schema)
    {
        SqliteConnection connection = Open(path);
        try
        {
            // 4,000 pages (16 MB) between checkpoints, not SQLite's 1,000: each one costs two flushes and writes
            // the same hot pages again.
            Run(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA wal_autocheckpoint=4000; "
                + "PRAGMA journal_size_limit=67108864;");
            Run(connection, schema);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Translate(e, path);
        }
    }

    /// <summary>Opens a database that a writer has opened already, for reading.</summary>
    public static SqliteConnection OpenReader(string path)
    {
        SqliteConnection connection = Open(path);
        Run(connection, "PRAGMA query_only=1;");
        return connection;
    }

    /// <summary>Runs statements without parameters.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared statement whose parameters are set by position.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in parameters)
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        return command;
    }

    /// <summary>Sets the parameter at <paramref name="index"/>; null becomes NULL.</summary>
    public static void Bind(SqliteCommand command, int index, object? value) =>
        command.Parameters[index].Value = value ?? DBNull.Value;

    /// <summary>
    /// Undoes an open transaction. SQLite has undone it by itself after some errors (full, input/output), then there
    /// is nothing to do.
    /// </summary>
    public static void RollBack(SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Run(connection, "ROLLBACK");
    }

    /// <summary>SQLite's error in the words of this floor.</summary>
    public static StorageException Translate(SqliteException e, string path)
    {
        (string what, bool isTransient) = e.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => ("the disk is full", true),
            raw.SQLITE_IOERR => ("the disk cannot be read or written", true),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("the database is locked by another process", true),
            raw.SQLITE_NOMEM => ("memory ran out", true),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => ("the database cannot be written to", false),
            raw.SQLITE_CANTOPEN => ("the database cannot be opened", false),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => ("the database is corrupt", false),
            _ => ("the database refused a statement", false),
        };
        return new StorageException($"{Path.GetFileName(path)}: {what} ({e.Message})", isTransient, e);
    }

    private static SqliteConnection Open(string path)
    {
        // Without the pool a closed connection lets go of its file at once.
        // The driver itself asks a locked database again for this long, its default being 30 s.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Translate(e, path);
        }
    }
}
