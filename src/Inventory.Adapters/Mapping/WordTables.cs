using System.IO.Enumeration;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Adapters.Mapping;

/// <summary>The words of one source: units, statuses, sale states. Matched folded; the profile's own words come
/// first.</summary>
internal sealed class WordTables
{
    private static readonly Dictionary<string, StockStatus> BuiltInStatuses = new()
    {
        ["在庫"] = StockStatus.OnHand,
        ["手持"] = StockStatus.OnHand,
        ["現在庫"] = StockStatus.OnHand,
        ["引当"] = StockStatus.Allocated,
        ["引当済"] = StockStatus.Allocated,
        ["輸送中"] = StockStatus.InTransit,
        ["積送中"] = StockStatus.InTransit,
        ["保留"] = StockStatus.OnHold,
        ["検査中"] = StockStatus.OnHold,
    };

    /// <summary>Words that two units bear: the common one is taken, and said so.</summary>
    private static readonly HashSet<string> Ambiguous = ["件", "M"];

    // Beyond these the cells are no words: what was kept of them is let go.
    private const int WordsMax = 1_000;
    private const int PlacesMax = 200_000;

    private readonly FeedProfile _profile;
    private readonly Dictionary<string, UnitWord> _unitWords = [];
    private readonly Dictionary<string, StatusWord> _statusWords = [];
    private readonly HashSet<string> _ignored = [];
    private readonly Dictionary<(string Place, string Name), StockStatus> _places = [];
    private readonly Dictionary<string, string> _units;
    private readonly Dictionary<string, StockStatus> _statuses = new(BuiltInStatuses);
    private readonly Dictionary<string, SaleState> _saleStates = [];

    public WordTables(FeedProfile profile)
    {
        _profile = profile;
        _units = [];
        foreach ((string word, string code) in profile.Units)
            _units[TextWidth.Key(word)] = code;
        for (var status = StockStatus.OnHand; status <= StockStatus.OnHold; status++)
            _statuses[TextWidth.Key(WireNames.Of(status))] = status;
        foreach ((string word, string name) in profile.Statuses)
        {
            if (name == FeedProfile.Ignore)
                _ignored.Add(TextWidth.Key(word));
            else if (WireNames.TryParse(name, out StockStatus status))
                _statuses[TextWidth.Key(word)] = status;
        }

        for (var state = SaleState.Unknown; state <= SaleState.Closed; state++)
            _saleStates[TextWidth.Key(WireNames.Of(state))] = state;
        foreach ((string word, string name) in profile.SaleStates)
        {
            if (WireNames.TryParse(name, out SaleState state))
                _saleStates[TextWidth.Key(word)] = state;
        }
    }

    /// <summary>What a unit word stands for.</summary>
    public UnitWord Unit(ReadOnlySpan<char> word)
    {
        var lookup = _unitWords.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(word, out UnitWord known))
            return known;
        if (_unitWords.Count >= WordsMax)
            _unitWords.Clear();
        return lookup[word] = FindUnit(word.ToString());
    }

    /// <summary>What a unit word stands for that was read before, and was no more than a word.</summary>
    public bool TryUnit(ReadOnlySpan<char> word, out UnitWord known) =>
        _unitWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out known);

    /// <summary>Reads a status word; <paramref name="isIgnored"/> for one that the profile says is no stock.</summary>
    public bool TryStatus(ReadOnlySpan<char> word, out StockStatus status, out bool isIgnored)
    {
        var lookup = _statusWords.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(word, out StatusWord known))
        {
            if (_statusWords.Count >= WordsMax)
                _statusWords.Clear();
            string key = TextWidth.Key(word.ToString());
            bool isKnown = _statuses.TryGetValue(key, out StockStatus found);
            lookup[word] = known = new StatusWord(isKnown, found, _ignored.Contains(key));
        }

        (status, isIgnored) = (known.Status, known.IsIgnored);
        return known.IsKnown || isIgnored;
    }

    private UnitWord FindUnit(string word)
    {
        string key = TextWidth.Key(word);
        if (_units.TryGetValue(key, out string? code))
            return new UnitWord(code, null);
        return UnitTable.TryNormalize(word, out string? normal)
            ? new UnitWord(normal, Ambiguous.Contains(key) ? "unitAmbiguous" : null)
            : new UnitWord(word, "unitUnknown");
    }

    /// <summary>The status of goods at a place whose code or name the profile knows (a warehouse of blocked goods);
    /// onHand for all others.</summary>
    public StockStatus StatusOfPlace(LocationId place, ReadOnlySpan<char> name)
    {
        if (_profile.LocationStatuses.Count == 0)
            return StockStatus.OnHand;
        (string, string) key = (place.Value, name.Trim().ToString());
        if (_places.Count >= PlacesMax)
            _places.Clear();
        if (!_places.TryGetValue(key, out StockStatus status))
            _places[key] = status = FindPlace(key.Item1, key.Item2);
        return status;
    }

    private StockStatus FindPlace(string place, string name)
    {
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        foreach ((string pattern, string status) in _profile.LocationStatuses)
        {
            bool isIt = FileSystemName.MatchesSimpleExpression(pattern, place.AsSpan(colon + 1))
                || FileSystemName.MatchesSimpleExpression(pattern, name);
            if (isIt && WireNames.TryParse(status, out StockStatus read))
                return read;
        }

        return StockStatus.OnHand;
    }

    /// <summary>Reads a sale state word.</summary>
    public bool TrySaleState(ReadOnlySpan<char> word, out SaleState state) =>
        _saleStates.TryGetValue(TextWidth.Key(word.ToString()), out state);

    private readonly record struct StatusWord(bool IsKnown, StockStatus Status, bool IsIgnored);
}
