using System.Text;
using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;
using Inventory.Storage.Log;
using Xunit;

namespace Inventory.Tests.Storage.Log;

/// <summary>Builds requests whose payload tells who sent it, and reads whole logs back.</summary>
internal static class LogFixture
{
    public static SqliteSnapshotLog Open(TestFolder folder, LogOptions? options = null, TimeProvider? time = null) =>
        SqliteSnapshotLog.Open(folder["stock.db"], time ?? new SteppedTime(), options ?? new LogOptions());

    public static LogEntry Entry(string id, string content = "", int lines = 1, string sender = "demo-retailer")
    {
        byte[] payload = Encoding.UTF8.GetBytes($"{sender}/{id}/{content}");
        // FNV-1a over what is not the id: wrap-around is what the hash is made of.
        ulong hash = 14695981039346656037;
        foreach (char c in content)
            hash = unchecked((hash ^ c) * 1099511628211);
        return new LogEntry(sender, id, hash, lines, payload);
    }

    public static AppendRequest Request(params LogEntry[] entries) => new(entries, new Receipt
    {
        Id = string.Empty,
        Feed = "demo-csv",
        Participant = "demo-retailer",
        Snapshots = entries.Count(e => e.Lines > 0),
        Lines = new ReceiptLines { Accepted = entries.Sum(e => (long)e.Lines) },
    });

    public static async Task<Receipt> Append(ISnapshotLog log, params LogEntry[] entries) =>
        await log.AppendAsync(Request(entries), CancellationToken.None);

    public static List<LogRecord> ReadAll(ISnapshotLog log, int countMax = 100, int bytesMax = 1 << 20)
    {
        var all = new List<LogRecord>();
        var part = new List<LogRecord>();
        while (log.Read(all.Count, part, countMax, bytesMax) > 0)
        {
            foreach (LogRecord record in part)
            {
                Assert.Equal(all.Count, record.Offset);
                all.Add(record);
            }

            part.Clear();
        }

        Assert.Equal(log.NextOffset, all.Count);
        return all;
    }

    public static string Text(LogRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    public static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>
    /// Holds the writer inside a commit until the returned gate is set, so that calls gather behind it.
    /// </summary>
    public static async Task<(ManualResetEventSlim Gate, Task Held)> Hold(SqliteSnapshotLog log)
    {
        var gate = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task held = log.UpdateAsync(
            _ =>
            {
                reached.SetResult();
                gate.Wait();
            },
            CancellationToken.None);
        await reached.Task;
        return (gate, held);
    }
}
