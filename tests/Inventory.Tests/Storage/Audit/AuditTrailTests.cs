using Inventory.Storage;
using Inventory.Storage.Audit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Inventory.Tests.Storage.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(9));

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_chain_goes_on_after_opening_and_holds()
    {
        await Record(0, 5);
        await Record(5, 5);
        await using AuditTrail trail = Open();
        AuditVerdict verdict = trail.Verify();
        Assert.Equal((10L, null), (verdict.Count, verdict.FirstWrong));
        Assert.Equal(0, trail.DroppedCount);
    }

    [Theory]
    [InlineData("UPDATE audit SET who = 'nobody' WHERE seq = 4", 4)]
    [InlineData("UPDATE audit SET who = who || action, action = '' WHERE seq = 4", 4)]
    [InlineData("UPDATE audit SET at = at + 1 WHERE seq = 4", 4)]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", 4)]
    [InlineData("DELETE FROM audit WHERE seq = 4", 4)]
    [InlineData("DELETE FROM audit WHERE seq = 1", 1)]
    [InlineData("DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4", 4)]
    [InlineData("INSERT INTO audit SELECT 11, at, who, action, target, hash FROM audit WHERE seq = 10", 11)]
    public async Task A_change_is_found_where_it_was_made(string change, int wrong)
    {
        await Record(0, 10);
        Tamper(change);
        await using AuditTrail trail = Open();
        Assert.Equal(wrong, trail.Verify().FirstWrong);
    }

    [Fact]
    public async Task An_end_cut_off_shows_in_the_last_hash()
    {
        await Record(0, 10);
        string before = await LastHash();
        Tamper("DELETE FROM audit WHERE seq = 10");
        Assert.NotEqual(before, await LastHash());
    }

    [Fact]
    public async Task A_full_queue_drops_and_the_next_entry_names_how_many()
    {
        await using (var trail = new AuditTrail(folder["audit.db"], queueMax: 3))
        {
            trail.WithWriterHeld(() =>
            {
                // The writer may hold one group in its hands; more than that and the queue cannot be taken.
                for (int i = 0; i < 20_000; i++)
                    trail.Record(Start, "ministry", "levels", "all");
            });
            Assert.True(trail.DroppedCount > 0);
        }

        await Record(0, 1);
        string named = Query("SELECT group_concat(target) FROM audit WHERE action = 'dropped'");
        Assert.Contains("entries", named, StringComparison.Ordinal);
        await using AuditTrail again = Open();
        Assert.Null(again.Verify().FirstWrong);
    }

    private AuditTrail Open() => new(folder["audit.db"], AuditTrail.QueueMax);

    private async Task<string> LastHash()
    {
        await using AuditTrail trail = Open();
        return trail.Verify().LastHash;
    }

    private async Task Record(int from, int count)
    {
        await using AuditTrail trail = Open();
        for (int i = from; i < from + count; i++)
            trail.Record(Start.AddSeconds(i), "ministry", "levels", $"category {i}");
    }

    private void Tamper(string sql)
    {
        using SqliteConnection connection = SqliteFile.OpenWriter(folder["audit.db"], "FULL", string.Empty);
        SqliteFile.Run(connection, sql);
    }

    private string Query(string sql)
    {
        using SqliteConnection connection = SqliteFile.OpenReader(folder["audit.db"]);
        using SqliteCommand command = SqliteFile.Prepare(connection, sql);
        return command.ExecuteScalar() as string ?? string.Empty;
    }
}
