using Inventory.Model.History;
using Inventory.Storage;
using Inventory.Tests.Storage.Log;
using Xunit;

namespace Inventory.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_written_is_there_when_the_folder_is_opened_again()
    {
        await using (SqliteStore store = SqliteStore.Open(folder["data"], new SteppedTime()))
        {
            await LogFixture.Append(store.Log, LogFixture.Entry("a"));
            await store.History.WriteAsync([new HistoryPoint(0, "rice", 1, 1, 1, 0, 1, 1, 1, 0, null)], CancellationToken.None);
            store.Checkpoints.Save(1, stream => stream.WriteByte(7));
            store.Audit.Record(DateTimeOffset.UnixEpoch, "ministry", "levels", "all");
        }

        await using SqliteStore again = SqliteStore.Open(folder["data"], new SteppedTime());
        Assert.Equal(1, again.Log.NextOffset);
        var all = new HistoryQuery(null, null, null, 0, 1, 10_000);
        Assert.Single(await again.History.QueryAsync(all, CancellationToken.None));
        Assert.True(again.Checkpoints.TryLoad(stream => Assert.Equal(7, stream.ReadByte()), out _));
        Assert.Equal(1, again.Audit.Verify().Count);
        Assert.Empty(await again.Alerts.ListAsync(false, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_in_plain_words_and_free_again_afterwards()
    {
        await using (SqliteStore.Open(folder["data"], new SteppedTime()))
        {
            StorageException e = Assert.Throws<StorageException>(() => SqliteStore.Open(folder["data"], new SteppedTime()));
            Assert.Contains("in use by another process", e.Message, StringComparison.Ordinal);
        }

        await using SqliteStore again = SqliteStore.Open(folder["data"], new SteppedTime());
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_folder()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using SqliteStore store = SqliteStore.Open(folder["data"], new SteppedTime());
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, File.GetUnixFileMode(folder["data"]));
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(folder["data"], "checkpoints")));
    }

    [Fact]
    public async Task A_corrupt_log_is_refused_and_the_folder_let_go()
    {
        Directory.CreateDirectory(folder["data"]);
        string log = Path.Combine(folder["data"], "stock.db");
        File.WriteAllText(log, new string('x', 10_000));
        StorageException e = Assert.Throws<StorageException>(() => SqliteStore.Open(folder["data"], new SteppedTime()));
        Assert.False(e.IsTransient);
        File.Delete(log);
        await using SqliteStore again = SqliteStore.Open(folder["data"], new SteppedTime());
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused()
    {
        File.WriteAllText(folder["data"], "not a folder");
        Assert.Throws<StorageException>(() => SqliteStore.Open(folder["data"], new SteppedTime()));
    }
}
