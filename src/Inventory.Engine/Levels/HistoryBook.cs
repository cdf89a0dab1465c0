using Inventory.Engine.Columns;
using Inventory.Model.History;
using Inventory.Model.Identifiers;

namespace Inventory.Engine.Levels;

/// <summary>
/// Remembers what was last told to the history, so that only groups that changed are told again, and each of the others
/// now and then: a silence longer than that is a gap in the record and not a level that stood still.
/// </summary>
internal sealed class HistoryBook
{
    private readonly Dictionary<(string Category, int Prefecture, int Tier), HistoryPoint> _told = [];

    /// <summary>Adds a point for each on-hand group that changed.</summary>
    public void Collect(LevelCapture capture, long timeMs, List<HistoryPoint> into)
    {
        for (int c = 0; c < capture.Registry.Registry.Categories.Count; c++)
        {
            string category = capture.Registry.Registry.Categories[c].Id;
            for (int p = -1; p < Prefecture.Count; p++)
            {
                for (int t = -1; t < GroupTable.TierCount; t++)
                    Tell(PointOf(capture.Node(c, p, t, 0), (category, p, t)), timeMs, into);
            }
        }
    }

    private void Tell(HistoryPoint point, long timeMs, List<HistoryPoint> into)
    {
        var key = (point.Category, point.Prefecture, point.Tier);
        // A group that never had anything to say is not told; one that falls silent is.
        bool isKnown = _told.TryGetValue(key, out HistoryPoint last);
        bool isUnchanged = last with { TimeMs = 0 } == point && timeMs - last.TimeMs < HistoryPoint.RetoldMs;
        if (isKnown ? isUnchanged : point is { Expected: 0, Stocked: 0, Out: 0, Quantity: 0 })
            return;
        _told[key] = point with { TimeMs = timeMs };
        into.Add(_told[key]);
    }

    private static HistoryPoint PointOf(LevelNode node, (string Category, int Prefecture, int Tier) place) => new(
        0, place.Category, place.Prefecture, place.Tier,
        Saturation.ToLong(node.Figures.Quantity), Saturation.ToLong(node.Figures.Stale),
        node.Expected, node.Reporting, node.Figures.Stocked, node.Figures.Out, node.Outflow.PerDay);
}
