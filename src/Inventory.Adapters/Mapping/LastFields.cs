using Inventory.Adapters.Assembling;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Mapping;

/// <summary>What the line before said beside its place, item, quantity and the status that its format knows.</summary>
internal struct LastFields
{
    private LastText _asOf;
    private LastText _statusWord;
    private LastText _saleState;
    private LastText _lot;
    private LastText _expiry;
    private LastText _owner;
    private DateTimeOffset? _asOfTime;
    private AsOfSource _asOfSource;

    /// <summary>What that means; null when it was refused, or is not known any more.</summary>
    public RowFacts? Facts { get; set; }

    /// <summary>True when a line says the same.</summary>
    public readonly bool Are(in StatedLine line) =>
        IsTime(line) && _asOf.Is(line.AsOf) && _statusWord.Is(line.StatusWord)
        && _saleState.Is(line.SaleState) && _lot.Is(line.Lot) && _expiry.Is(line.Expiry) && _owner.Is(line.Owner);

    public void Set(in StatedLine line, RowFacts? facts)
    {
        Facts = facts;
        if (facts is null)
            return;
        (_asOfTime, _asOfSource) = (line.AsOfTime, line.AsOfSource);
        _asOf.Set(line.AsOf);
        _statusWord.Set(line.StatusWord);
        _saleState.Set(line.SaleState);
        _lot.Set(line.Lot);
        _expiry.Set(line.Expiry);
        _owner.Set(line.Owner);
    }

    private readonly bool IsTime(in StatedLine line)
    {
        if (_asOfTime is not { } time || line.AsOfTime is not { } other)
            return _asOfTime.HasValue == line.AsOfTime.HasValue;
        return _asOfSource == line.AsOfSource && time.EqualsExact(other);
    }
}
