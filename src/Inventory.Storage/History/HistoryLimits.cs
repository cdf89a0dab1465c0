namespace Inventory.Storage.History;

/// <summary>Bounds of the history, with what happens when they are reached.</summary>
public static class HistoryLimits
{
    /// <summary>
    /// Points in one answer: a chart of 11 days on the 10 s grid, more than any screen has pixels. Beyond: refused.
    /// </summary>
    public const int AnswerMax = 100_000;

    /// <summary>The history's grid, milliseconds.</summary>
    public const long GridMs = 10_000;

    /// <summary>
    /// Bytes that wait on the disk for a store that is away: days of a nation's points. Beyond: the newest are not
    /// taken any more, counted, and the time shows as not recorded.
    /// </summary>
    public const long SpoolBytesMax = 2L << 30;

    /// <summary>Bytes of one file of what waits; a file is deleted when all of it is written.</summary>
    public const int SegmentBytesMax = 8 << 20;

    /// <summary>One entry that waits. A whole nation's keyframe takes less than a tenth of it.</summary>
    public const int EntryBytesMax = 64 << 20;

    /// <summary>Bytes kept of what a store refused for good. Beyond: counted only.</summary>
    public const long DeadLetterBytesMax = 64L << 20;

    /// <summary>Lines in one write to InfluxDB: its makers advise 5,000 to 10,000.</summary>
    public const int LinesPerWriteMax = 5_000;

    /// <summary>Bytes in one write to InfluxDB before compression; its own bound is 25 MB.</summary>
    public const int BytesPerWriteMax = 4 << 20;

    /// <summary>
    /// Bytes of one answer of InfluxDB: a hundred thousand points take some 15 MB, the frames of a look-up up to 40 MB.
    /// Beyond: an error.
    /// </summary>
    public const int AnswerBytesMax = 96 << 20;
}
