using System.Text;
using System.Text.Json;

namespace Inventory.Cli.Push;

/// <summary>A receipt noted for a file.</summary>
internal sealed record LedgerEntry(
    string Server, string Feed, string Sha256, string Name, string Receipt, long Accepted, long Rejected,
        DateTimeOffset At);

/// <summary>
/// Which files have a receipt, so that a rerun sends only the others: one JSON line per receipt, flushed before the
/// next file is sent. A line torn by a crash is passed over, for then the file is sent again and answered as a
/// duplicate.
/// </summary>
internal sealed class PushLedger
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, LedgerEntry> _entries = [];

    private PushLedger(string path) => Path = path;

    /// <summary>Where it is written.</summary>
    public string Path { get; }

    /// <summary>Opens a ledger; a missing file is an empty one.</summary>
    /// <param name="path">The file; null for the user's own.</param>
    public static PushLedger Open(string? path)
    {
        var ledger = new PushLedger(path ?? UserPath());
        if (!File.Exists(ledger.Path))
            return ledger;
        foreach (string line in File.ReadLines(ledger.Path))
        {
            if (TryRead(line) is { } entry)
                ledger._entries[KeyOf(entry.Server, entry.Feed, entry.Sha256, entry.Name)] = entry;
        }

        return ledger;
    }

    /// <summary>The receipt of a file; null when it has none.</summary>
    public LedgerEntry? Find(Uri server, string feed, PushItem item) =>
        _entries.GetValueOrDefault(KeyOf(server.AbsoluteUri, feed, item.Sha256, item.Name));

    /// <summary>Notes a receipt, durable when this returns.</summary>
    public void Add(LedgerEntry entry)
    {
        _entries[KeyOf(entry.Server, entry.Feed, entry.Sha256, entry.Name)] = entry;
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // A torn last line is closed first, or it would swallow this one.
        bool isTorn = false;
        if (file.Length > 0)
        {
            file.Position = file.Length - 1;
            isTorn = file.ReadByte() != '\n';
        }

        string line = (isTorn ? "\n" : string.Empty) + JsonSerializer.Serialize(entry, Format) + "\n";
        file.Write(Encoding.UTF8.GetBytes(line));
        file.Flush(flushToDisk: true);
    }

    private static LedgerEntry? TryRead(string line)
    {
        try
        {
            LedgerEntry? entry = JsonSerializer.Deserialize<LedgerEntry>(line, Format);
            return entry is
            {
                Server: not null, Feed: not null, Sha256: not null, Name: not null,
                Receipt: not null
            } ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string KeyOf(string server, string feed, string sha256, string name) => $"{server}\n{feed}\n{sha256}\n{name}";

    private static string UserPath()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        string folder = string.IsNullOrEmpty(state)
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify)
            : state;
        return System.IO.Path.Combine(folder, "inventory", "pushed.jsonl");
    }
}
