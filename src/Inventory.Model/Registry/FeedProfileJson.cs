using System.Text.Json;
using Inventory.Model.Registry.Files;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>Writes feed profiles as their schema has them.</summary>
public static class FeedProfileJson
{
    /// <summary>Writes a profile as one object, all fields.</summary>
    public static void Write(Utf8JsonWriter json, FeedProfile feed)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, feed.Id);
        json.WriteString("participant"u8, feed.Participant.Value);
        WriteFields(json, feed, isVariant: false);
        if (feed.Variants.Count > 0)
        {
            json.WriteStartArray("variants"u8);
            foreach (FeedProfile variant in feed.Variants)
            {
                json.WriteStartObject();
                WriteFields(json, variant, isVariant: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What a variant does not have is written as null or empty: left out, it would be the main
    /// profile's.</summary>
    private static void WriteFields(Utf8JsonWriter json, FeedProfile feed, bool isVariant)
    {
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
        json.WriteString("mapping"u8, feed.Mapping);
        WriteLists(json, "columns", feed.Columns);
        if (feed.Quantities.Count > 0 || isVariant)
            WriteQuantities(json, feed.Quantities);
        WriteTexts(json, "constants", feed.Constants);
        WriteList(json, "asOfOrder", feed.AsOfOrder);
        json.WriteString("asOfMeaning"u8, feed.AsOfMeaning);
        WriteTexts(json, "units", feed.Units);
        WriteTexts(json, "statuses", feed.Statuses);
        WriteTexts(json, "locationStatuses", feed.LocationStatuses);
        json.WriteString("missingUnit"u8, feed.MissingUnit);
        json.WriteString("unknownItem"u8, feed.UnknownItem);
        json.WriteString("wrongControlCount"u8, feed.WrongControlCount);
        WriteList(json, "quarantine", feed.Quarantine);
        json.WriteString("unknownLocation"u8, feed.UnknownLocation);
        json.WriteString("unknownLocationTier"u8, WireNames.Of(feed.UnknownLocationTier));
        json.WriteNumber("intervalMinutes"u8, feed.IntervalMinutes);
        json.WriteString("saleState"u8, WireNames.Of(feed.SaleState));
        WriteTexts(json, "saleStates", feed.SaleStates);
        json.WriteBoolean("shrinkGuard"u8, feed.ShrinkGuard);
        WriteSection(json, "sheet", feed.Sheet, SheetMappingReader.Write, isVariant);
        WriteSection(json, "fixedWidth", feed.FixedWidth, FixedWidthLayoutReader.Write, isVariant);
        WriteSection(json, "edi", feed.Edi, EdiMappingReader.Write, isVariant);
        WriteSection(json, "paths", feed.Paths, PathMappingReader.Write, isVariant);
        WriteSection(json, "gs1", feed.Gs1, Gs1MappingReader.Write, isVariant);
        WriteSection(json, "epcis", feed.Epcis, EpcisMappingReader.Write, isVariant);
    }

    private static void WriteSection<T>(
        Utf8JsonWriter json, string name, T? section, Action<Utf8JsonWriter, T> write, bool isVariant)
        where T : class
    {
        if (section is null)
        {
            if (isVariant)
                json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        write(json, section);
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
