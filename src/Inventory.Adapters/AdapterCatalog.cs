using System.Diagnostics.CodeAnalysis;
using Inventory.Adapters.Delimited;
using Inventory.Adapters.Json;
using Inventory.Adapters.Spreadsheets;
using Inventory.Model.Registry;

namespace Inventory.Adapters;

/// <summary>The adapters by the format a feed profile names. A new format is one class and one line here.</summary>
public static class AdapterCatalog
{
    /// <summary>All adapters.</summary>
    public static IReadOnlyList<IStockAdapter> All { get; } =
    [
        new DelimitedAdapter(),
        new CanonicalJsonAdapter(),
        new SpreadsheetAdapter(),
    ];

    /// <summary>Finds the adapter of a format; false when there is none.</summary>
    public static bool TryFind(string format, [NotNullWhen(true)] out IStockAdapter? adapter)
    {
        adapter = All.FirstOrDefault(x => x.Format == format);
        return adapter is not null;
    }

    /// <summary>Finds the adapter of a profile, which may have variants in other formats.</summary>
    public static bool TryFind(FeedProfile profile, [NotNullWhen(true)] out IStockAdapter? adapter)
    {
        if (!TryFind(profile.Format, out adapter))
            return false;
        if (profile.Variants.Count > 0)
            adapter = new VariantAdapter(adapter);
        return true;
    }
}
