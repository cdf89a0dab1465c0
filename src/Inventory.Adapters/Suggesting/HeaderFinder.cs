using Inventory.Adapters.Numbers;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Suggesting;

/// <summary>
/// Finds the header of a table: under title rows, over several rows, or not at all. A header is told by its words
/// first, and by text standing over numbers where no word is known.
/// </summary>
internal sealed class HeaderFinder
{
    private static readonly string[] TotalWords =
        ["合計", "小計", "総計", "計", "総合計", "倉庫計", "店舗計", "部門計", "拠点計", "分類計", "TOTAL", "GRANDTOTAL", "SUBTOTAL", "總計", "合计", "총계", "합계", "소계"];

    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;
    private readonly DateOnly? _reference;
    private readonly int _width;
    private readonly Dictionary<string, ColumnName> _names = new(StringComparer.Ordinal);

    private HeaderFinder(IReadOnlyList<IReadOnlyList<string>> rows, DateOnly? reference)
    {
        _rows = rows;
        _reference = reference;
        foreach (IReadOnlyList<string> row in rows)
            _width = Math.Max(_width, Math.Min(LastFilled(row) + 1, SuggestLimits.ColumnsMax));
    }

    /// <summary>The shape of the table; null when there is none.</summary>
    public static TableShape? Find(IReadOnlyList<IReadOnlyList<string>> rows, DateOnly? reference)
    {
        var finder = new HeaderFinder(rows, reference);
        return finder._width == 0 ? null : finder.Find();
    }

    private TableShape? Find()
    {
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < Math.Min(_rows.Count, SuggestLimits.HeaderRowsMax); i++)
        {
            double score = Score(i);
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }

