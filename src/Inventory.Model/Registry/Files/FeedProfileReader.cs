using System.Buffers;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads one feed profile and checks all that can be checked without the rest of the registry.</summary>
internal sealed class FeedProfileReader
{
    private static readonly string[] Encodings = ["auto", "utf-8", "utf-16", "cp932", "euc-jp"];
    private static readonly string[] AsOfPlaces = ["line", "header", "fileName", "delivery"];
    private static readonly string[] AsOfMeanings = ["counted", "fileMade"];
    private static readonly string[] Policies = [FeedProfile.Reject, FeedProfile.Accept];
    private static readonly string[] Mappings = ["profile", "auto"];

    private static readonly string[] ColumnFields =
    [
        "item", "location", "locationName", "asOf", "unit", "status", "saleState", "lot", "expiry", "owner", "quantity",
        "otherQuantity",
    ];

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly JsonFields _fields;
    private readonly RegistryErrors _errors;
    private readonly List<FeedProfile> _variants = [];

    private FeedProfileReader(JsonFields fields, RegistryErrors errors) => (_fields, _errors) = (fields, errors);

    /// <summary>Reads a profile; its value counts only when no error was added.</summary>
    public static FeedProfile Read(JsonValue value, string file, RegistryErrors errors)
    {
        var reader = new FeedProfileReader(new JsonFields(value, file, errors), errors);
        reader.ReadVariants(value);
        FeedProfile profile = reader.ReadProfile();
        reader._fields.Finish();
        reader.CheckWhole(profile);
        return profile;
    }

    /// <summary>A variant says only what differs: all else is this profile's.</summary>
    private void ReadVariants(JsonValue whole)
    {
        JsonValue? list = _fields.Take("variants");
        if (list is { IsArray: false })
            _fields.Error("variants", "expected a list");
        foreach (JsonValue variant in list?.Items ?? [])
        {
            if (!variant.IsObject || variant.Members.Any(x => x.Key is "id" or "participant" or "variants"))
            {
                _errors.Add(_fields.File, variant.Line, "variants: expected objects without id, participant and variants");
                continue;
            }

            var merged = new JsonValue { Kind = variant.Kind, Line = variant.Line };
            merged.Members.AddRange(whole.Members.Where(
                x => x.Key != "variants" && !variant.Members.Any(y => y.Key == x.Key)));
            merged.Members.AddRange(variant.Members);
            _variants.Add(Read(merged, _fields.File, _errors));
        }
    }

    private JsonFields? Section(string name) =>
        _fields.Take(name) is { } value ? new JsonFields(value, _fields.File, _errors) : null;

    private Dictionary<string, string> StatusMap(string field, bool canIgnore)
    {
        Dictionary<string, string> statuses = _fields.TextMap(field);
        foreach ((string word, string status) in statuses)
        {
            bool isKnown = WireNames.TryParse(status, out StockStatus _) || (canIgnore && status == FeedProfile.Ignore);
            if (!isKnown || word.Length == 0)
            {
                _fields.Error(field, $"\"{word}\": \"{status}\" is not one of onHand, allocated, inTransit, onHold"
                    + (canIgnore ? ", ignore" : string.Empty));
            }
        }

        return statuses;
    }

    /// <summary>True for lower-case letters, digits and inner hyphens, 1 to 64: ids stand in addresses and file
    /// names.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && text[0] != '-' && text[^1] != '-'
        && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    private FeedProfile ReadProfile() => new()
    {
        Id = Name("id"),
        Participant = Participant("participant"),
        Format = Choice("format", [.. FeedFormats.All], null),
        NameJa = _fields.Text("nameJa"),
        NameEn = _fields.Text("nameEn"),
        Encoding = Choice("encoding", Encodings, "auto"),
        Delimiter = Delimiter(),
        Quote = OneCharacter("quote", "\""),
        Header = _fields.Flag("header", true),
        SkipLines = _fields.Integer("skipLines", 0, 0, 1000),
        TimeZone = TimeZone(),
        Scope = Scope(),
        CompleteRun = _fields.Flag("completeRun", false),
        Mapping = Choice("mapping", Mappings, "profile"),
        Columns = Columns(),
        Quantities = Quantities(),
        Constants = Constants(),
        AsOfOrder = AsOfOrder(),
        AsOfMeaning = Choice("asOfMeaning", AsOfMeanings, "counted"),
        Units = Units(),
        Statuses = StatusMap("statuses", canIgnore: true),
        LocationStatuses = StatusMap("locationStatuses", canIgnore: false),
        MissingUnit = Choice("missingUnit", Policies, FeedProfile.Accept),
        UnknownItem = Choice("unknownItem", Policies, FeedProfile.Accept),
        WrongControlCount = Choice("wrongControlCount", Policies, FeedProfile.Accept),
        Quarantine = _fields.Texts("quarantine"),
        UnknownLocation = Choice("unknownLocation", Policies, FeedProfile.Reject),
        UnknownLocationTier = Tier("unknownLocationTier"),
        IntervalMinutes = _fields.Integer("intervalMinutes", 1440, 1, IntervalMinutesMax),
        SaleState = SaleState(_fields.Text("saleState"), "saleState"),
        SaleStates = SaleStates(),
        ShrinkGuard = _fields.Flag("shrinkGuard", true),
        Sheet = Section("sheet") is { } sheet ? SheetMappingReader.Read(sheet) : null,
        FixedWidth = Section("fixedWidth") is { } layout ? FixedWidthLayoutReader.Read(layout) : null,
        Edi = Section("edi") is { } edi ? EdiMappingReader.Read(edi) : null,
        Paths = Section("paths") is { } paths ? PathMappingReader.Read(paths) : null,
        Gs1 = Section("gs1") is { } gs1 ? Gs1MappingReader.Read(gs1) : null,
        Epcis = Section("epcis") is { } epcis ? EpcisMappingReader.Read(epcis) : null,
        Variants = _variants,
    };

