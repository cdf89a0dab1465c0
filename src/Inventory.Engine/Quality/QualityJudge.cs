using Inventory.Model.Registry;

namespace Inventory.Engine.Quality;

/// <summary>Tells slips and jumps from ordinary change. Pure: the same changes give the same answer.</summary>
public static class QualityJudge
{
    /// <summary>From this ratio on a change is a jump.</summary>
    public const double JumpRatio = 10;

    /// <summary>Cells whose greater quantity is below this are too small to judge, in base units.</summary>
    public const long QuantityMin = 100;

    /// <summary>Share of the comparable lines that must agree for a slip.</summary>
    public const double SlipShareMin = 0.3;

    /// <summary>Lines that must agree for a slip; one or two may be chance.</summary>
    public const int SlipLinesMin = 3;

    /// <summary>How far from the pack's factor a line may lie: goods are sold between two deliveries.</summary>
    public const double SlipTolerance = 0.25;

    private static readonly int[] CommonFactors = [10, 12, 24, 50, 100, 1000];

    /// <summary>The slip that most lines show; null when there is none.</summary>
    public static UnitSlip? FindSlip(IReadOnlyList<LineChange> changes, StockRegistry registry)
    {
        int comparable = 0;
        var votes = new Dictionary<(int Factor, bool Up), int>();
        foreach (LineChange change in changes)
        {
            if (change.Before <= 0 || change.After <= 0)
                continue;
            comparable++;
            if (change.Ratio * (1 + SlipTolerance) < CommonFactors[0])
                continue;
            // A line votes once for each factor that it may show: the one that all agree on wins.
            foreach (int factor in Factors(change, registry))
            {
                if (Math.Abs((change.Ratio / factor) - 1) <= SlipTolerance)
                {
                    (int, bool) key = (factor, change.After > change.Before);
                    votes[key] = votes.GetValueOrDefault(key) + 1;
                }
            }
        }

        if (votes.Count == 0)
            return null;
        ((int best, bool isUp), int lines) = votes.OrderByDescending(x => x.Value).ThenBy(x => x.Key.Factor).First();
        bool isSlip = lines >= SlipLinesMin && lines >= comparable * SlipShareMin;
        return isSlip ? new UnitSlip(best, isUp, lines, comparable) : null;
    }

    /// <summary>The changes that are jumps, the greatest first; at most <paramref name="countMax"/>.</summary>
    public static IReadOnlyList<LineChange> FindJumps(IReadOnlyList<LineChange> changes, int countMax) =>
    [
        .. changes.Where(x => x.Ratio > JumpRatio && Math.Max(x.Before, x.After) >= QuantityMin)
            .OrderByDescending(x => x.Ratio).ThenBy(x => x.Location, StringComparer.Ordinal)
            .ThenBy(x => x.Item, StringComparer.Ordinal).Take(countMax),
    ];

    private static IEnumerable<int> Factors(LineChange change, StockRegistry registry)
    {
        IEnumerable<int> packs = registry.Items.TryGetValue(change.Item, out Item? item)
            ? item.Packs.Select(x => x.Factor).Where(x => x is >= 5 and < 1_000_000).Select(x => (int)x) : [];
        return packs.Concat(CommonFactors).Distinct();
    }
}

/// <summary>A unit slip: so many lines changed by one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="IsUp">True when quantities rose by it.</param>
/// <param name="Lines">Lines that show it.</param>
/// <param name="Comparable">Lines that could be compared.</param>
public sealed record UnitSlip(int Factor, bool IsUp, int Lines, int Comparable);
