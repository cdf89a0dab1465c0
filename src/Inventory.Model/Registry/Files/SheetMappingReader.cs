using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads and writes a <see cref="SheetMapping"/>.</summary>
internal static class SheetMappingReader
{
    private const int RowMax = 1_048_576;

    public static SheetMapping Read(JsonFields fields)
    {
        var mapping = new SheetMapping
        {
            Name = Name(fields),
            FirstRow = fields.Integer("firstRow", 1, 1, RowMax),
            LastRow = fields.Take("lastRow") is null ? null : fields.Integer("lastRow", RowMax, 1, RowMax),
            FirstColumn = Column(fields, "firstColumn"),
            LastColumn = Column(fields, "lastColumn"),
            HiddenRows = fields.Text("hiddenRows") ?? "read",
        };
        if (mapping.HiddenRows is not ("read" or "skip"))
            fields.Error("hiddenRows", $"\"{mapping.HiddenRows}\" is not one of read, skip");
        if (mapping.LastRow < mapping.FirstRow)
            fields.Error("lastRow", "lies before firstRow");
        if (Rank(mapping.LastColumn ?? "XFD") < Rank(mapping.FirstColumn ?? "A"))
            fields.Error("lastColumn", "lies before firstColumn");
        fields.Finish();
        return mapping;
    }

    public static void Write(Utf8JsonWriter json, SheetMapping mapping)
    {
        json.WriteStartObject();
        if (mapping.Name is not null)
            json.WriteString("name"u8, mapping.Name);
        json.WriteNumber("firstRow"u8, mapping.FirstRow);
        if (mapping.LastRow is { } lastRow)
            json.WriteNumber("lastRow"u8, lastRow);
        if (mapping.FirstColumn is not null)
            json.WriteString("firstColumn"u8, mapping.FirstColumn);
        if (mapping.LastColumn is not null)
            json.WriteString("lastColumn"u8, mapping.LastColumn);
        json.WriteString("hiddenRows"u8, mapping.HiddenRows);
        json.WriteEndObject();
    }

    private static string? Name(JsonFields fields)
    {
        string? name = fields.Text("name");
        if (name is not null && string.IsNullOrWhiteSpace(name))
            fields.Error("name", "is empty; leave it out for the first sheet that fits");
        return name;
    }

    private static string? Column(JsonFields fields, string field)
    {
        string? letters = fields.Text(field);
        bool isColumn = letters is null
            || (letters.Length is > 0 and <= 3 && letters.All(char.IsAsciiLetterUpper) && Rank(letters) <= Rank("XFD"));
        if (isColumn)
            return letters;
        fields.Error(field, $"\"{letters}\" is not a column such as A or AB");
        return null;
    }

    private static int Rank(string letters) => letters.Aggregate(0, (rank, letter) => (rank * 26) + letter - 'A' + 1);
}
