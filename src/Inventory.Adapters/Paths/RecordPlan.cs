using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Paths;

/// <summary>One kind of record at one place, its paths resolved to slots. Alternatives in order, each of one slot or
/// several.</summary>
internal sealed class RecordPlan(PathNode node, RecordPlan? around)
{
    public PathNode Node => node;

    /// <summary>The record whose total it is a part of; null for a record of its own.</summary>
    public RecordPlan? Around => around;

    /// <summary>Alternatives by the field's number in <see cref="PathFields.All"/>.</summary>
    public int[][][] Fields { get; } = new int[PathFields.All.Count][][];

    public List<QuantityPlan> Quantities { get; } = [];

    public List<CasePlan> Cases { get; } = [];

    /// <summary>True when parts may stand for its total.</summary>
    public bool HasParts { get; set; }

    /// <summary>Every slot it uses.</summary>
    public List<int> Used { get; } = [];

    /// <summary>Names its records' places; made with the first of them.</summary>
    public PathPlace? Place { get; set; }

    /// <summary>Of slots that lie beside the record: below which node; null for its own.</summary>
    public Dictionary<int, PathNode> Outer { get; } = [];
}

/// <summary>A quantity of a record.</summary>
/// <param name="Choices">Its alternatives.</param>
/// <param name="Suffix">What follows the record's own place in the place of the first alternative.</param>
/// <param name="Minus">Slots that are taken off.</param>
/// <param name="Status">Its status; null when a word or a case says it.</param>
/// <param name="Unit">Its unit; null when the record says it.</param>
/// <param name="Item">Its item; null when the record says it.</param>
internal sealed record QuantityPlan(
    int[][] Choices, string Suffix, int[] Minus, StockStatus? Status, string? Unit, string? Item)
{
    private CountedPath? _record;
    private CountedPath? _own;

    /// <summary>Its place in the record at <paramref name="record"/>.</summary>
    public SourcePosition At(in SourcePosition record)
    {
        if (Suffix.Length == 0)
            return record;
        if (!record.TryCounted(out CountedPath? path, out long number))
            return record with { Path = record.Path + Suffix };
        if (path != _record)
            (_record, _own) = (path, path.Below(Suffix));
        return new SourcePosition(record.Line, _own!, number);
    }
}

/// <summary>A case and its slots.</summary>
internal sealed record CasePlan(PathCase Case, int Slot, int TextSlot, string Suffix, StockStatus? Status);
