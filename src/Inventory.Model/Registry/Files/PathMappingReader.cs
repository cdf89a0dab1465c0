using System.Globalization;
using System.Text.Json;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads a <see cref="PathMapping"/>.</summary>
internal static class PathMappingReader
{
    private static readonly string[] Outcomes =
        [FeedProfile.Ignore, PathCase.Unknown, PathCase.Error, "onHand", "allocated", "inTransit", "onHold"];

    public static PathMapping Read(JsonFields fields)
    {
        var records = new List<PathRecord>();
        foreach (JsonValue value in List(fields, "records"))
            records.Add(ReadRecord(new JsonFields(value, fields.File, fields.Errors), null));
        if (records.Count == 0)
            fields.Error("records", "expected at least one");
        var mapping = new PathMapping
        {
            Records = records,
            AsOf = Choices(fields, "asOf", fields.Take("asOf"), []),
            Bands = Bands(fields),
        };
        fields.Finish();
        return mapping;
    }

    public static void Write(Utf8JsonWriter json, PathMapping mapping) => PathMappingWriter.Write(json, mapping);

    private static PathRecord ReadRecord(JsonFields fields, PathRecord? around)
    {
        IReadOnlyList<string> paths = fields.Texts("path");
        if (paths.Count == 0)
            fields.Error("path", "is missing");
        IReadOnlyList<string> outer = around is null ? [] : Steps(fields, "path", [], around.Paths[0]);
        IReadOnlyList<string> at = paths.Count == 0 ? [] : Steps(fields, "path", outer, paths[0]);
        foreach (string path in paths)
            Steps(fields, "path", outer, path);
        if (around is null && paths.Any(x => !x.StartsWith('/')))
            fields.Error("path", "a record's path begins with /");
        if (around is not null && paths.Any(x => x.StartsWith('/') || x.StartsWith("..", StringComparison.Ordinal)))
            fields.Error("path", "a part's path begins at the record around it");
        var record = new PathRecord
        {
            Paths = paths.Count == 0 ? ["/"] : paths,
            Fields = Fields(fields, at),
            Quantities = [.. List(fields, "quantities").Select(x => ReadQuantity(x, fields, at))],
            Cases = [.. List(fields, "cases").Select(x => ReadCase(x, fields, at))],
        };
        if (record.Quantities.Count == 0)
            fields.Error("quantities", "expected at least one");
        JsonValue? parts = fields.Take("parts");
        if (parts is not null && around is not null)
            fields.Error("parts", "parts have no parts");
        else if (parts is not null)
            record = record with { Parts = ReadRecord(new JsonFields(parts, fields.File, fields.Errors), record) };
        fields.Finish();
        return record;
    }

    private static Dictionary<string, IReadOnlyList<PathChoice>> Fields(JsonFields fields, IReadOnlyList<string> at)
    {
        var found = new Dictionary<string, IReadOnlyList<PathChoice>>();
        foreach ((string name, JsonValue value) in fields.Members("fields"))
        {
            if (PathFields.IndexOf(name) < 0)
                fields.Errors.Add(fields.File, value.Line, $"fields: unknown field \"{name}\"");
            else
                found[name] = Choices(fields, "fields." + name, value, at);
        }

        return found;
    }

    private static PathQuantity ReadQuantity(JsonValue value, JsonFields around, IReadOnlyList<string> at)
    {
        var fields = new JsonFields(value, around.File, around.Errors);
        IReadOnlyList<string> minus = fields.Texts("minus");
        foreach (string path in minus)
            Steps(fields, "minus", at, path);
        JsonValue? path1 = fields.Take("path");
        if (path1 is null)
            fields.Error("path", "is missing");
        StockStatus status = StockStatus.OnHand;
        string? word = fields.Text("status");
        if (word is not null && !WireNames.TryParse(word, out status))
            fields.Error("status", $"\"{word}\" is not one of onHand, allocated, inTransit, onHold");
        var quantity = new PathQuantity
        {
            Paths = Choices(fields, "path", path1, at),
            Minus = minus,
            Status = word is null ? null : status,
            Unit = fields.Text("unit"),
            Item = fields.Text("item"),
        };
        if (quantity.Unit is { } unit && !UnitTable.TryNormalize(unit, out _))
            fields.Error("unit", $"\"{unit}\" is not a unit of the platform's table");
        if (quantity.Item is { Length: 0 })
            fields.Error("item", "is empty");
        fields.Finish();
        return quantity;
    }

