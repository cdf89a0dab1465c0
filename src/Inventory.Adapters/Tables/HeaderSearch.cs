using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>
/// Looks for the header among the first rows: the first row that has the profile's columns, alone or with one or two
/// rows above it (a merged cell of an upper row names all columns below it). What stands above it is titles.
/// </summary>
internal sealed class HeaderSearch(FeedProfile profile, DateOnly today)
{
    // A header of more rows than three was not met.
    private const int UpperRowsMax = 2;

    private readonly IReadOnlySet<string> _known = ColumnMap.KnownKeys(profile);
    private readonly List<BufferedRow> _rows = [];
    private int _bestKnown = -1;

    /// <summary>The rows above the header.</summary>
    public IReadOnlyList<BufferedRow> Titles => _rows;

    /// <summary>Why the row that looks most like a header is none; null before any row.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>True when so many rows held no header that there is none.</summary>
    public bool IsOver => _rows.Count >= TableLimits.HeaderRowsMax;

    /// <summary>Takes the next row; the columns when it ends the header, else null.</summary>
    public ColumnMap? Take(BufferedRow row, Findings findings)
    {
        string[] names = [.. row.Cells.Select(Name)];
        ColumnMap? map = Try(names, row, findings, isAlone: true);
        for (int upper = 1; map is null && upper <= Math.Min(UpperRowsMax, _rows.Count); upper++)
        {
            names = Join(_rows[^upper].Cells, names);
            map = Try(names, row, findings, isAlone: false);
        }

        if (map is null)
            _rows.Add(row);
        return map;
    }

    private ColumnMap? Try(string[] names, BufferedRow row, Findings findings, bool isAlone)
    {
        // What is odd about a row is told only when it is the header.
        var odd = new Findings();
        ColumnMap? map = ColumnMap.Build(profile, names, today, odd, out Rejection? failure);
        // Without a single known name an upper row adds nothing but chance.
        int known = ColumnMap.KnownNames(_known, names);
        if (map is not null && (isAlone || known > 0))
        {
            foreach (Warning warning in odd.Warnings)
                findings.Warn(warning);
            return map;
        }

        if (isAlone && known > _bestKnown)
        {
            _bestKnown = known;
            Failure = failure is { } fault ? fault with { Source = row.At(-1, null) } : null;
        }

        return null;
    }

    private bool IsKnown(string name) => _known.Contains(TextWidth.Key(name));

    private static string Name(string cell) =>
        cell.Length > TableLimits.NameCharsMax ? cell[..TableLimits.NameCharsMax] : cell;

    /// <summary>The names of two rows, the upper one filled to the right over its merged cells; a lower name that the
    /// profile knows by itself stays alone.</summary>
    private string[] Join(IReadOnlyList<string> upper, string[] lower)
    {
        var names = new string[lower.Length];
        string above = string.Empty;
        for (int i = 0; i < names.Length; i++)
        {
            string own = i < upper.Count ? Name(upper[i]) : string.Empty;
            if (!string.IsNullOrWhiteSpace(own))
                above = own;
            string joined = $"{above} {lower[i]}";
            if (string.IsNullOrWhiteSpace(lower[i]))
                names[i] = own;
            else
                names[i] = !IsKnown(joined) && IsKnown(lower[i]) ? lower[i] : joined;
        }

        return names;
    }
}
