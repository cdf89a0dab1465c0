using Inventory.Model.Snapshots;

namespace Inventory.Model.Receipts;

/// <summary>
/// What was sent, added up by status and unit as sent; never across them. Lines that state only a band add no
/// quantity. It shows a clerk at once that cases were taken for pieces.
/// </summary>
public static class SentTotals
{
    /// <summary>Rows told: four statuses and the units of one file are some ten; a file that gives each line a unit of
    /// its own must not make a receipt of gigabytes.</summary>
    public const int RowsMax = 200;

    /// <summary>The totals of some snapshots, ordered by status and unit, at most <see cref="RowsMax"/>.</summary>
    public static IReadOnlyList<SentTotal> Of(IEnumerable<StockSnapshot> snapshots)
    {
        var sums = new Dictionary<(StockStatus Status, string? Unit), (decimal Quantity, long Lines)>();
        foreach (StockSnapshot snapshot in snapshots)
        {
            foreach (StockLine line in snapshot.Lines)
            {
                if (line.Quantity is not { } quantity)
                    continue;
                sums.TryGetValue((line.Status, line.Unit), out (decimal Quantity, long Lines) sum);
                sums[(line.Status, line.Unit)] = (Add(sum.Quantity, quantity), sum.Lines + 1);
            }
        }

        return
        [
            .. sums.OrderBy(x => x.Key.Status).ThenBy(x => x.Key.Unit, StringComparer.Ordinal).Take(RowsMax)
                .Select(x => new SentTotal(x.Key.Status, x.Key.Unit, x.Value.Quantity, x.Value.Lines)),
        ];
    }

    /// <summary>Totals and as-of of some snapshots.</summary>
    public static SentFigures Figures(IReadOnlyList<StockSnapshot> snapshots) =>
        new() { Totals = Of(snapshots), AsOf = AsOfOf(snapshots) };

    /// <summary>Oldest and newest as-of of all lines; null when there is no snapshot.</summary>
    public static AsOfSpan? AsOfOf(IReadOnlyList<StockSnapshot> snapshots)
    {
        if (snapshots.Count == 0)
            return null;
        DateTimeOffset oldest = DateTimeOffset.MaxValue;
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (StockSnapshot snapshot in snapshots)
        {
            foreach (DateTimeOffset time in Times(snapshot))
            {
                oldest = time < oldest ? time : oldest;
                newest = time > newest ? time : newest;
            }
        }

        return new AsOfSpan(oldest, newest, snapshots.Max(x => x.AsOfSource));
    }

    /// <summary>A sum that nobody can overflow: beyond 28 digits it stays at the end.</summary>
    private static decimal Add(decimal sum, decimal quantity)
    {
        if (Math.Abs(quantity) <= decimal.MaxValue - Math.Abs(sum))
            return sum + quantity;
        return quantity < 0 ? decimal.MinValue : decimal.MaxValue;
    }

    private static IEnumerable<DateTimeOffset> Times(StockSnapshot snapshot) =>
        snapshot.Lines.Count == 0 ? [snapshot.AsOf] : snapshot.Lines.Select(x => x.AsOf ?? snapshot.AsOf);
}

/// <summary>The sum of one status in one unit.</summary>
/// <param name="Status">The status.</param>
/// <param name="Unit">The unit as sent; null where none was stated.</param>
/// <param name="Quantity">The sum in that unit, exact.</param>
/// <param name="Lines">Lines added.</param>
public sealed record SentTotal(StockStatus Status, string? Unit, decimal Quantity, long Lines)
{
    /// <summary>The quantity without trailing zeros, so that 5.00 and 5 are one text.</summary>
    public string QuantityText() => Quantity.ToString("0.############################");
}

/// <summary>The as-of of a delivery.</summary>
/// <param name="Oldest">The oldest of its lines.</param>
/// <param name="Newest">The newest of its lines.</param>
/// <param name="Source">Where it came from, the least trustworthy source of all.</param>
public sealed record AsOfSpan(DateTimeOffset Oldest, DateTimeOffset Newest, AsOfSource Source);

/// <summary>What a delivery states, in few figures.</summary>
public sealed record SentFigures
{
    /// <summary>The totals.</summary>
    public IReadOnlyList<SentTotal> Totals { get; init; } = [];

    /// <summary>The as-of; null when nothing was stated.</summary>
    public AsOfSpan? AsOf { get; init; }

    /// <summary>When it was received; null inside its own receipt, which says so itself.</summary>
    public DateTimeOffset? At { get; init; }
}
