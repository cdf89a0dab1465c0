using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Model.Registry;

/// <summary>Sections of feed profiles made from a seed: all that their readers take, and nothing that they
/// refuse.</summary>
internal sealed class SectionSamples(int seed)
{
    private static readonly string[] Statuses = ["onHand", "allocated", "inTransit", "onHold"];
    private static readonly string[] Words = ["A", "箱", "ｶﾞ", "a b", "\"", "\\", "𠮷", "0", "é", "urn:x:1.2"];

    private readonly Random _random = new(seed);

    public EdiMapping Edi() => new()
    {
        Quantities = Map(Code, () => Pick([.. EdiMapping.Meanings])),
        Locations = Some(() => Pick("LOC", "NAD", "N1", "REF") + " " + Code()),
        Items = Some(Code),
        InventoryTypes = Map(Code, StatusOrIgnore),
        Movements = Pick(EdiMapping.Levels, FeedProfile.Ignore, FeedProfile.Reject),
        Schedules = Pick(EdiMapping.Parts, FeedProfile.Ignore),
        StoreQuantities = Pick(EdiMapping.Warn, EdiMapping.Parts, FeedProfile.Ignore),
        DeltaReports = Some(Code),
    };

    public Gs1Mapping Gs1() => new()
    {
        Dispositions = Map(Word, StatusOrIgnore),
        ItemIds = Some(Word),
        LocationIds = Some(Word),
    };

    public EpcisMapping Epcis() => new()
    {
        Opening = Pick(EpcisMapping.StockTaking, EpcisMapping.Zero),
        BizSteps = Map(Word, () => Pick("in", "out", "count", "check", "none")),
        Dispositions = Map(Word, StatusOrIgnore),
        Locations = Map(Word, Word),
    };

    public FixedWidthLayout FixedWidth()
    {
        bool isByBlocks = Flag();
        return new FixedWidthLayout
        {
            RecordLength = isByBlocks ? 2_000 : 0,
            RecordEnds = isByBlocks ? Pick("auto", "none", "lines") : Pick("auto", "lines"),
            CountsCharacters = !isByBlocks && Flag(),
            Records =
            [
                .. Some(() => Record(Pick("header", "group", "trailer", "ignore"), [], isByBlocks)),
                Record("detail", [Quantity(isByBlocks)], isByBlocks),
            ],
        };
    }

    public PathMapping Paths() => new()
    {
        Records = [PathRecord(isPart: false), .. Some(() => PathRecord(isPart: false))],
        AsOf = Some(Choice),
        Bands = Map(Word, () => new QuantityBand(_random.Next(100), Flag() ? 100 + _random.Next(900) : null)),
    };

    private FixedWidthRecord Record(string kind, FixedWidthField[] needed, bool isByBlocks)
    {
        int repeats = Flag() ? 1 : _random.Next(2, 9);
        return new FixedWidthRecord
        {
            Kind = kind,
            Match = Some(() => new FixedWidthMatch(_random.Next(1, 100), Word())),
            RepeatCount = repeats,
            RepeatLength = repeats == 1 ? 0 : _random.Next(1, 60),
            Fields = [.. needed, .. Some(() => Flag() ? Quantity(isByBlocks) : Flag() ? Count() : Text())],
        };
    }

    private FixedWidthField Quantity(bool isByBlocks) => new()
    {
        Field = "quantity",
        Start = _random.Next(1, 1_000),
        Length = _random.Next(1, 9),
        Form = isByBlocks ? Pick("number", "zoned", "packed", "binary") : Pick("number", "zoned"),
        Decimals = _random.Next(10),
        Repeats = Flag(),
        Item = Maybe(Word),
        Status = Pick(Statuses),
        Unit = Maybe(() => Pick("EA", "BX", "KGM")),
    };

    private FixedWidthField Count() => new()
    {
        Field = Pick("recordCount", "lineCount", "quantityTotal"),
        Start = _random.Next(1, 1_000),
        Length = _random.Next(1, 9),
        Form = Pick("number", "zoned"),
        Decimals = _random.Next(3),
    };

    private FixedWidthField Text() => new()
    {
        Field = Pick("item", "gtin", "location", "locationName", "unit", "status", "lot", "expiry", "owner", "asOf", "asOfTime"),
        Start = _random.Next(1, 1_000),
        Length = _random.Next(1, 90),
        Form = Pick("text", "yymmdd", "yyyymmdd", "hhmm", "hhmmss"),
        Repeats = Flag(),
    };

    private PathRecord PathRecord(bool isPart) => new()
    {
        Paths = [isPart ? "parts/*" : "/list/*", .. Some(() => isPart ? "more/{*}" : "//other")],
        Fields = Map(() => Pick([.. PathFields.All]), () => (IReadOnlyList<PathChoice>)[Choice(), .. Some(Choice)]),
        Quantities = [PathQuantity(), .. Some(PathQuantity)],
        Cases = Some(Case),
        Parts = isPart || Flag() ? null : PathRecord(isPart: true),
    };

    private PathQuantity PathQuantity() => new()
    {
        Paths = [Choice(), .. Some(Choice)],
        Minus = Some(Path),
        Status = Flag() ? Enum.Parse<StockStatus>(Pick(Statuses), ignoreCase: true) : null,
        Unit = Maybe(() => Pick("EA", "BX", "KGM")),
        Item = Maybe(Word),
    };

    private PathCase Case()
    {
        var one = new PathCase
        {
            Path = Path(),
            Then = Pick(FeedProfile.Ignore, PathCase.Unknown, PathCase.Error, "onHold"),
            Warning = Maybe(() => "otherState"),
            Text = Maybe(Path),
        };
        return _random.Next(5) switch
        {
            0 => one with { Is = [Word(), Word()] },
            1 => one with { IsNot = [Word()] },
            2 => one with { Exists = Flag() },
            3 => one with { AtLeast = _random.Next(-1_000, 1_000) },
            _ => one with { AfterAsOf = true },
        };
    }

    private PathChoice Choice() => new([Path(), .. Some(Path)]);

    private string Path() => Pick("a", "a/b", "@id", ".", "/head/at", "名/{*}", "x~1y");

    private string Word() => Pick(Words) + _random.Next(1_000);

    private string Code() => Pick("145", "33", "X1", "EN", "Z", "品");

    private string StatusOrIgnore() => Flag() ? FeedProfile.Ignore : Pick(Statuses);

    private bool Flag() => _random.Next(2) == 0;

    private string Pick(params string[] from) => from[_random.Next(from.Length)];

    private string? Maybe(Func<string> make) => Flag() ? make() : null;

    private List<T> Some<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private Dictionary<string, T> Map<T>(Func<string> key, Func<T> make)
    {
        var map = new Dictionary<string, T>();
        for (int i = _random.Next(4); i > 0; i--)
            map[key()] = make();
        return map;
    }
}
