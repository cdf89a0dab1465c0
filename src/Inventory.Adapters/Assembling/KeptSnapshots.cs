using System.Collections;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>The snapshots of one delivery, each made when it is asked for: a file with a line for each of a nation's
/// places is as many snapshots, and all of them at once would be many times the file.</summary>
internal sealed class KeptSnapshots(FeedProfile profile, LineStore store) : IReadOnlyList<StockSnapshot>
{
    private readonly List<LocationGroup> _groups = [];
    private readonly PagedList<ContentHash> _ids = new();

    /// <summary>The run they belong to; null when they belong to none.</summary>
    public string? Run { get; init; }

    /// <summary>True when none of them is more than a part of what its place holds.</summary>
    public bool ArePartial { get; init; }

    public int Count => _groups.Count;

    /// <summary>All their lines.</summary>
    public long LineCount { get; private set; }

    /// <summary>The newest as-of of all.</summary>
    public DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MinValue;

    public StockSnapshot this[int index]
    {
        get
        {
            LocationGroup group = _groups[index];
            return new StockSnapshot
            {
                SnapshotId = RunIdentity.Id('f', _ids[index]),
                Sender = profile.Participant,
                Location = group.Location,
                Feed = profile.Id,
                Run = Run,
                AsOf = group.AsOf,
                AsOfSource = group.AsOfSource,
                Scope = ArePartial || group.HasRefused || group.HasLost ? SnapshotScope.Partial : SnapshotScope.Full,
                Lines = new KeptLines(store, group),
            };
        }
    }

    /// <summary>Adds the snapshot of a group whose lines are valid.</summary>
    public void Add(LocationGroup group, ContentHash id)
    {
        _groups.Add(group);
        _ids.Add(id);
        LineCount += group.Count;
        AsOf = group.AsOf > AsOf ? group.AsOf : AsOf;
    }

    public IEnumerator<StockSnapshot> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
