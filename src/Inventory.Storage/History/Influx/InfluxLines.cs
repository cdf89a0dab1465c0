using System.Buffers;
using System.Globalization;
using System.Text;
using Inventory.Model.History;
using Inventory.Model.Levels;

namespace Inventory.Storage.History.Influx;

/// <summary>Lines of the line protocol, cut into bodies of bounded size.</summary>
internal sealed class InfluxLines
{
    /// <summary>
    /// Characters of a frame's body in one point: strings above 64 kB are refused by some versions.
    /// </summary>
    public const int PartLength = 48_000;

    private readonly List<InfluxBody> bodies = [];
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly StringBuilder line = new();
    private int lines;

    /// <summary>The bodies, closed.</summary>
    public IReadOnlyList<InfluxBody> Bodies
    {
        get
        {
            Close();
            return bodies;
        }
    }

    /// <summary>Adds points in all resolutions.</summary>
    public void Add(IReadOnlyList<HistoryPoint> points)
    {
        foreach (HistoryResolution resolution in HistoryWidths.All)
        {
            string measurement = InfluxNames.Measurement(resolution);
            foreach ((long timeMs, HistoryPoint point) in HistoryGroups.Coarsen(points, resolution))
                Add(measurement, timeMs, point);
        }
    }

    /// <summary>Adds a frame, in as many parts as it takes.</summary>
    public void Add(ShownFrame frame)
    {
        string body = Convert.ToBase64String(frame.Body.Span);
        int parts = Math.Max(1, (body.Length + PartLength - 1) / PartLength);
        for (int part = 0; part < parts; part++)
        {
            string piece = body.Substring(part * PartLength, Math.Min(PartLength, body.Length - (part * PartLength)));
            line.Append(InfluxNames.Shown).Append(",audience=").Append(LevelNames.Of(frame.Audience));
            line.Append(CultureInfo.InvariantCulture, $",part={part:d4},writer=");
            Escape(InfluxNames.Tag(frame.Writer));
            line.Append(" isKey=").Append(frame.IsKey ? 't' : 'f');
            Integer("parts", parts);
            Integer("previous", frame.PreviousMs);
            Integer("sequence", frame.Sequence);
            Integer("nextOffset", frame.NextOffset);
            // Base64 holds nothing that needs an escape.
            line.Append(",body=\"").Append(piece).Append('"');
            End(frame.ComputedAtMs);
        }
    }

    private void Add(string measurement, long timeMs, in HistoryPoint point)
    {
        line.Append(measurement).Append(",category=");
        Escape(InfluxNames.Tag(point.Category));
        line.Append(",prefecture=").Append(InfluxNames.PrefectureTag(point.Prefecture));
        line.Append(",tier=").Append(InfluxNames.TierTag(point.Tier));
        line.Append(CultureInfo.InvariantCulture, $" quantity={point.Quantity}i");
        Integer("stale", point.StaleQuantity);
        Integer("expected", point.Expected);
        Integer("reporting", point.Reporting);
        Integer("stocked", point.Stocked);
        Integer("out", point.Out);
        // A field that is left out would keep its older value when a point is written again: unknown is said.
        double? outflow = point.OutflowPerDay is { } value && double.IsFinite(value) ? value : null;
        line.Append(CultureInfo.InvariantCulture, $",outflow={outflow ?? 0:R}");
        line.Append(",hasOutflow=").Append(outflow is null ? 'f' : 't');
        Integer("at", point.TimeMs);
        End(timeMs);
    }

    private void Integer(string name, long value) => line.Append(CultureInfo.InvariantCulture, $",{name}={value}i");

    private void Escape(string tag)
    {
        foreach (char c in tag)
        {
            if (c is ',' or '=' or ' ')
                line.Append('\\');
            line.Append(c);
        }
    }

    private void End(long timeMs)
    {
        line.Append(CultureInfo.InvariantCulture, $" {timeMs}\n");
        string text = line.ToString();
        line.Clear();
        bool isLarge = output.WrittenCount + (text.Length * 3) > HistoryLimits.BytesPerWriteMax;
        if (lines >= HistoryLimits.LinesPerWriteMax || isLarge)
            Close();
        Encoding.UTF8.GetBytes(text, output);
        lines++;
    }

    private void Close()
    {
        if (lines == 0)
            return;
        bodies.Add(new InfluxBody(output.WrittenSpan.ToArray(), lines));
        output.ResetWrittenCount();
        lines = 0;
    }
}

/// <summary>One body of a write.</summary>
/// <param name="Bytes">The lines.</param>
/// <param name="Lines">How many.</param>
internal sealed record InfluxBody(byte[] Bytes, int Lines);
