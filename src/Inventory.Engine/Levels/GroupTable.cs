using Inventory.Model.Identifiers;

namespace Inventory.Engine.Levels;

/// <summary>
/// The live sums of one partition, dense by group. A group is (category x 48 + prefecture) x 3 + tier; figures by
/// status stand at group x 4 + status. Partitions are merged by plain addition.
/// </summary>
internal sealed class GroupTable
{
    /// <summary>Tiers of the chain.</summary>
    public const int TierCount = 3;

    /// <summary>Statuses of goods.</summary>
    public const int StatusCount = 4;

    /// <summary>Groups per category.</summary>
    public const int GroupsPerCategory = Prefecture.Count * TierCount;

    /// <summary>A table for so many categories.</summary>
    public GroupTable(int categories)
    {
        GroupCount = categories * GroupsPerCategory;
        Figures = new GroupFigures[GroupCount * StatusCount];
        Expected = new int[GroupCount];
        Reporting = new int[GroupCount];
    }

    /// <summary>Groups.</summary>
    public int GroupCount { get; }

    /// <summary>By group x 4 + status.</summary>
    public GroupFigures[] Figures { get; }

    /// <summary>
    /// By group: locations that are expected only because they report, beside those the registry expects.
    /// </summary>
    public int[] Expected { get; }

    /// <summary>By group: expected locations that are fresh.</summary>
    public int[] Reporting { get; }

    /// <summary>The group of a category at a place and tier.</summary>
    public static int GroupOf(int category, int prefecture, int tier) =>
        (((category * Prefecture.Count) + prefecture) * TierCount) + tier;
}

/// <summary>The sums of one group and status.</summary>
internal struct GroupFigures
{
    /// <summary>Carried known quantities.</summary>
    public Int128 Quantity;

    /// <summary>The part at stale locations.</summary>
    public Int128 Stale;

    /// <summary>The part that counts for days of supply.</summary>
    public Int128 Sellable;

    /// <summary>Carried cells whose quantity is known: without one there is no figure.</summary>
    public int Known;

    /// <summary>Locations where something is there.</summary>
    public int Stocked;

    /// <summary>Locations that report it and hold none.</summary>
    public int Out;

    /// <summary>Adds the sums of another group or partition.</summary>
    public void Add(in GroupFigures other)
    {
        Quantity += other.Quantity;
        Stale += other.Stale;
        Sellable += other.Sellable;
        Known += other.Known;
        Stocked += other.Stocked;
        Out += other.Out;
    }
}
