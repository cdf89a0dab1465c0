namespace Inventory.Model.History;

/// <summary>Which step and resolution a series is read with.</summary>
/// <param name="StepMs">Width of a step; a multiple of the resolution's width.</param>
/// <param name="Resolution">Where it is read from.</param>
public readonly record struct HistoryPlan(long StepMs, HistoryResolution Resolution)
{
    /// <summary>Points of one group when no step was asked: about 90 kB of JSON, and more than a chart has
    /// pixels for.</summary>
    public const int PointsOfOneMax = 380;

    /// <summary>Points of each of several groups when no step was asked.</summary>
    public const int PointsOfEachMax = 100;

    // Steps that divide a day, so that a chart's marks fall on full hours; beyond a day whole days.
    private static readonly int[] LadderSeconds =
    [
        10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
        2_592_000,
    ];

    /// <summary>
    /// The plan for a time. An asked step is widened only where the time reaches beyond what is kept that finely; the
    /// coarsest resolution that still divides the step is read, for all of them hold the same last points.
    /// </summary>
    public static HistoryPlan For(
        long fromMs, long toMs, long? askedStepMs, int groups, HistoryRetention retention, long nowMs)
    {
        long stepMs = askedStepMs ?? Chosen(toMs - fromMs, groups == 1 ? PointsOfOneMax : PointsOfEachMax);
        var resolution = HistoryResolution.TenSeconds;
        foreach (HistoryResolution coarser in HistoryWidths.All)
        {
            bool divides = stepMs % coarser.WidthMs() == 0;
            bool isGone = fromMs < retention.KeptFromMs(resolution, nowMs);
            if (divides || isGone)
                resolution = coarser;
        }

        long width = resolution.WidthMs();
        return new HistoryPlan(Math.Max(width, stepMs / width * width), resolution);
    }

    private static long Chosen(long spanMs, int pointsMax)
    {
        foreach (int seconds in LadderSeconds)
        {
            // One more: a span that does not begin on a step touches one more of them.
            if ((spanMs / (seconds * 1000L)) + 1 <= pointsMax)
                return seconds * 1000L;
        }

        return LadderSeconds[^1] * 1000L;
    }
}
