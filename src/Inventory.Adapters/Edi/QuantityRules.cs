using System.Text;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edi;

/// <summary>What a quantity states.</summary>
internal enum QuantityKind
{
    /// <summary>No level, or one that nobody agreed on: nothing is counted.</summary>
    Ignored = 0,

    /// <summary>There and free to use.</summary>
    OnHand = 1,

    /// <summary>There, with committed and damaged goods.</summary>
    Total = 2,

    /// <summary>There and promised.</summary>
    Allocated = 3,

    /// <summary>On the way to the place.</summary>
    InTransit = 4,

    /// <summary>There and not usable.</summary>
    OnHold = 5,
}

/// <summary>The meaning of one quantity code.</summary>
/// <param name="Index">Its own number among the codes.</param>
/// <param name="Kind">What it states.</param>
/// <param name="Rank">Of several on-hand codes of one item and place the least counts.</param>
internal sealed record QuantityRule(int Index, QuantityKind Kind, int Rank)
{
    public bool IsOnHand => Kind is QuantityKind.OnHand or QuantityKind.Total;

    /// <summary>True for goods that a total at the place includes.</summary>
    public bool IsPartOfTotal => Kind is QuantityKind.Allocated or QuantityKind.OnHold;

    public StockStatus Status => Kind switch
    {
        QuantityKind.Allocated => StockStatus.Allocated,
        QuantityKind.InTransit => StockStatus.InTransit,
        QuantityKind.OnHold => StockStatus.OnHold,
        _ => StockStatus.OnHand,
    };
}

/// <summary>The quantity codes of a format and a profile.</summary>
internal sealed class QuantityRules
{
    private readonly Dictionary<string, QuantityRule> _rules = [];
    private readonly Dictionary<ulong, QuantityRule> _short = [];
    private readonly Dictionary<string, QuantityRule>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private ulong _lastKey = ShortCode.None;
    private QuantityRule? _lastRule;

    /// <summary>The standard's codes, on-hand codes best first, under those of the profile.</summary>
    public QuantityRules(IEnumerable<KeyValuePair<string, string>> standard, EdiMapping mapping)
    {
        foreach ((string code, string meaning) in mapping.Quantities)
            _rules.TryAdd(code, new QuantityRule(_rules.Count, KindOf(meaning), _rules.Count));
        foreach ((string codes, string meaning) in standard)
        {
            foreach (string code in codes.Split(' '))
                _rules.TryAdd(code, new QuantityRule(_rules.Count, KindOf(meaning), _rules.Count));
        }

        _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach ((string code, QuantityRule rule) in _rules)
        {
            bool isPlain = code.Length > 0 && code == code.Trim() && Ascii.IsValid(code);
            if (isPlain && ShortCode.Pack(Encoding.ASCII.GetBytes(code)) is var key and not ShortCode.None)
                _short[key] = rule;
        }
    }

    /// <summary>The rule of a code as it stands in a segment; null for one that must be read as text first.</summary>
    public QuantityRule? FindPlain(ReadOnlySpan<byte> code)
    {
        ulong key = ShortCode.Pack(code);
        // Nearly all quantities of a file bear one code.
        if (key == _lastKey)
            return _lastRule;
        if (!_short.TryGetValue(key, out QuantityRule? rule))
            return null;
        (_lastKey, _lastRule) = (key, rule);
        return rule;
    }

    /// <summary>The rule of a code; null for one that nobody agreed on.</summary>
    public QuantityRule? Find(ReadOnlySpan<char> code) =>
        _lookup.TryGetValue(code, out QuantityRule? rule) ? rule : null;

    private static QuantityKind KindOf(string meaning) => meaning switch
    {
        "onHand" => QuantityKind.OnHand,
        EdiMapping.Total => QuantityKind.Total,
        "allocated" => QuantityKind.Allocated,
        "inTransit" => QuantityKind.InTransit,
        "onHold" => QuantityKind.OnHold,
        _ => QuantityKind.Ignored,
    };
}
