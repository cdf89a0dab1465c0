using Inventory.Adapters.Numbers;
using Inventory.Adapters.Tables;
using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>A merged range; rows from 1, columns from 0, the ends inside.</summary>
internal readonly record struct MergedRange(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>
/// Merged ranges store their text in one cell and mean it for all. Headers are filled to the right and down; below the
/// header texts and codes are filled down (a shop's name beside its goods), and never what could be a quantity: it
/// would count twice.
/// </summary>
internal sealed class MergedRanges
{
    /// <summary>Ranges open at once; Excel's never overlap, and a header has far fewer.</summary>
    private const int OpenMax = 256;

    /// <summary>A title over the whole sheet does not make a table of 16,384 columns.</summary>
    private const int WidthMax = 64;

    /// <summary>Digits from which a number is a code and no quantity.</summary>
    private const int CodeDigits = 8;

    private readonly SheetBounds _bounds;
    private readonly MergedRange[] _ranges;
    private readonly List<(MergedRange Range, string Text)> _open = [];
    private int _next;

    public MergedRanges(SheetBounds bounds, IEnumerable<MergedRange> ranges)
    {
        _bounds = bounds;
        _ranges = [.. ranges.OrderBy(x => x.FirstRow)];
    }

    /// <summary>Fills a row; rows come in their order.</summary>
    public void Apply(SheetRow row, bool isHead, Findings findings)
    {
        if (_next == _ranges.Length && _open.Count == 0)
            return;
        _open.RemoveAll(x => x.Range.LastRow < row.Number);
        for (; _next < _ranges.Length && _ranges[_next].FirstRow <= row.Number; _next++)
            Open(_ranges[_next], row);
        foreach ((MergedRange range, string text) in _open)
            Fill(row, range, text, isHead, findings);
    }

    private void Open(in MergedRange range, SheetRow row)
    {
        int index = range.FirstColumn - _bounds.FirstColumn;
        if (range.FirstRow < row.Number || index < 0 || _open.Count == OpenMax)
            return;
        ReadOnlySpan<char> text = row.Field(index).Trim();
        if (!text.IsEmpty && !CouldBeQuantity(text))
            _open.Add((range, text.ToString()));
    }

    private void Fill(SheetRow row, in MergedRange range, string text, bool isHead, Findings findings)
    {
        int index = range.FirstColumn - _bounds.FirstColumn;
        bool isBelow = range.FirstRow < row.Number;
        if (isBelow && row.Field(index).IsWhiteSpace() && !row.IsBlank)
        {
            row.Fill(index, text, MergeFill.Below);
            if (!isHead)
                findings.Warn("mergedCells", row.At(index, null), text);
        }

        int last = Math.Min(range.LastColumn, range.FirstColumn + WidthMax) - _bounds.FirstColumn;
        if (!isHead || last == index || !HasMore(row, index, last))
            return;
        for (int i = index + 1; i <= last; i++)
        {
            if (row.Field(i).IsWhiteSpace())
                row.Fill(i, text, MergeFill.Across);
        }
    }

    /// <summary>True when the row holds more than this range: else it is a title.</summary>
    private static bool HasMore(SheetRow row, int first, int last)
    {
        for (int i = 0; i < row.Count; i++)
        {
            if ((i < first || i > last) && !row.Field(i).IsWhiteSpace())
                return true;
        }

        return false;
    }

    private static bool CouldBeQuantity(ReadOnlySpan<char> text)
    {
        bool isCode = CheckDigit.IsAllDigits(text)
            && (text.Length >= CodeDigits || (text.Length > 1 && text[0] == '0'));
        return !isCode && JapaneseNumber.Read(text, out _) != NumberReading.Invalid;
    }
}
