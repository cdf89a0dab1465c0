using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Model.Quality;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Quality;

/// <summary>Findings and the little that must be remembered of each feed to make them. Small: one row per thing that is
/// wrong, the oldest resolved ones go first when there are too many.</summary>
public sealed class FindingStore : IDisposable
{
    /// <summary>More findings than people could ever read; the oldest beyond are dropped, resolved ones
    /// first.</summary>
    public const int CountMax = 50_000;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS finding(
            id TEXT PRIMARY KEY, participant TEXT NOT NULL, feed TEXT, kind TEXT NOT NULL, state INTEGER NOT NULL,
            last_seen INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS finding_participant ON finding(participant, last_seen);
        CREATE INDEX IF NOT EXISTS finding_feed ON finding(feed) WHERE feed IS NOT NULL;
        CREATE TABLE IF NOT EXISTS feed_memory(
            feed TEXT PRIMARY KEY, content TEXT NOT NULL, since INTEGER NOT NULL, last INTEGER NOT NULL,
            count INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly SqliteConnection connection;

    internal FindingStore(string path)
    {
        this.path = path;
        connection = SqliteFile.OpenWriter(path, "NORMAL", Schema);
    }

    /// <summary>
    /// Notes what one delivery of a feed showed: each finding is new or seen again (its first time, state and
    /// confirmation stay), and those of the feed whose kind was looked for and not found are resolved.
    /// </summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public void Note(
        string feed, IReadOnlyList<Finding> found, IReadOnlyCollection<string> lookedFor, FeedMemory? memory) =>
        Locked(() => NoteAlone(feed, found, lookedFor, memory));

    /// <summary>Findings of a participant, or all when null: unresolved ones first, the newest first; at most
    /// <paramref name="countMax"/>.</summary>
    public IReadOnlyList<Finding> List(string? participant, int countMax) => Locked(() =>
    {
        using SqliteCommand select = SqliteFile.Prepare(
            connection,
            "SELECT body FROM finding WHERE $p IS NULL OR participant = $p ORDER BY state = 3, last_seen DESC, id LIMIT $n",
            "$p", "$n");
        SqliteFile.Bind(select, 0, participant);
        SqliteFile.Bind(select, 1, countMax);
        return ReadAll(select);
    });

    /// <summary>Marks new findings of a participant as told.</summary>
    public void MarkTold(IReadOnlyList<Finding> findings) => Locked(() =>
    {
        foreach (Finding finding in findings)
        {
            if (finding.State == FindingState.New)
                Save(finding with { State = FindingState.Told });
        }

        return 0;
    });

    /// <summary>Somebody says that the data is right; null when there is no such finding of this participant (null: of
    /// anybody).</summary>
    public Finding? Confirm(string id, string? participant, string by) => Locked(() =>
    {
        Finding? finding = Find(id);
        if (finding is null || (participant is not null && finding.Participant != participant))
            return null;
        Finding confirmed = finding with { State = FindingState.Confirmed, ConfirmedBy = finding.ConfirmedBy ?? by };
        Save(confirmed);
        return confirmed;
    });

    /// <summary>What is remembered of a feed; null when nothing is.</summary>
    public FeedMemory? Recall(string feed) => Locked(() =>
    {
        using SqliteCommand select = SqliteFile.Prepare(
            connection, "SELECT content, since, last, count FROM feed_memory WHERE feed = $f", "$f");
        SqliteFile.Bind(select, 0, feed);
        using SqliteDataReader row = select.ExecuteReader();
        return row.Read()
            ? new FeedMemory(feed, row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), row.GetInt32(3))
            : null;
    });

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    /// <summary>What is confirmed stays so while it looks the same; what was resolved begins anew.</summary>
    private static Finding SeenAgain(Finding before, Finding now) => now with
    {
        FirstSeen = before.State == FindingState.Resolved ? now.FirstSeen : before.FirstSeen,
        State = before.State == FindingState.Resolved ? FindingState.New : before.State,
        ConfirmedBy = before.State == FindingState.Resolved ? null : before.ConfirmedBy,
    };

