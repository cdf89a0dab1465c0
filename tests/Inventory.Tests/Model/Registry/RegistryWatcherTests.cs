using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Model.Registry;

public sealed class RegistryWatcherTests : IDisposable
{
    private readonly RegistryFolderFixture _folder = new();
    private readonly List<StockRegistry> _changed = [];
    private readonly List<IReadOnlyList<RegistryError>> _failed = [];
    private readonly RegistryWatcher _watcher;
    private readonly StockRegistry _first;

    public RegistryWatcherTests()
    {
        _first = _folder.Good();
        _watcher = new RegistryWatcher(_folder.Path, _first, _changed.Add, _failed.Add);
        Poll(3);
    }

    [Fact]
    public void Unchanged_files_change_nothing()
    {
        Poll(5);
        Assert.Same(_first, _watcher.Current);
        Assert.Empty(_changed);
        Assert.Empty(_failed);
    }

    [Fact]
    public void A_change_is_taken_when_two_looks_in_a_row_see_the_same()
    {
        _folder.Replace("locations.csv", "札幌店", "札幌南店");
        Assert.False(_watcher.Poll());
        Assert.True(_watcher.Poll());
        Assert.Equal("札幌南店", _watcher.Current.Locations["9520000000011"].NameJa);
        Assert.Same(_watcher.Current, Assert.Single(_changed));
        Poll(3);
        Assert.Single(_changed);
    }

    [Fact]
    public void A_folder_that_is_still_being_written_is_left_alone()
    {
        for (int i = 0; i < 5; i++)
        {
            _folder.Replace("locations.csv", "札幌", "札幌南");
            Assert.False(_watcher.Poll());
        }

        Assert.Same(_first, _watcher.Current);
        Assert.True(_watcher.Poll());
    }

    [Fact]
    public void A_bad_folder_is_reported_once_and_the_old_registry_stays()
    {
        _folder.Replace("locations.csv", "retailer,01", "retailer,48");
        Poll(5);
        Assert.Same(_first, _watcher.Current);
        Assert.Empty(_changed);
        Assert.Equal("locations.csv", Assert.Single(Assert.Single(_failed)).File);
        Assert.Equal(2, Assert.Single(_watcher.Errors).Line);
        _folder.Replace("locations.csv", "retailer,48", "retailer,47");
        Poll(2);
        Assert.Equal(47, _watcher.Current.Locations["9520000000011"].Prefecture);
        Assert.Empty(_watcher.Errors);
    }

    [Fact]
    public void New_and_deleted_feeds_are_seen()
    {
        _folder.Write("feeds/second.json", RegistryFolderFixture.Feed.Replace("\"demo\"", "\"second\"", StringComparison.Ordinal));
        Poll(2);
        Assert.Equal(2, _watcher.Current.Feeds.Count);
        File.Delete(Path.Combine(_folder.Path, "feeds", "second.json"));
        Poll(2);
        Assert.Single(_watcher.Current.Feeds);
    }

    [Fact]
    public void A_file_touched_without_a_change_is_no_change()
    {
        _folder.Write("registry.json", File.ReadAllText(Path.Combine(_folder.Path, "registry.json")));
        Poll(3);
        Assert.Empty(_changed);
        Assert.Same(_first, _watcher.Current);
    }

    [Fact]
    public void A_deleted_folder_keeps_the_last_good_registry()
    {
        File.Delete(Path.Combine(_folder.Path, "categories.json"));
        Poll(3);
        Assert.Same(_first, _watcher.Current);
        Assert.Single(_failed);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _folder.Dispose();
    }

    private void Poll(int times)
    {
        for (int i = 0; i < times; i++)
            _watcher.Poll();
    }
}
