using System.Numerics;

namespace Inventory.Model.Units;

/// <summary>Exact factors between measures of one kind (mass, volume, length, count). Packages have no fixed size and are not here.</summary>
internal static class Measures
{
    private static readonly Dictionary<string, (int Kind, long Size)> Sizes = new()
    {
        ["MGM"] = (1, 1), ["GRM"] = (1, 1_000), ["KGM"] = (1, 1_000_000), ["TNE"] = (1, 1_000_000_000),
        ["MLT"] = (2, 1), ["CLT"] = (2, 10), ["DLT"] = (2, 100), ["LTR"] = (2, 1_000), ["MTQ"] = (2, 1_000_000),
        ["MMT"] = (3, 1), ["CMT"] = (3, 10), ["MTR"] = (3, 1_000),
        ["EA"] = (4, 1), ["DZN"] = (4, 12),
    };

    /// <summary>The exact ratio numerator/denominator that turns <paramref name="from"/> into <paramref name="to"/>; false across kinds.</summary>
    public static bool TryRatio(string from, string to, out long numerator, out long denominator)
    {
        numerator = denominator = 1;
        if (!Sizes.TryGetValue(from, out var source) || !Sizes.TryGetValue(to, out var target) || source.Kind != target.Kind)
            return false;
        long common = (long)BigInteger.GreatestCommonDivisor(source.Size, target.Size);
        numerator = source.Size / common;
        denominator = target.Size / common;
        return true;
    }
}
