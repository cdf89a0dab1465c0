using Inventory.Model.Quality;
using Inventory.Storage.Quality;
using Xunit;

namespace Inventory.Tests.Storage.Quality;

public sealed class FindingStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(9));

    private readonly TestFolder _folder = new();
    private FindingStore _store;

    public FindingStoreTests() => _store = Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private FindingStore Open() => new(_folder["quality.db"]);

    private static Finding Found(string id, string kind, DateTimeOffset at, string participant = "shop-a") => new()
    {
        Id = id, Kind = kind, Participant = participant, Feed = participant + "-csv", FirstSeen = at, LastSeen = at,
        Evidence = [new("factor", "30")],
    };

    [Fact]
    public void What_is_found_again_keeps_its_first_time_and_what_people_said()
    {
        _store.Note("shop-a-csv", [Found("1", "jump", Noon)], ["jump"], null);
        _store.Confirm("1", "shop-a", "shop-a");
        _store.Note("shop-a-csv", [Found("1", "jump", Noon.AddHours(1))], ["jump"], null);
        Finding finding = Assert.Single(_store.List("shop-a", 10));
        Assert.Equal((Noon, Noon.AddHours(1), FindingState.Confirmed), (finding.FirstSeen, finding.LastSeen, finding.State));
        Assert.Equal("30", finding.Evidence.Single().Value);
    }

    [Fact]
    public void What_a_later_delivery_does_not_show_is_resolved_and_begins_anew_when_it_comes_back()
    {
        _store.Note("shop-a-csv", [Found("1", "jump", Noon), Found("2", "wrongFile", Noon)], ["jump"], null);
        _store.Note("shop-a-csv", [], ["jump"], null);
        Assert.Equal([("2", FindingState.New), ("1", FindingState.Resolved)],
            _store.List("shop-a", 10).Select(x => (x.Id, x.State)));
        _store.Note("shop-a-csv", [Found("1", "jump", Noon.AddDays(1))], ["jump"], null);
        Finding again = _store.List("shop-a", 10).Single(x => x.Id == "1");
        Assert.Equal((Noon.AddDays(1), FindingState.New), (again.FirstSeen, again.State));
    }

    [Fact]
    public void Another_participant_neither_sees_nor_confirms_it()
    {
        _store.Note("shop-a-csv", [Found("1", "jump", Noon)], ["jump"], null);
        Assert.Empty(_store.List("shop-b", 10));
        Assert.Null(_store.Confirm("1", "shop-b", "shop-b"));
        Assert.NotNull(_store.Confirm("1", null, "ministry"));
        Assert.Equal("ministry", _store.List(null, 10).Single().ConfirmedBy);
    }

    [Fact]
    public void It_is_all_there_after_a_restart()
    {
        var memory = new FeedMemory("shop-a-csv", "abc", Noon, Noon.AddHours(3), 2);
        _store.Note("shop-a-csv", [Found("1", "jump", Noon)], ["jump"], memory);
        _store.MarkTold(_store.List("shop-a", 10));
        _store.Dispose();
        _store = Open();
        Assert.Equal(FindingState.Told, _store.List("shop-a", 10).Single().State);
        Assert.Equal(memory with { Since = memory.Since.ToUniversalTime(), Last = memory.Last.ToUniversalTime() },
            _store.Recall("shop-a-csv"));
    }
}
