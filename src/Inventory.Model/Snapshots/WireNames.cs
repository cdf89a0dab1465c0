using System.Runtime.CompilerServices;
using System.Text;

namespace Inventory.Model.Snapshots;

/// <summary>The texts of the closed code lists on the wire, by enum value. They are only added to, never
/// renamed.</summary>
public static class WireNames
{
    private static readonly string[] Statuses = ["onHand", "allocated", "inTransit", "onHold"];
    private static readonly string[] SaleStates = ["unknown", "selling", "ticketed", "paused", "notCarried", "closed"];
    private static readonly string[] Scopes = ["full", "partial"];
    private static readonly string[] AsOfSources = ["line", "location", "header", "fileName", "received"];
    private static readonly string[] Tiers = ["manufacturer", "wholesaler", "retailer"];

    /// <summary>The wire text of a status.</summary>
    public static string Of(StockStatus status) => Statuses[(int)status];

    /// <summary>The wire text of a sale state.</summary>
    public static string Of(SaleState state) => SaleStates[(int)state];

    /// <summary>The wire text of a scope.</summary>
    public static string Of(SnapshotScope scope) => Scopes[(int)scope];

    /// <summary>The wire text of an as-of source.</summary>
    public static string Of(AsOfSource source) => AsOfSources[(int)source];

    /// <summary>The wire text of a tier.</summary>
    public static string Of(Tier tier) => Tiers[(int)tier];

    /// <summary>Reads a status.</summary>
    public static bool TryParse(string? text, out StockStatus value) =>
        TryIndex(Statuses, text, out int i) & Set(i, out value);

    /// <summary>Reads a sale state.</summary>
    public static bool TryParse(string? text, out SaleState value) =>
        TryIndex(SaleStates, text, out int i) & Set(i, out value);

    /// <summary>Reads a status from its bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out StockStatus value) =>
        TryIndex(Statuses, utf8, out int i) & Set(i, out value);

    /// <summary>Reads a sale state from its bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out SaleState value) =>
        TryIndex(SaleStates, utf8, out int i) & Set(i, out value);

    /// <summary>Reads an as-of source from its bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out AsOfSource value) =>
        TryIndex(AsOfSources, utf8, out int i) & Set(i, out value);

    /// <summary>Reads a scope.</summary>
    public static bool TryParse(string? text, out SnapshotScope value) =>
        TryIndex(Scopes, text, out int i) & Set(i, out value);

    /// <summary>Reads an as-of source.</summary>
    public static bool TryParse(string? text, out AsOfSource value) =>
        TryIndex(AsOfSources, text, out int i) & Set(i, out value);

    /// <summary>Reads a tier.</summary>
    public static bool TryParse(string? text, out Tier value) => TryIndex(Tiers, text, out int i) & Set(i, out value);

    private static bool TryIndex(string[] names, string? text, out int index) =>
        (index = Array.IndexOf(names, text)) >= 0;

    private static bool TryIndex(string[] names, ReadOnlySpan<byte> utf8, out int index)
    {
        for (index = 0; index < names.Length; index++)
        {
            if (Ascii.Equals(utf8, names[index]))
                return true;
        }

        index = -1;
        return false;
    }

    private static bool Set<T>(int index, out T value)
        where T : struct, Enum
    {
        value = Unsafe.BitCast<int, T>(Math.Max(0, index));
        return true;
    }
}
