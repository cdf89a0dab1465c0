using System.Text.Json;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="FixedWidthLayout"/>.</summary>
internal static class FixedWidthLayoutReader
{
    private const int RecordKindsMax = 32;
    private const int FieldsMax = 256;
    private const int RepeatMax = 1000;

    private static readonly string[] Ends = ["auto", "none", "lines"];
    private static readonly string[] Kinds = ["header", "group", "detail", "trailer", "ignore"];
    private static readonly string[] Forms =
        ["text", "number", "zoned", "packed", "binary", "yymmdd", "yyyymmdd", "hhmm", "hhmmss"];

    private static readonly string[] FieldNames =
    [
        "item", "gtin", "location", "locationName", "quantity", "unit", "status", "saleState", "lot", "expiry", "owner",
        "asOf", "asOfTime", "recordCount", "lineCount", "quantityTotal",
    ];

    private static readonly string[] NumberForms = ["number", "zoned", "packed", "binary"];
    private static readonly string[] NumberFields = ["quantity", "recordCount", "lineCount", "quantityTotal"];

    public static FixedWidthLayout Read(JsonFields fields)
    {
        var layout = new FixedWidthLayout
        {
            RecordLength = fields.Integer("recordLength", 0, 1, FixedWidthLayout.RecordLengthMax),
            RecordEnds = Choice(fields, "recordEnds", Ends, "auto"),
            CountsCharacters = fields.Flag("countsCharacters", false),
            Records = Records(fields),
        };
        if (layout.RecordLength == 0 && layout.RecordEnds == "none")
            fields.Error("recordEnds", "without record ends recordLength is needed");
        if (layout.RecordLength == 0 && layout.HasBinaryFields)
            fields.Error("recordLength", "packed and binary fields need recordLength: a line end may be part of a number");
        if (layout.CountsCharacters && layout.HasBinaryFields)
            fields.Error("countsCharacters", "packed and binary fields count bytes");
        if (!layout.Records.Any(x => x.Kind == "detail" && x.Fields.Any(y => y.Field == "quantity")))
            fields.Error("records", "no detail record with a quantity");
        foreach (FixedWidthField field in layout.Records.SelectMany(x => x.Fields))
        {
            if (layout.RecordLength > 0 && field.Start + field.Length - 1 > layout.RecordLength)
                fields.Error("records", $"{field.Field} at {field.Start} ends beyond recordLength {layout.RecordLength}");
        }

        fields.Finish();
        return layout;
    }

    public static void Write(Utf8JsonWriter json, FixedWidthLayout layout)
    {
        json.WriteStartObject();
        if (layout.RecordLength > 0)
            json.WriteNumber("recordLength"u8, layout.RecordLength);
        json.WriteString("recordEnds"u8, layout.RecordEnds);
        json.WriteBoolean("countsCharacters"u8, layout.CountsCharacters);
        json.WriteStartArray("records"u8);
        foreach (FixedWidthRecord record in layout.Records)
            Write(json, record);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FixedWidthRecord record)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, record.Kind);
        json.WriteStartArray("match"u8);
        foreach (FixedWidthMatch match in record.Match)
        {
            json.WriteStartObject();
            json.WriteNumber("start"u8, match.Start);
            json.WriteString("value"u8, match.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (record.RepeatCount > 1)
        {
            json.WriteNumber("repeatCount"u8, record.RepeatCount);
            json.WriteNumber("repeatLength"u8, record.RepeatLength);
        }

        json.WriteStartArray("fields"u8);
        foreach (FixedWidthField field in record.Fields)
            Write(json, field);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FixedWidthField field)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, field.Field);
        json.WriteNumber("start"u8, field.Start);
        json.WriteNumber("length"u8, field.Length);
        json.WriteString("form"u8, field.Form);
        if (field.Decimals > 0)
            json.WriteNumber("decimals"u8, field.Decimals);
        if (field.Repeats)
            json.WriteBoolean("repeats"u8, true);
        if (field.Item is not null)
            json.WriteString("item"u8, field.Item);
        if (field.Field == "quantity")
            json.WriteString("status"u8, field.Status);
        if (field.Unit is not null)
            json.WriteString("unit"u8, field.Unit);
        json.WriteEndObject();
    }

    private static List<FixedWidthRecord> Records(JsonFields fields)
    {
        var records = new List<FixedWidthRecord>();
        foreach (JsonFields record in Objects(fields, "records", RecordKindsMax))
        {
            records.Add(new FixedWidthRecord
            {
                Kind = Choice(record, "kind", Kinds, null),
                Match = [.. Objects(record, "match", 8).Select(Match)],
                RepeatCount = record.Integer("repeatCount", 1, 1, RepeatMax),
                RepeatLength = record.Integer("repeatLength", 0, 1, FixedWidthLayout.RecordLengthMax),
                Fields = [.. Objects(record, "fields", FieldsMax).Select(Field)],
            });
            if (records[^1].RepeatCount > 1 && records[^1].RepeatLength == 0)
                record.Error("repeatLength", "is needed with repeatCount");
            record.Finish();
        }

        return records;
    }

    private static FixedWidthMatch Match(JsonFields fields)
    {
        var match = new FixedWidthMatch(
            fields.Integer("start", 1, 1, FixedWidthLayout.RecordLengthMax), fields.RequiredText("value"));
        fields.Finish();
        return match;
    }

    private static FixedWidthField Field(JsonFields fields)
    {
        var field = new FixedWidthField
        {
            Field = Choice(fields, "field", FieldNames, null),
            Start = Required(fields, "start"),
            Length = Required(fields, "length"),
            Form = Choice(fields, "form", Forms, "text"),
            Decimals = fields.Integer("decimals", 0, 0, 9),
            Repeats = fields.Flag("repeats", false),
            Item = fields.Text("item"),
            Status = fields.Text("status") ?? "onHand",
            Unit = fields.Text("unit"),
        };
        bool isNumber = NumberForms.Contains(field.Form);
        if (NumberFields.Contains(field.Field) && !isNumber)
            fields.Error("form", $"{field.Field} must be one of {string.Join(", ", NumberForms)}");
        if (field.Form is "packed" && field.Length > 15)
            fields.Error("length", "a packed number has at most 15 bytes");
        if (field.Form is "binary" && field.Length > 8)
            fields.Error("length", "a binary number has at most 8 bytes");
        if (!WireNames.TryParse(field.Status, out StockStatus _))
            fields.Error("status", $"\"{field.Status}\" is not one of onHand, allocated, inTransit, onHold");
        if (field.Unit is not null && !UnitTable.TryNormalize(field.Unit, out _))
            fields.Error("unit", $"\"{field.Unit}\" is not a unit of the platform's table");
        fields.Finish();
        return field;
    }

    private static int Required(JsonFields fields, string name)
    {
        if (fields.Take(name) is null)
            fields.Error(name, "is missing");
        return fields.Integer(name, 1, 1, FixedWidthLayout.RecordLengthMax);
    }

    private static string Choice(JsonFields fields, string name, string[] choices, string? absent)
    {
        string text = absent is null ? fields.RequiredText(name) : fields.Text(name) ?? absent;
        if (text.Length > 0 && !choices.Contains(text))
            fields.Error(name, $"\"{text}\" is not one of {string.Join(", ", choices)}");
        return text;
    }

    private static IEnumerable<JsonFields> Objects(JsonFields fields, string name, int max)
    {
        JsonValue? list = fields.Take(name);
        if (list is { IsArray: false } || list?.Items.Count > max)
            fields.Error(name, $"expected a list of at most {max}");
        return list?.Items.Take(max).Select(x => fields.Inner(x)) ?? [];
    }
}