        return best >= 0 ? Named(best, bestScore) : Unnamed();
    }

    /// <summary>How much a row looks like a header: different roles its words speak for. 0 when it cannot be
    /// one.</summary>
    private double Score(int index)
    {
        IReadOnlyList<string> row = _rows[index];
        var roles = new HashSet<ColumnRole>();
        double sum = 0;
        int filled = 0;
        int texts = 0;
        for (int i = 0; i < Math.Min(row.Count, _width); i++)
        {
            string cell = ColumnFacts.CellOf(row, i);
            if (cell.Length == 0)
                continue;
            filled++;
            bool isText = IsText(cell);
            // Dates stand in headers, too: a calendar of arrivals.
            texts += isText || ColumnFacts.IsDate(cell, _reference) ? 1 : 0;
            // A longer text is a title or a remark.
            if (!isText || cell.Length > 40)
                continue;
            ColumnName name = NameOf(cell);
            if (name.Best == ColumnRole.None)
                continue;
            double strength = name.Strength(name.Best);
            sum += strength;
            if (strength >= 0.6)
                roles.Add(name.Best);
        }

        bool hasStock = roles.Contains(ColumnRole.Quantity);
        bool isEnough = roles.Count >= 2 || (hasStock && filled >= 2);
        if (!isEnough || texts < filled * 0.6 || !_rows.Skip(index + 1).Take(3).Any(x => !IsBlank(x, _width)))
            return 0;
        // Numbers below speak for it, a row far narrower than the table against it.
        double share = sum / filled;
        return (roles.Count + (hasStock ? 1 : 0) + share) * (filled >= _width * 0.3 ? 1 : 0.8);
    }

    private TableShape Named(int row, double score)
    {
        int first = row;
        int last = row;
        if (row + 1 < _rows.Count && Continues(row, row + 1))
            last = row + 1;
        else if (row > 0 && Distinguishes(row - 1, row))
            first = row - 1;
        ColumnName[] names = Join(first, last);
        double confidence = score >= 3 ? 0.98 : 0.9;
        return Shape(first, last + 1, names, first < last ? confidence - 0.05 : confidence);
    }

    /// <summary>True when the row below the header says what its empty or repeated cells mean.</summary>
    private bool Continues(int header, int below)
    {
        int fills = 0;
        int filled = 0;
        int known = 0;
        for (int i = 0; i < _width; i++)
        {
            string cell = ColumnFacts.CellOf(_rows[below], i);
            if (cell.Length == 0)
                continue;
            filled++;
            if (!IsText(cell))
                return false;
            ColumnName name = NameOf(cell);
            known += name.Best != ColumnRole.None && name.Strength(name.Best) >= 0.6 ? 1 : 0;
            fills += ColumnFacts.CellOf(_rows[header], i).Length == 0 ? 1 : 0;
        }

        bool isOverNumbers = below + 1 < _rows.Count && !IsBlank(_rows[below + 1], _width);
        return isOverNumbers && known > 0 && known >= filled * 0.5 && (fills > 0 || filled < _width * 0.7);
    }

    /// <summary>True when the row above tells repeated or empty names of the header apart.</summary>
    private bool Distinguishes(int above, int header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool isNeeded = false;
        int filled = 0;
        for (int i = 0; i < _width; i++)
        {
            string upper = ColumnFacts.CellOf(_rows[above], i);
            string key = TextWidth.Key(ColumnFacts.CellOf(_rows[header], i));
            filled += upper.Length > 0 && IsText(upper) ? 1 : 0;
            if (upper.Length > 0 && key.Length == 0)
                isNeeded |= NameOf(upper).Best != ColumnRole.None;
            if (key.Length > 0 && !seen.Add(key))
                isNeeded |= NameOf(ColumnFacts.CellOf(_rows[header], i)).Best != ColumnRole.None;
        }

        return isNeeded && filled >= 2;
    }

    /// <summary>Joins the rows of a header; a group's name stands over all its columns.</summary>
    private ColumnName[] Join(int first, int last)
    {
        var names = new ColumnName[_width];
        string group = string.Empty;
        for (int i = 0; i < _width; i++)
        {
            string text = ColumnFacts.CellOf(_rows[last], i);
            if (first < last)
            {
                string upper = ColumnFacts.CellOf(_rows[first], i);
                group = upper.Length > 0 ? upper : text.Length > 0 ? group : string.Empty;
                text = text.Length == 0 ? upper : group.Length == 0 || group == text ? text : $"{group} {text}";
            }

            names[i] = NameOf(text);
        }

        return names;
    }

    /// <summary>No word is known: a row of text over numbers, or no header.</summary>
    private TableShape? Unnamed()
    {
        int first = 0;
        while (first < _rows.Count && Filled(_rows[first]) < Math.Min(2, _width))
            first++;
        if (first >= _rows.Count)
            return null;
        bool isAllText = true;
        bool isOverNumbers = false;
        for (int i = 0; i < _width; i++)
        {
            string cell = ColumnFacts.CellOf(_rows[first], i);
            if (cell.Length == 0)
                continue;
            isAllText &= IsText(cell);
            if (first + 1 < _rows.Count && IsText(cell))
                isOverNumbers |= new ColumnFacts([.. _rows.Skip(first + 1).Take(50)], i, _reference).Numbers > 0.8;
        }

        if (isAllText && isOverNumbers)
            return Shape(first, first + 1, Join(first, first), 0.7);
        var none = new ColumnName[_width];
        Array.Fill(none, NameOf(string.Empty));
        return Shape(first, first, none, 0.75);
    }

    private TableShape Shape(int headerFirst, int dataFirst, ColumnName[] names, double confidence)
    {
        var data = new List<IReadOnlyList<string>>();
        var totals = new List<int>();
        for (int i = dataFirst; i < _rows.Count && data.Count < SuggestLimits.DataRowsMax; i++)
        {
            if (IsBlank(_rows[i], _width))
                continue;
            if (IsTotal(_rows[i]))
                totals.Add(i);
            else
                data.Add(_rows[i]);
        }

        return new TableShape
        {
            HeaderFirst = headerFirst,
            DataFirst = dataFirst,
            Names = names,
            Confidence = confidence,
            Data = data,
            Totals = totals,
        };
    }

    private bool IsTotal(IReadOnlyList<string> row)
    {
        int seen = 0;
        for (int i = 0; i < Math.Min(row.Count, _width) && seen < 3; i++)
        {
            string key = TextWidth.Key(ColumnFacts.CellOf(row, i)).Trim('*', '【', '】', '<', '>', ':', '＊', '[', ']');
            if (key.Length == 0)
                continue;
            seen++;
            if (TotalWords.Contains(key))
                return true;
        }

        return false;
    }

    private ColumnName NameOf(string text)
    {
        if (!_names.TryGetValue(text, out ColumnName? name))
            _names[text] = name = new ColumnName(text);
        return name;
    }

    private bool IsText(string cell) =>
        JapaneseNumber.Read(cell, out _) is NumberReading.Invalid && !ColumnFacts.IsDate(cell, _reference);

    private int Filled(IReadOnlyList<string> row)
    {
        int filled = 0;
        for (int i = 0; i < Math.Min(row.Count, _width); i++)
            filled += row[i].AsSpan().IsWhiteSpace() ? 0 : 1;
        return filled;
    }

    private static int LastFilled(IReadOnlyList<string> row)
    {
        int last = Math.Min(row.Count, SuggestLimits.ColumnsMax) - 1;
        while (last >= 0 && row[last].AsSpan().IsWhiteSpace())
            last--;
        return last;
    }

    private static bool IsBlank(IReadOnlyList<string> row, int width) => LastFilled(row) < 0 || width == 0;
}
