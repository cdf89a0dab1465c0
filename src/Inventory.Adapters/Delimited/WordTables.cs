using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Adapters.Delimited;

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

    private readonly Dictionary<string, string> _units;
    private readonly Dictionary<string, StockStatus> _statuses = new(BuiltInStatuses);
    private readonly Dictionary<string, SaleState> _saleStates = [];

    public WordTables(FeedProfile profile)
    {
        _units = [];
        foreach ((string word, string code) in profile.Units)
            _units[TextWidth.Key(word)] = code;
        for (var status = StockStatus.OnHand; status <= StockStatus.OnHold; status++)
            _statuses[TextWidth.Key(WireNames.Of(status))] = status;
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

    public bool TryStatus(string word, out StockStatus status) =>
        _statuses.TryGetValue(TextWidth.Key(word), out status);

    public bool TrySaleState(string word, out SaleState state) =>
        _saleStates.TryGetValue(TextWidth.Key(word), out state);
}
