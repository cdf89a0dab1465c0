using System.Globalization;
using System.Text.Json;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Receipts;

/// <summary>The members <c>totals</c> and <c>asOf</c> of receipts and of what they compare with.</summary>
internal static class SentFiguresJson
{
    /// <summary>Writes both members into the object that is open.</summary>
    public static void Write(JsonOutput json, SentFigures figures)
    {
        json.StartArray("totals"u8);
        foreach (SentTotal total in figures.Totals)
        {
            json.StartObject();
            json.Text("status"u8, WireNames.Of(total.Status));
            json.Text("unit"u8, total.Unit);
            // A text, for a decimal may be more exact than a reader's number.
            json.Text("quantity"u8, total.QuantityText());
            json.Number("lines"u8, total.Lines);
            json.EndObject();
        }

        json.EndArray();
        if (figures.AsOf is not { } asOf)
            return;
        json.StartObject("asOf"u8);
        json.Time("oldest"u8, asOf.Oldest);
        json.Time("newest"u8, asOf.Newest);
        json.Text("source"u8, WireNames.Of(asOf.Source));
        json.EndObject();
    }

    /// <summary>Reads them from an object; null when it has no totals.</summary>
    public static SentFigures? Read(JsonElement from)
    {
        if (!from.TryGetProperty("totals", out JsonElement totals))
            return null;
        return new SentFigures
        {
            Totals = [.. totals.EnumerateArray().Select(ReadTotal)],
            AsOf = from.TryGetProperty("asOf", out JsonElement asOf) ? ReadAsOf(asOf) : null,
            At = from.TryGetProperty("at", out JsonElement at) ? at.GetDateTimeOffset() : null,
        };
    }

    private static SentTotal ReadTotal(JsonElement value)
    {
        if (!WireNames.TryParse(value.GetProperty("status").GetString()!, out StockStatus status))
            throw new FormatException("a status that is not known");
        string? unit = value.TryGetProperty("unit", out JsonElement text) ? text.GetString() : null;
        decimal quantity = decimal.Parse(
            value.GetProperty("quantity").GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);
        return new SentTotal(status, unit, quantity, value.GetProperty("lines").GetInt64());
    }

    private static AsOfSpan ReadAsOf(JsonElement value)
    {
        if (!WireNames.TryParse(value.GetProperty("source").GetString()!, out AsOfSource source))
            throw new FormatException("an as-of source that is not known");
        return new AsOfSpan(
            value.GetProperty("oldest").GetDateTimeOffset(), value.GetProperty("newest").GetDateTimeOffset(), source);
    }
}