    private int NoteAlone(
        string feed, IReadOnlyList<Finding> found, IReadOnlyCollection<string> lookedFor, FeedMemory? memory)
    {
        SqliteFile.Run(connection, "BEGIN IMMEDIATE");
        var ids = found.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        foreach (Finding finding in found)
            Save(Find(finding.Id) is { } before ? SeenAgain(before, finding) : finding);
        foreach (Finding open in OfFeed(feed))
        {
            if (open.State != FindingState.Resolved && !ids.Contains(open.Id) && lookedFor.Contains(open.Kind))
                Save(open with { State = FindingState.Resolved });
        }

        if (memory is not null)
            Save(memory);
        Prune();
        SqliteFile.Run(connection, "COMMIT");
        return 0;
    }

    private Finding? Find(string id)
    {
        using SqliteCommand select = SqliteFile.Prepare(connection, "SELECT body FROM finding WHERE id = $i", "$i");
        SqliteFile.Bind(select, 0, id);
        return ReadAll(select).FirstOrDefault();
    }

    private List<Finding> OfFeed(string feed)
    {
        using SqliteCommand select = SqliteFile.Prepare(connection, "SELECT body FROM finding WHERE feed = $f", "$f");
        SqliteFile.Bind(select, 0, feed);
        return ReadAll(select);
    }

    private static List<Finding> ReadAll(SqliteCommand select)
    {
        using SqliteDataReader row = select.ExecuteReader();
        var findings = new List<Finding>();
        while (row.Read())
        {
            findings.Add(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), FindingJsonContext.Default.Finding)
                ?? throw new JsonException("A finding's body is null."));
        }

        return findings;
    }

    private void Save(Finding finding)
    {
        using SqliteCommand insert = SqliteFile.Prepare(
            connection, "INSERT OR REPLACE INTO finding VALUES($i, $p, $f, $k, $s, $l, $b)",
            "$i", "$p", "$f", "$k", "$s", "$l", "$b");
        SqliteFile.Bind(insert, 0, finding.Id);
        SqliteFile.Bind(insert, 1, finding.Participant);
        SqliteFile.Bind(insert, 2, finding.Feed);
        SqliteFile.Bind(insert, 3, finding.Kind);
        SqliteFile.Bind(insert, 4, (int)finding.State);
        SqliteFile.Bind(insert, 5, finding.LastSeen.ToUnixTimeMilliseconds());
        SqliteFile.Bind(insert, 6, JsonSerializer.SerializeToUtf8Bytes(finding, FindingJsonContext.Default.Finding));
        insert.ExecuteNonQuery();
    }

    private void Save(FeedMemory memory)
    {
        using SqliteCommand insert = SqliteFile.Prepare(
            connection, "INSERT OR REPLACE INTO feed_memory VALUES($f, $c, $s, $l, $n)", "$f", "$c", "$s", "$l", "$n");
        SqliteFile.Bind(insert, 0, memory.Feed);
        SqliteFile.Bind(insert, 1, memory.Content);
        SqliteFile.Bind(insert, 2, memory.Since.ToUnixTimeMilliseconds());
        SqliteFile.Bind(insert, 3, memory.Last.ToUnixTimeMilliseconds());
        SqliteFile.Bind(insert, 4, memory.Count);
        insert.ExecuteNonQuery();
    }

    private void Prune()
    {
        using SqliteCommand delete = SqliteFile.Prepare(
            connection,
            """
            DELETE FROM finding WHERE id IN (SELECT id FROM finding ORDER BY state = 3 DESC, last_seen
            LIMIT max(0, (SELECT count(*) FROM finding) - $n))
            """,
            "$n");
        SqliteFile.Bind(delete, 0, CountMax);
        delete.ExecuteNonQuery();
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
                SqliteFile.RollBack(connection);
                throw new StorageException($"{Path.GetFileName(path)}: a finding is corrupt ({e.Message})", e);
            }
        }
    }
}

/// <summary>The generated reader and writer of findings.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJsonContext : JsonSerializerContext;