    /// <summary>The longest lawful interval is a week; a month leaves room for exercises.</summary>
    internal const int IntervalMinutesMax = 31 * 24 * 60;

    private string Name(string field)
    {
        string text = _fields.RequiredText(field);
        if (text.Length > 0 && !IsName(text))
            _fields.Error(field, $"\"{text}\" must be 1 to 64 lower-case letters, digits and hyphens");
        return text;
    }

    private ParticipantId Participant(string field)
    {
        string text = _fields.RequiredText(field);
        if (!ParticipantId.TryParse(text, out ParticipantId id) && text.Length > 0)
            _fields.Error(field, $"\"{text}\" is neither a GLN with a valid check digit nor a registry id");
        return id;
    }

    private string Choice(string field, string[] choices, string? absent)
    {
        string? text = absent is null ? _fields.RequiredText(field) : _fields.Text(field) ?? absent;
        if (text.Length > 0 && !choices.Contains(text))
            _fields.Error(field, $"\"{text}\" is not one of {string.Join(", ", choices)}");
        return text;
    }

    private string Delimiter()
    {
        string text = _fields.Text("delimiter") ?? "auto";
        if (text != "auto" && text.Length != 1)
            _fields.Error("delimiter", "expected auto or one character");
        return text;
    }

    private string OneCharacter(string field, string absent)
    {
        string text = _fields.Text(field) ?? absent;
        if (text.Length != 1)
            _fields.Error(field, "expected one character");
        return text;
    }

    private string TimeZone()
    {
        string text = _fields.Text("timeZone") ?? "+09:00";
        if (!CanonicalTime.TryParse(System.Text.Encoding.UTF8.GetBytes("2020-01-01T00:00:00" + text), out long _, out int _)
            || text.Length != 6)
            _fields.Error("timeZone", $"\"{text}\" is not an offset such as +09:00");
        return text;
    }

    private SnapshotScope Scope()
    {
        string text = _fields.Text("scope") ?? "full";
        if (!WireNames.TryParse(text, out SnapshotScope scope))
            _fields.Error("scope", $"\"{text}\" is not one of full, partial");
        return scope;
    }

    private Tier Tier(string field)
    {
        string text = _fields.Text(field) ?? "retailer";
        if (!WireNames.TryParse(text, out Tier tier))
            _fields.Error(field, $"\"{text}\" is not one of manufacturer, wholesaler, retailer");
        return tier;
    }

    private SaleState SaleState(string? text, string field)
    {
        SaleState state = Snapshots.SaleState.Unknown;
        if (text is not null && !WireNames.TryParse(text, out state))
            _fields.Error(field, $"\"{text}\" is not one of unknown, selling, ticketed, paused, notCarried, closed");
        return state;
    }

    private Dictionary<string, IReadOnlyList<string>> Columns()
    {
        var columns = new Dictionary<string, IReadOnlyList<string>>();
        foreach ((string field, JsonValue value) in _fields.Members("columns"))
        {
            if (!ColumnFields.Contains(field))
            {
                _errors.Add(_fields.File, value.Line, $"columns: unknown field \"{field}\"");
                continue;
            }

            columns[field] = ColumnNames(value, "columns." + field);
        }

        return columns;
    }

    private IReadOnlyList<string> ColumnNames(JsonValue value, string field)
    {
        IReadOnlyList<string> names = _fields.TextsOf(value, field);
        if (names.Count == 0 || names.Contains(string.Empty))
            _errors.Add(_fields.File, value.Line, $"{field}: expected at least one name, and none empty");
        return names;
    }

