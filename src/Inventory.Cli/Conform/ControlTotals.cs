using System.Globalization;
using System.Text;
using Inventory.Model.Receipts;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Cli.Conform;

/// <summary>
/// The sums that the sender's own system shows, to be compared with what was read: a CSV or TSV in UTF-8 with the
/// columns <c>file,status,unit,quantity</c>, one row per file, status and unit.
/// </summary>
internal sealed class ControlTotals
{
    private const string Header = "file,status,unit,quantity";

    private readonly Dictionary<(string File, StockStatus Status, string Unit), decimal> _rows;

    private ControlTotals(Dictionary<(string File, StockStatus Status, string Unit), decimal> rows) => _rows = rows;

    /// <summary>Reads the file.</summary>
    /// <exception cref="UsageException">It is missing, too large, or a row is wrong; the row is named.</exception>
    public static ControlTotals Load(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"ファイルがありません: {path}", $"There is no file {path}.");
        if (new FileInfo(path).Length > ConformLimits.ControlTotalsBytesMax)
            throw new UsageException($"合計のファイルが1 MBを超えています: {path}", $"The control totals exceed 1 MB: {path}");
        string[] lines = File.ReadAllText(path, Encoding.UTF8).ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n');
        if (string.Join(',', Cells(lines[0])) != Header)
            throw Wrong(path, 1, $"見出しは {Header} です", $"the header is {Header}");
        var rows = new Dictionary<(string File, StockStatus Status, string Unit), decimal>();
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0)
                Add(rows, path, i + 1, Cells(lines[i]));
        }

        return new ControlTotals(rows);
    }

    /// <summary>The differences of one file beyond the tolerance, as sentences without a language: name, read and
    /// stated figure.</summary>
    public IReadOnlyList<string> DifferencesOf(FileFacts facts)
    {
        string name = Path.GetFileName(facts.File);
        var open = _rows.Where(x => x.Key.File == name).ToDictionary(x => (x.Key.Status, x.Key.Unit), x => x.Value);
        var differences = new List<string>();
        foreach (SentTotal read in facts.Totals)
        {
            string label = $"{name} {WireNames.Of(read.Status)} {read.Unit ?? "-"}";
            if (!open.Remove((read.Status, UnitOf(read.Unit)), out decimal stated))
                differences.Add($"{label}: {read.QuantityText()} / -");
            else if (Math.Abs(read.Quantity - stated) > Math.Abs(stated) * ConformLimits.TotalsTolerance)
                differences.Add($"{label}: {read.QuantityText()} / {stated.ToString(CultureInfo.InvariantCulture)}");
        }

        differences.AddRange(open.Where(x => x.Value != 0).Select(x =>
            $"{name} {WireNames.Of(x.Key.Status)} {x.Key.Unit}: - / {x.Value.ToString(CultureInfo.InvariantCulture)}"));
        return differences;
    }

    private static void Add(
        Dictionary<(string File, StockStatus Status, string Unit), decimal> rows, string path, int line, string[] cells)
    {
        if (cells.Length != 4)
            throw Wrong(path, line, "4列ではありません", "not four columns");
        StockStatus status = StockStatus.OnHand;
        if (cells[1].Length > 0 && !WireNames.TryParse(cells[1], out status))
            throw Wrong(path, line, $"区分 {cells[1]} はありません", $"there is no status {cells[1]}");
        const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(cells[3], Form, CultureInfo.InvariantCulture, out decimal quantity))
            throw Wrong(path, line, $"数量 {cells[3]} は数ではありません", $"the quantity {cells[3]} is no number");
        if (!rows.TryAdd((cells[0], status, UnitOf(cells[2])), quantity))
            throw Wrong(path, line, "同じ行が2つあります", "the row stands twice");
    }

    private static string UnitOf(string? unit) =>
        unit is not { Length: > 0 } ? "-" : UnitTable.TryNormalize(unit, out string? code) ? code : unit;

    private static string[] Cells(string line) =>
        [.. line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',').Select(x => x.Trim())];

    private static UsageException Wrong(string path, int line, string ja, string en) =>
        new($"{path}:{line} {ja}。", $"{path}:{line} {en}.");
}
