using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;

namespace Inventory.Server.Registry;

/// <summary>Writes feed profiles as their schema has them.</summary>
internal static class FeedWriter
{
    /// <summary>Writes the profiles that concern the caller.</summary>
    public static void WriteAll(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (FeedProfile feed in registry.Feeds.Values.OrderBy(x => x.Id, StringComparer.Ordinal))
        {
            if (caller.IsMinistryOr(feed.Participant))
                Write(json, feed);
        }
    }

    private static void Write(Utf8JsonWriter json, FeedProfile feed)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, feed.Id);
        json.WriteString("participant"u8, feed.Participant.Value);
        json.WriteString("format"u8, feed.Format);
        if (feed.NameJa is not null)
            json.WriteString("nameJa"u8, feed.NameJa);
        if (feed.NameEn is not null)
            json.WriteString("nameEn"u8, feed.NameEn);
        json.WriteString("encoding"u8, feed.Encoding);
        json.WriteString("delimiter"u8, feed.Delimiter);
        json.WriteString("quote"u8, feed.Quote);
        json.WriteBoolean("header"u8, feed.Header);
        json.WriteNumber("skipLines"u8, feed.SkipLines);
        json.WriteString("timeZone"u8, feed.TimeZone);
        json.WriteString("scope"u8, WireNames.Of(feed.Scope));
        json.WriteBoolean("completeRun"u8, feed.CompleteRun);
        WriteLists(json, "columns", feed.Columns);
        WriteQuantities(json, feed.Quantities);
        WriteTexts(json, "constants", feed.Constants);
        WriteList(json, "asOfOrder", feed.AsOfOrder);
        json.WriteString("asOfMeaning"u8, feed.AsOfMeaning);
        WriteTexts(json, "units", feed.Units);
        json.WriteString("unknownLocation"u8, feed.UnknownLocation);
        json.WriteString("unknownLocationTier"u8, WireNames.Of(feed.UnknownLocationTier));
        json.WriteNumber("intervalMinutes"u8, feed.IntervalMinutes);
        json.WriteString("saleState"u8, WireNames.Of(feed.SaleState));
        WriteTexts(json, "saleStates", feed.SaleStates);
        json.WriteBoolean("shrinkGuard"u8, feed.ShrinkGuard);
        json.WriteEndObject();
    }

    private static void WriteQuantities(Utf8JsonWriter json, IReadOnlyList<QuantityColumn> quantities)
    {
        json.WriteStartArray("quantities"u8);
        foreach (QuantityColumn quantity in quantities)
        {
            json.WriteStartObject();
            WriteList(json, "column", quantity.Column);
            if (quantity.Item is not null)
                json.WriteString("item"u8, quantity.Item);
            json.WriteString("status"u8, WireNames.Of(quantity.Status));
            if (quantity.Unit is not null)
                json.WriteString("unit"u8, quantity.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLists(
        Utf8JsonWriter json, string name, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
    {
        json.WriteStartObject(name);
        foreach ((string key, IReadOnlyList<string> values) in lists)
            WriteList(json, key, values);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
