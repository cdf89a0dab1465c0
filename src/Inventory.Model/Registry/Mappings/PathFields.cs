namespace Inventory.Model.Registry;

/// <summary>The fields that a record of a tree can have.</summary>
public static class PathFields
{
    /// <summary>All of them. <c>item</c> may hold a GTIN, <c>gtin</c> promises one, <c>ownItem</c> is a number of the
    /// source's own that is never taken for one.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "gtin", "item", "ownItem", "location", "localLocation", "locationName", "unit", "status", "saleState", "lot",
        "expiry", "owner", "asOf",
    ];

    /// <summary>The number of a field in <see cref="All"/>; -1 when there is none.</summary>
    public static int IndexOf(string field)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (All[i] == field)
                return i;
        }

        return -1;
    }
}