    private List<QuantityColumn> Quantities()
    {
        var quantities = new List<QuantityColumn>();
        JsonValue? list = _fields.Take("quantities");
        if (list is { IsArray: false })
            _fields.Error("quantities", "expected a list");
        foreach (JsonValue value in list?.Items ?? [])
        {
            var fields = new JsonFields(value, _fields.File, _errors);
            JsonValue? column = fields.Take("column");
            if (column is null)
                fields.Error("column", "is missing");
            quantities.Add(new QuantityColumn
            {
                Column = column is null ? [] : ColumnNames(column, "quantities.column"),
                Item = NotEmpty(fields, "item"),
                Status = Status(fields),
                Unit = Unit(fields, fields.Text("unit"), "unit"),
            });
            fields.Finish();
        }

        return quantities;
    }

    private static string? NotEmpty(JsonFields fields, string field)
    {
        string? text = fields.Text(field);
        if (text is { Length: 0 })
            fields.Error(field, "is empty");
        return text;
    }

    private static StockStatus Status(JsonFields fields)
    {
        string text = fields.Text("status") ?? "onHand";
        if (!WireNames.TryParse(text, out StockStatus status))
            fields.Error("status", $"\"{text}\" is not one of onHand, allocated, inTransit, onHold");
        return status;
    }

    private static string? Unit(JsonFields fields, string? text, string field)
    {
        if (text is not null && !UnitTable.TryNormalize(text, out _))
            fields.Error(field, $"\"{text}\" is not a unit of the platform's table");
        return text;
    }

    private Dictionary<string, string> Constants()
    {
        Dictionary<string, string> constants = _fields.TextMap("constants");
        foreach ((string field, string value) in constants)
        {
            if (!ColumnFields.Contains(field) || field == "quantity")
                _fields.Error("constants", $"unknown field \"{field}\"");
            else if (value.Length == 0)
                _fields.Error("constants", $"{field} is empty");
        }

        if (constants.TryGetValue("status", out string? status) && !WireNames.TryParse(status, out StockStatus _))
            _fields.Error("constants", $"status \"{status}\" is not one of onHand, allocated, inTransit, onHold");
        if (constants.TryGetValue("saleState", out string? state))
            SaleState(state, "constants");
        return constants;
    }

    private IReadOnlyList<string> AsOfOrder()
    {
        if (_fields.Take("asOfOrder") is null)
            return AsOfPlaces;
        IReadOnlyList<string> order = _fields.Texts("asOfOrder");
        if (order.Count == 0 || order.Distinct().Count() != order.Count || order.Any(x => !AsOfPlaces.Contains(x)))
            _fields.Error("asOfOrder", $"expected each at most once of {string.Join(", ", AsOfPlaces)}");
        return order;
    }

    private Dictionary<string, string> Units()
    {
        Dictionary<string, string> units = _fields.TextMap("units");
        foreach ((string word, string unit) in units)
        {
            if (word.Length == 0)
                _fields.Error("units", "an empty word cannot stand for a unit; use constants.unit");
            Unit(_fields, unit, "units");
        }

        return units;
    }

    private Dictionary<string, string> SaleStates()
    {
        Dictionary<string, string> states = _fields.TextMap("saleStates");
        foreach ((_, string state) in states)
            SaleState(state, "saleStates");
        return states;
    }

    private void CheckWhole(FeedProfile profile)
    {
        if (profile.Constants.TryGetValue("unit", out string? unit) && !UnitTable.TryNormalize(unit, out _)
            && !profile.Units.ContainsKey(unit))
            _fields.Error("constants", $"unit \"{unit}\" is not a unit of the platform's table nor of this profile");
        if (profile.Delimiter == profile.Quote)
            _fields.Error("quote", "is the same as the delimiter");
        if (profile.Format is FeedFormats.Delimited or FeedFormats.Spreadsheet)
            CheckTable(profile);
        else if (profile.Columns.Count > 0 || profile.Quantities.Count > 0)
            _fields.Error("columns", $"the format {profile.Format} has no columns");
    }

    private void CheckTable(FeedProfile profile)
    {
        if (profile.Mapping == "auto")
            return;
        bool hasSingle = profile.Columns.ContainsKey("quantity");
        bool hasItem = profile.Columns.ContainsKey("item") || profile.Constants.ContainsKey("item");
        if (hasSingle == (profile.Quantities.Count > 0))
            _fields.Error("quantities", "expected either columns.quantity or quantities, and not both");
        if (!hasItem && (profile.Quantities.Count == 0 || profile.Quantities.Any(x => x.Item is null)))
            _fields.Error("columns", "no column, constant or quantity column says the item");
        if (!profile.Columns.ContainsKey("location") && !profile.Columns.ContainsKey("locationName")
            && !profile.Constants.ContainsKey("location"))
            _fields.Error("columns", "no column or constant says the location");
        if (!profile.Header
            && profile.Columns.Values.SelectMany(x => x).Concat(profile.Quantities.SelectMany(x => x.Column))
            .Any(x => !int.TryParse(x, out int position) || position < 1))
            _fields.Error("columns", "without a header columns are named by their position 1, 2, …");
    }
}
