using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Feeds;

/// <summary>The first accepted lines of a preview, each with its place in the file.</summary>
internal static class PreviewRows
{
    /// <summary>The lines to show: those the adapter noted, or those of the first snapshots where a format has no
    /// places of its own.</summary>
    public static IReadOnlyList<SampleLine> Of(FeedReading reading, int countMax)
    {
        if (reading.Sample.Count > 0)
        {
            // What the caller may not state was taken out of the snapshots after the adapter noted its lines.
            var kept = reading.Snapshots.Select(x => x.Location).ToHashSet();
            return [.. reading.Sample.Where(x => kept.Contains(x.Location))];
        }

        return
        [
            .. reading.Snapshots.SelectMany((snapshot, i) => snapshot.Lines.Select((line, j) => new SampleLine(
                new SourcePosition(Path: $"/{i}/lines/{j}"), snapshot.Location, line, line.AsOf ?? snapshot.AsOf)))
                .Take(countMax),
        ];
    }

    /// <summary>Writes the member <c>rows</c>.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SampleLine> rows)
    {
        json.WriteStartArray("rows"u8);
        foreach (SampleLine row in rows)
            Write(json, row);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SampleLine row)
    {
        json.WriteStartObject();
        WriteSource(json, row.Source);
        json.WriteString("location"u8, row.Location.Value);
        json.WriteString("item"u8, row.Line.Item.Value);
        json.WriteString("status"u8, WireNames.Of(row.Line.Status));
        // A text as in the totals: a decimal may be more exact than a reader's number.
        json.WriteString("quantity"u8, row.Line.Quantity?.ToString("0.############################"));
        json.WriteString("unit"u8, row.Line.Unit);
        if (row.Line.Band is { } band)
        {
            json.WriteStartObject("band"u8);
            json.WriteNumber("min"u8, band.Min);
            if (band.Max is { } max)
                json.WriteNumber("max"u8, max);
            json.WriteEndObject();
        }

        json.WriteString("asOf"u8, CanonicalTime.Format(row.AsOf));
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, SourcePosition source)
    {
        json.WriteStartObject("source"u8);
        if (source.Line > 0)
            json.WriteNumber("line"u8, source.Line);
        if (source.Row > 0)
            json.WriteNumber("row"u8, source.Row);
        if (source.Segment > 0)
            json.WriteNumber("segment"u8, source.Segment);
        if (source.Path is not null)
            json.WriteString("path"u8, source.Path);
        if (source.Column is not null)
            json.WriteString("column"u8, source.Column);
        json.WriteEndObject();
    }
}