    private static PathCase ReadCase(JsonValue value, JsonFields around, IReadOnlyList<string> at)
    {
        var fields = new JsonFields(value, around.File, around.Errors);
        var read = new PathCase
        {
            Path = fields.RequiredText("path"),
            Is = fields.Texts("is"),
            IsNot = fields.Texts("isNot"),
            Exists = fields.Take("exists") is null ? null : fields.Flag("exists", false),
            AtLeast = fields.Take("atLeast") is null ? null : fields.Integer("atLeast", 0, -1_000_000, 1_000_000),
            AfterAsOf = fields.Flag("afterAsOf", false),
            Then = fields.RequiredText("then"),
            Warning = fields.Text("warning"),
            Text = fields.Text("text"),
        };
        foreach (string path in new[] { read.Path, read.Text ?? read.Path })
            Steps(fields, "path", at, path);
        int tests = (read.Is.Count > 0 ? 1 : 0) + (read.IsNot.Count > 0 ? 1 : 0) + (read.Exists is null ? 0 : 1)
            + (read.AtLeast is null ? 0 : 1) + (read.AfterAsOf ? 1 : 0);
        if (tests != 1)
            fields.Error("path", "expected exactly one of is, isNot, exists, atLeast, afterAsOf");
        if (read.Then.Length > 0 && !Outcomes.Contains(read.Then))
            fields.Error("then", $"\"{read.Then}\" is not one of {string.Join(", ", Outcomes)}");
        fields.Finish();
        return read;
    }

    private static Dictionary<string, QuantityBand> Bands(JsonFields fields)
    {
        var bands = new Dictionary<string, QuantityBand>();
        foreach ((string word, JsonValue value) in fields.Members("bands"))
        {
            var limits = new JsonFields(value, fields.File, fields.Errors);
            int min = limits.Integer("min", -1, 0, int.MaxValue);
            int max = limits.Integer("max", int.MaxValue, 0, int.MaxValue);
            if (limits.Take("min") is null || max < min || word.Length == 0)
                limits.Error("min", $"band \"{word}\": expected min, and a max that is not below it");
            bands[word] = new QuantityBand(Math.Max(min, 0), limits.Take("max") is null ? null : max);
            limits.Finish();
        }

        return bands;
    }

    private static List<PathChoice> Choices(
        JsonFields fields, string name, JsonValue? value, IReadOnlyList<string> at)
    {
        var choices = new List<PathChoice>();
        if (value is null)
            return choices;
        foreach (JsonValue choice in value.IsArray ? value.Items : [value])
            choices.Add(new PathChoice(fields.TextsOf(choice, name)));
        if (choices.Count == 0 || choices.Any(x => x.Paths.Count == 0))
            fields.Errors.Add(fields.File, value.Line, $"{name}: expected at least one path");
        foreach (string path in choices.SelectMany(x => x.Paths))
        {
            if (TreePath.Resolve(at, path) is null)
                fields.Errors.Add(fields.File, value.Line, NotAPath(name, path));
        }

        return choices;
    }

    private static IReadOnlyList<string> Steps(JsonFields fields, string name, IReadOnlyList<string> at, string path)
    {
        if (TreePath.Resolve(at, path) is { } steps)
            return steps;
        fields.Error(name, NotAPath(name, path));
        return [];
    }

    private static string NotAPath(string name, string path) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: \"{path}\" is not a path: names with / between them, at most {TreePath.StepsMax}, .. not above the top");

    private static List<JsonValue> List(JsonFields fields, string name)
    {
        if (fields.Take(name) is not { } list)
            return [];
        if (!list.IsArray)
            fields.Error(name, "expected a list");
        return list.Items;
    }
}
