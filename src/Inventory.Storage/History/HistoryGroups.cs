using Inventory.Model.History;
using Inventory.Model.Identifiers;

namespace Inventory.Storage.History;

/// <summary>What both stores do alike with points.</summary>
internal static class HistoryGroups
{
    private const int TierCount = 3;

    /// <summary>The prefectures a question means; -1 is the nation.</summary>
    public static IEnumerable<int> Prefectures(HistoryQuery query) =>
        query.Prefecture is { } one ? [one] : Enumerable.Range(-1, Prefecture.Count + 1);

    /// <summary>The tiers a question means; -1 is all of them together.</summary>
    public static IEnumerable<int> Tiers(HistoryQuery query) =>
        query.Tier is { } one ? [one] : Enumerable.Range(-1, TierCount + 1);

    /// <summary>
    /// The points as a resolution keeps them: the last one within each width, its own time kept beside.
    /// </summary>
    public static IEnumerable<(long TimeMs, HistoryPoint Point)> Coarsen(
        IReadOnlyList<HistoryPoint> points, HistoryResolution resolution)
    {
        long width = resolution.WidthMs();
        var last = new Dictionary<(string, int, int, long), HistoryPoint>();
        foreach (HistoryPoint point in points)
        {
            var key = (point.Category, point.Prefecture, point.Tier, point.TimeMs / width);
            if (!last.TryGetValue(key, out HistoryPoint known) || known.TimeMs <= point.TimeMs)
                last[key] = point;
        }

        return last.Select(x => (x.Key.Item4 * width, x.Value));
    }

    /// <summary>Refuses an answer that is too large.</summary>
    public static void DemandBounded(int count)
    {
        if (count > HistoryLimits.AnswerMax)
        {
            throw new ArgumentException(
                $"The answer holds more than {HistoryLimits.AnswerMax} points; ask for a wider step or a shorter time.");
        }
    }

    /// <summary>Refuses what no store can keep.</summary>
    public static void DemandTimes(IReadOnlyList<HistoryPoint> points)
    {
        foreach (HistoryPoint point in points)
            ArgumentOutOfRangeException.ThrowIfNegative(point.TimeMs);
    }
}
