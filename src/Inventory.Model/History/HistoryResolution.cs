namespace Inventory.Model.History;

/// <summary>How finely a part of the history is kept; the coarser, the longer.</summary>
public enum HistoryResolution
{
    /// <summary>Ten seconds, the grid on which the core tells.</summary>
    TenSeconds = 0,

    /// <summary>One minute: the last point within it.</summary>
    Minute = 1,

    /// <summary>One hour: the last point within it.</summary>
    Hour = 2,
}

/// <summary>Widths of the resolutions.</summary>
public static class HistoryWidths
{
    private static readonly long[] WidthsMs = [10_000, 60_000, 3_600_000];

    /// <summary>All resolutions, finest first.</summary>
    public static IReadOnlyList<HistoryResolution> All { get; } =
        [HistoryResolution.TenSeconds, HistoryResolution.Minute, HistoryResolution.Hour];

    /// <summary>The width, milliseconds.</summary>
    public static long WidthMs(this HistoryResolution resolution) => WidthsMs[(int)resolution];
}

/// <summary>How long each part of the history is kept, in days.</summary>
public sealed record HistoryRetention
{
    /// <summary>Ten-second points: so that any hour can be laid over the same hour of the week before.</summary>
    public int TenSecondsDays { get; init; } = 8;

    /// <summary>Minutes: a season.</summary>
    public int MinuteDays { get; init; } = 90;

    /// <summary>Hours: ten years, for what a shortage looked like is asked long after it.</summary>
    public int HourDays { get; init; } = 3653;

    /// <summary>
    /// What the audiences were shown: long enough for a complaint to come; some 0.6 GB a day where everything moves.
    /// </summary>
    public int ShownDays { get; init; } = 14;

    /// <summary>Days a resolution is kept.</summary>
    public int Days(HistoryResolution resolution) => resolution switch
    {
        HistoryResolution.TenSeconds => TenSecondsDays,
        HistoryResolution.Minute => MinuteDays,
        _ => HourDays,
    };

    /// <summary>The oldest time of a resolution that is kept.</summary>
    public long KeptFromMs(HistoryResolution resolution, long nowMs) => nowMs - (Days(resolution) * 86_400_000L);

    /// <summary>The oldest shown frame that is kept.</summary>
    public long ShownFromMs(long nowMs) => nowMs - (ShownDays * 86_400_000L);
}
