using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// All lines of one delivery in the order of the file, and beside them, once each, what many share. What a snapshot
/// shows of them is made when it is asked for. Not thread safe while it is filled; read by any thread afterwards.
/// </summary>
internal sealed class LineStore
{
    private readonly List<LineKind> _kinds = [];
    private readonly List<LineRest?> _rests = [null];
    private readonly PagedList<DateTimeOffset> _times = new();
    private readonly SourceTemplates _sources = new();

    /// <summary>The lines.</summary>
    public PagedList<KeptLine> Lines { get; } = new();

    /// <summary>Keeps a place.</summary>
    public (int Template, int Number) KeepSource(in SourcePosition source) => _sources.Keep(source);

    /// <summary>Keeps a kind, whose index is <see cref="KindCount"/>.</summary>
    public void Add(LineKind kind) => _kinds.Add(kind);

    public int KindCount => _kinds.Count;

    public LineKind KindOf(in KeptLine line) => _kinds[line.Kind];

    public LineRest? RestOf(in KeptLine line) => _rests[line.Rest];

    public DateTimeOffset AsOfOf(in KeptLine line) => _times[line.AsOf];

    public SourcePosition SourceOf(in KeptLine line) => _sources.Of(KindOf(line).Template, line.Source);

    /// <summary>Keeps what lines may leave out.</summary>
    public int Add(LineRest rest)
    {
        _rests.Add(rest);
        return _rests.Count - 1;
    }

    /// <summary>Keeps a time; the same again has the same index.</summary>
    public int Add(DateTimeOffset time) =>
        _times.Count > 0 && _times[_times.Count - 1].EqualsExact(time) ? _times.Count - 1 : _times.Add(time);

    /// <summary>A line as it was stated, before it was validated; its as-of left out where it is
    /// <paramref name="shared"/>.</summary>
    public StockLine Stated(in KeptLine line, DateTimeOffset shared) => Line(line, shared, isValid: false);

    /// <summary>A line that has passed the validator, base quantity included.</summary>
    public StockLine Valid(in KeptLine line, DateTimeOffset shared) => Line(line, shared, isValid: true);

    private StockLine Line(in KeptLine line, DateTimeOffset shared, bool isValid)
    {
        LineKind kind = KindOf(line);
        LineRest? rest = RestOf(line);
        DateTimeOffset time = AsOfOf(line);
        long? inBase = isValid && kind.State == KindState.Resolved ? line.Quantity * kind.Factor : null;
        var shown = new StockLine
        {
            Item = kind.Item,
            Unit = kind.Unit,
            Status = kind.Status,
            SaleState = kind.SaleState,
            AsOf = time == shared ? null : time,
            Quantity = rest is { HoldsQuantity: true } ? rest.Quantity : line.Quantity,
            BaseQuantity = rest is { HoldsQuantity: true } ? rest.BaseQuantity : inBase,
        };
        return rest is null
            ? shown
            : shown with { Lot = rest.Lot, Expiry = rest.Expiry, Owner = rest.Owner, Band = rest.Band };
    }
}
