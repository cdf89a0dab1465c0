using Inventory.Engine.Levels;

namespace Inventory.Engine.Columns;

/// <summary>One location of a partition: its cells, its sums and how fresh it is.</summary>
internal struct LocationState
{
    /// <summary>Its index in the engine's dictionary.</summary>
    public int Index;

    /// <summary>The sender of its first report, an index of the engine's text dictionary.</summary>
    public int Sender;

    /// <summary>The feed of its first report; -1 when there was none.</summary>
    public int Feed;

    /// <summary>Where its cells stand.</summary>
    public CellRange Range;

    /// <summary>Its sums, in the order of first sight; <see cref="SlotCount"/> are used.</summary>
    public Slot[] Slots;

    /// <summary>The keys of its sums once more, side by side, so that finding one reads one line of memory.</summary>
    public int[] SlotKeys;

    /// <summary>Used slots.</summary>
    public int SlotCount;

    /// <summary>What decides where it counts.</summary>
    public LocationFacts Facts;

    /// <summary>Bit set of the categories it holds cells of.</summary>
    public ulong Present;

    /// <summary>The newest as-of it stated.</summary>
    public long NewestAsOfMs;

    /// <summary>As-of of its last complete statement: unknown cells older than this are superseded.</summary>
    public long CompleteAsOfMs;

    /// <summary>True until three intervals have passed since its newest as-of.</summary>
    public bool IsFresh;

    /// <summary>True while the stale queue holds it.</summary>
    public bool IsQueued;
}
