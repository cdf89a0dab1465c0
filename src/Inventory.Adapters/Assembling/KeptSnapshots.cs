using System.Collections;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>The snapshots of one delivery, each made when it is asked for: a file with a line for each of a nation's
/// places is as many snapshots, and all of them at once would be many times the file.</summary>
/// <param name="profile">The feed's profile.</param>
/// <param name="store">Their lines.</param>
/// <param name="groups">Their locations; those that are kept are moved to its front.</param>
/// <param name="ids">Their ids, parallel to the locations.</param>
internal sealed class KeptSnapshots(
    FeedProfile profile, LineStore store, List<LocationGroup> groups, PagedList<ContentHash> ids)
    : IReadOnlyList<StockSnapshot>
{
    /// <summary>The run they belong to; null when they belong to none.</summary>
    public string? Run { get; init; }

    /// <summary>True when none of them is more than a part of what its place holds.</summary>
    public bool ArePartial { get; init; }

    public int Count { get; private set; }

    /// <summary>All their lines.</summary>
    public long LineCount { get; private set; }

    /// <summary>The newest as-of of all.</summary>
    public DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MinValue;

    public StockSnapshot this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            LocationGroup group = groups[index];
            return new StockSnapshot
            {
                SnapshotId = RunIdentity.Id('f', ids[index]),
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

    /// <summary>Keeps the snapshot of a location whose lines are valid; asked for in order.</summary>
    public void Keep(int index, ContentHash id)
    {
        LocationGroup group = groups[index];
        groups[Count] = group;
        ids[Count++] = id;
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
