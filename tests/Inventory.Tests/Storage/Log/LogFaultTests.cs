using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;
using Inventory.Storage;
using Inventory.Storage.Log;
using Microsoft.Data.Sqlite;
using Xunit;
using Xunit.Abstractions;
using static Inventory.Tests.Storage.Log.LogFixture;

namespace Inventory.Tests.Storage.Log;

/// <summary>
/// Power cuts, full disks and rotten bytes. A power cut is what stands in the files at that moment, opened elsewhere.
/// </summary>
public sealed class LogFaultTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_power_cut_is_there_after_it()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        // Checkpoints every few pages, so that cuts fall into them, too.
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { CheckpointPages = 8, RowBytesMax = 4000 });
        using var stop = new CancellationTokenSource();
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<long, string>();
        Task[] producers =
        [
            .. Enumerable.Range(0, 8).Select(p => Task.Run(() => Produce(log, p, acknowledged, stop.Token))),
        ];
        for (int cut = 0; cut < 12; cut++)
        {
            long target = log.NextOffset + random.Next(1, 200);
            await log.WaitAsync(target, CancellationToken.None);
            KeyValuePair<long, string>[] promised = acknowledged.ToArray();
            using var copy = new TestFolder();
            CopyFiles(copy);
            await using SqliteSnapshotLog recovered = Open(copy);
            List<LogRecord> all = ReadAll(recovered);
            foreach ((long offset, string id) in promised)
                Assert.StartsWith($"demo-retailer/{id}/", Text(all[(int)offset]), StringComparison.Ordinal);
            await AssertKnowsItsRecords(recovered, promised[random.Next(promised.Length)].Value);
        }

        await stop.CancelAsync();
        await Task.WhenAll(producers);
    }

    [Fact]
    public async Task A_write_ahead_log_cut_anywhere_gives_a_shorter_log_and_never_a_wrong_one()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { CheckpointPages = 0 });
        var ends = new List<long>();
        for (int i = 0; i < 40; i++)
        {
            IEnumerable<int> entries = Enumerable.Range(0, random.Next(1, 4));
            await Append(log, [.. entries.Select(k => Entry($"{i}-{k}", new string('x', random.Next(3000))))]);
            ends.Add(log.NextOffset);
        }

        List<string> full = [.. ReadAll(log).Select(Text)];
        long walBytes = new FileInfo(folder["stock.db-wal"]).Length;
        long shortest = long.MaxValue;
        for (int cut = 0; cut < 60; cut++)
        {
            long bytes = cut < 10 ? Math.Max(0, walBytes - cut) : random.NextInt64(walBytes);
            using var copy = new TestFolder();
            CopyFiles(copy);
            using (var wal = new FileStream(copy["stock.db-wal"], FileMode.Open))
                wal.SetLength(bytes);
            await using SqliteSnapshotLog recovered = Open(copy);
            List<string> found = [.. ReadAll(recovered).Select(Text)];
            Assert.Equal(full.Take(found.Count), found);
            Assert.True(found.Count == 0 || ends.Contains(found.Count), "a commit is there whole or not at all");
            shortest = Math.Min(shortest, found.Count);
            await Append(recovered, Entry("goes on"));
            Assert.Equal(found.Count + 1, recovered.NextOffset);
        }

        Assert.True(shortest < full.Count, "the cuts must have cost something");
    }

    [Fact]
    public async Task A_full_disk_is_transient_appends_nothing_and_heals()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("before"));
        await LimitPages(log, 30);
        string filler = new('x', 20_000);
        StorageException? full = null;
        long accepted = 1;
        for (int i = 0; full is null && i < 100; i++)
        {
            try
            {
                await Append(log, Entry($"{i}", filler));
                accepted++;
            }
            catch (StorageException e)
            {
                full = e;
            }
        }

        Assert.NotNull(full);
        Assert.True(full.IsTransient);
        Assert.Contains("full", full.Message, StringComparison.Ordinal);
        Assert.Equal(accepted, log.NextOffset);
        Assert.Equal(accepted, ReadAll(log).Count);
        await LimitPages(log, 1_000_000);
        // The id of the failed call is not known: the same call again is new, not a duplicate.
        Receipt healed = await Append(log, Entry($"{accepted - 1}", filler));
        Assert.Equal((1, 0), (healed.Lines.Accepted, healed.Lines.Duplicate));
        Assert.Equal(new OffsetRange(accepted, accepted), healed.Offsets);
    }

    [Fact]
    public async Task A_database_that_became_read_only_is_refused_for_good_and_keeps_its_records()
    {
        await using SqliteSnapshotLog log = Open(folder);
        await Append(log, Entry("a"));
        await log.UpdateAsync(connection => SqliteFile.Run(connection, "PRAGMA query_only=1"), CancellationToken.None);
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => Append(log, Entry("b")));
        Assert.False(e.IsTransient);
        Assert.Single(ReadAll(log));
    }

    [Fact]
    public async Task A_wrong_byte_is_found_when_the_log_is_opened_and_named()
    {
        await WriteThree();
        Corrupt("UPDATE batch SET records = CAST(substr(records, 1, 9) || x'00' || substr(records, 11) AS BLOB) WHERE base_offset = 1");
        StorageException e = Assert.Throws<StorageException>(() => Open(folder));
        Assert.False(e.IsTransient);
        Assert.Contains("offset 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("checksum", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_byte_in_an_old_row_is_found_when_it_is_read()
    {
        await WriteThree();
        Corrupt("UPDATE batch SET records = CAST(substr(records, 1, 9) || x'00' || substr(records, 11) AS BLOB) WHERE base_offset = 0");
        await using SqliteSnapshotLog log = Open(folder, new LogOptions { VerifiedRowsOnOpen = 1 });
        StorageException e = Assert.Throws<StorageException>(() => ReadAll(log));
        Assert.Contains("offset 0", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, log.Read(2, [], 10, 1000));
    }

    [Theory]
    [InlineData("UPDATE batch SET received_at = received_at + 1 WHERE base_offset = 1", "offset 1")]
    [InlineData("UPDATE batch SET records = substr(records, 1, 3) WHERE base_offset = 1", "offset 1")]
    [InlineData("UPDATE batch SET records = x'' WHERE base_offset = 2", "offset 2")]
    [InlineData("UPDATE batch SET count = 2 WHERE base_offset = 2", "offset 2")]
    [InlineData("UPDATE batch SET count = 0 WHERE base_offset = 2", "offset 2")]
    [InlineData("UPDATE batch SET base_offset = 7 WHERE base_offset = 2", "offset 7")]
    [InlineData("DELETE FROM batch WHERE base_offset = 1", "offset 1")]
    public async Task A_row_that_is_not_what_was_written_is_named(string change, string named)
    {
        await WriteThree();
        Corrupt(change);
        StorageException e = Assert.Throws<StorageException>(() => Open(folder));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_for_good()
    {
        File.WriteAllText(folder["stock.db"], new string('x', 10_000));
        StorageException e = Assert.Throws<StorageException>(() => Open(folder));
        Assert.False(e.IsTransient);
        Assert.Contains("stock.db", e.Message, StringComparison.Ordinal);
    }

    private static async Task Produce(
        SqliteSnapshotLog log,
        int producer,
        System.Collections.Concurrent.ConcurrentDictionary<long, string> acknowledged,
        CancellationToken stop)
    {
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            Receipt receipt = await Append(log, Entry($"{producer}-{i}", new string('x', (i * 37) % 900)));
            acknowledged[receipt.Offsets!.Value.First] = $"{producer}-{i}";
        }
    }

    /// <summary>
    /// The ids came back with the records: sending one again with other content is refused, not appended.
    /// </summary>
    private static async Task AssertKnowsItsRecords(SqliteSnapshotLog recovered, string id)
    {
        long next = recovered.NextOffset;
        Receipt receipt = await Append(recovered, Entry(id, "something else"));
        Assert.Equal((0, 1), (receipt.Lines.Accepted, receipt.Lines.Rejected));
        Assert.Equal(next, recovered.NextOffset);
    }

    private static Task LimitPages(SqliteSnapshotLog log, int pages) =>
        log.UpdateAsync(connection => SqliteFile.Run(connection, $"PRAGMA max_page_count={pages}"), CancellationToken.None);

    private async Task WriteThree()
    {
        await using SqliteSnapshotLog log = Open(folder);
        foreach (string id in (string[])["a", "b", "c"])
            await Append(log, Entry(id, "some content"));
    }

    private void Corrupt(string sql)
    {
        using SqliteConnection connection = SqliteFile.OpenWriter(folder["stock.db"], "FULL", string.Empty);
        SqliteFile.Run(connection, sql);
    }

    /// <summary>
    /// Copies database, then write-ahead log. An open reading keeps the latter from starting anew in between, so that
    /// the two copies are what one moment's power cut leaves: the database as far as a checkpoint got, and all frames
    /// since.
    /// </summary>
    private void CopyFiles(TestFolder copy)
    {
        using SqliteConnection reader = SqliteFile.OpenReader(folder["stock.db"]);
        SqliteFile.Run(reader, "BEGIN; SELECT count(*) FROM receipt");
        foreach (string name in (string[])["stock.db", "stock.db-wal"])
        {
            using var from = new FileStream(folder[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream to = File.Create(copy[name]);
            from.CopyTo(to);
        }

        SqliteFile.Run(reader, "ROLLBACK");
    }
}
