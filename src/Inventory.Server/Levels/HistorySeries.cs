using System.Text.Json;
using Inventory.Model.History;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;
using Inventory.Storage.History;

namespace Inventory.Server.Levels;

/// <summary>What stands in a step without a record.</summary>
internal enum HistoryFill
{
    /// <summary>Nothing: only steps with a record are listed.</summary>
    None = 0,

    /// <summary>An entry without figures that says why.</summary>
    Null = 1,

    /// <summary>The figures of before while they are known to stand, else as <see cref="Null"/>.</summary>
    Previous = 2,
}

/// <summary>
/// Lays points on steps and writes them. A group is recorded when it changes, and again after ten minutes when it does
/// not. So a step without a record within that time of one is unchanged; after a longer silence nobody knows, and a gap
/// is said to be one: no record is never zero.
/// </summary>
internal sealed class HistorySeries(HistoryQuery query, HistoryFill fill, long nowMs)
{
    // A tick more than the interval of telling again, for ticks are made by a core that may be busy.
    private const long StandsMs = HistoryPoint.RetoldMs + (2 * HistoryLimits.GridMs);

    private long End => Math.Min(query.ToMs, nowMs + 1);

    /// <summary>The time to ask the store for: with a fill what stood before the first step, too.</summary>
    public HistoryQuery Asked => fill == HistoryFill.None
        ? query
        : query with { FromMs = Math.Max(0, (query.FromMs - StandsMs) / query.StepMs * query.StepMs) };

    /// <summary>Writes all entries; false when they are more than an answer may hold.</summary>
    public bool TryWrite(Utf8JsonWriter json, IReadOnlyList<HistoryPoint> points)
    {
        if (fill == HistoryFill.None)
        {
            foreach (HistoryPoint point in points)
                WritePoint(json, point, point.TimeMs, point.TimeMs);
            return true;
        }

        long steps = (End - query.FromMs + query.StepMs - 1) / query.StepMs;
        var groups = points.GroupBy(x => (x.Category, x.Prefecture, x.Tier)).ToList();
        if (steps * groups.Count > HistoryLimits.AnswerMax)
            return false;
        foreach (var group in groups)
            WriteFilled(json, [.. group]);
        return true;
    }

    private void WriteFilled(Utf8JsonWriter json, HistoryPoint[] points)
    {
        int next = 0;
        HistoryPoint? last = null;
        for (long step = query.FromMs; step < End; step += query.StepMs)
        {
            bool isRecorded = false;
            for (; next < points.Length && points[next].TimeMs < step + query.StepMs; next++)
            {
                last = points[next];
                isRecorded = points[next].TimeMs >= step;
            }

            bool stands = last is { } known && step - known.TimeMs < StandsMs;
            if (isRecorded)
                WritePoint(json, last!.Value, step, last.Value.TimeMs);
            else if (stands && fill == HistoryFill.Previous)
                WritePoint(json, last!.Value, step, last.Value.TimeMs);
            else
                WriteGap(json, points[0], step, stands ? "unchanged" : "notRecorded");
        }
    }

    private static void WriteGap(Utf8JsonWriter json, in HistoryPoint group, long timeMs, string gap)
    {
        json.WriteStartObject();
        WriteGroup(json, group, timeMs);
        json.WriteNull("quantity"u8);
        json.WriteString("gap"u8, gap);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, in HistoryPoint point, long timeMs, long recordedMs)
    {
        json.WriteStartObject();
        WriteGroup(json, point, timeMs);
        json.WriteNumber("quantity"u8, point.Quantity);
        json.WriteNumber("staleQuantity"u8, point.StaleQuantity);
        json.WriteStartObject("locations"u8);
        json.WriteNumber("expected"u8, point.Expected);
        json.WriteNumber("reporting"u8, point.Reporting);
        json.WriteNumber("stocked"u8, point.Stocked);
        json.WriteNumber("out"u8, point.Out);
        json.WriteEndObject();
        if (point.OutflowPerDay is { } outflow && double.IsFinite(outflow))
            json.WriteNumber("outflowPerDay"u8, Math.Round(outflow, 3));
        else
            json.WriteNull("outflowPerDay"u8);
        if (recordedMs != timeMs)
            json.WriteString("recordedAt"u8, Time(recordedMs));
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, in HistoryPoint point, long timeMs)
    {
        json.WriteString("time"u8, Time(timeMs));
        json.WriteString("category"u8, point.Category);
        if (point.Prefecture >= 0)
            json.WriteString("prefecture"u8, Prefecture.Code(point.Prefecture));
        if (point.Tier >= 0)
            json.WriteString("tier"u8, WireNames.Of((Tier)point.Tier));
    }

    private static string Time(long ms) => CanonicalTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(ms));
}
