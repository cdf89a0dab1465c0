using Inventory.Model.Snapshots;

namespace Inventory.Cli.Check;

/// <summary>What was sent, added up by status and unit as sent; never across them. Lines that state only a band add
/// no quantity.</summary>
internal sealed class SentTotals
{
    private readonly SortedDictionary<(StockStatus Status, string Unit), (decimal Quantity, long Lines)> _sums = [];

    /// <summary>The totals of some snapshots.</summary>
    public static SentTotals Of(IEnumerable<StockSnapshot> snapshots)
    {
        var totals = new SentTotals();
        foreach (StockLine line in snapshots.SelectMany(x => x.Lines))
        {
            if (line.Quantity is not { } quantity)
                continue;
            (StockStatus, string) key = (line.Status, line.Unit ?? string.Empty);
            totals._sums.TryGetValue(key, out (decimal Quantity, long Lines) sum);
            totals._sums[key] = (sum.Quantity + quantity, sum.Lines + 1);
        }

        return totals;
    }

    /// <summary>The rows in order of status and unit; the unit is null where none was stated.</summary>
    public IEnumerable<(string Status, string? Unit, string Quantity, long Lines)> Rows() => _sums.Select(x => (
        WireNames.Of(x.Key.Status),
        x.Key.Unit.Length == 0 ? null : x.Key.Unit,
        Plain(x.Value.Quantity),
        x.Value.Lines));

    /// <summary>A decimal without trailing zeros, so that 5.00 and 5 are one text.</summary>
    private static string Plain(decimal value) => value.ToString("0.############################");
}
