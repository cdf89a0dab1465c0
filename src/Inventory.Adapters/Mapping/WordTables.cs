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

    private readonly FeedProfile _profile;
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

    /// <summary>The unit's code, or the word as sent when no table knows it (then <paramref name="isKnown"/> is
    /// false).</summary>
    public string Unit(string word, out bool isKnown)
    {
        isKnown = true;
        if (_units.Count > 0 && _units.TryGetValue(TextWidth.Key(word), out string? code))
            return code;
        if (UnitTable.TryNormalize(word, out string? known))
            return known;
        isKnown = false;
        return word;
    }

    /// <summary>Tells what is odd about a unit word that was taken.</summary>
    public void WarnUnit(Findings findings, string word, bool isKnown, in SourcePosition source)
    {
        if (!isKnown)
            findings.Warn("unitUnknown", source, word);
        else if (Ambiguous.Contains(TextWidth.Key(word)) && !_units.ContainsKey(TextWidth.Key(word)))
            findings.Warn("unitAmbiguous", source, word);
    }

    /// <summary>Reads a status word; <paramref name="isIgnored"/> for one that the profile says is no stock.</summary>
    public bool TryStatus(string word, out StockStatus status, out bool isIgnored)
    {
        string key = TextWidth.Key(word);
        isIgnored = _ignored.Contains(key);
        return _statuses.TryGetValue(key, out status) || isIgnored;
    }

    /// <summary>The status of goods at a place whose code or name the profile knows (a warehouse of blocked goods);
    /// onHand for all others.</summary>
    public StockStatus StatusOfPlace(LocationId place, ReadOnlySpan<char> name)
    {
        if (_profile.LocationStatuses.Count == 0)
            return StockStatus.OnHand;
        (string, string) key = (place.Value, name.Trim().ToString());
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

    public bool TrySaleState(string word, out SaleState state) =>
        _saleStates.TryGetValue(TextWidth.Key(word), out state);
}
