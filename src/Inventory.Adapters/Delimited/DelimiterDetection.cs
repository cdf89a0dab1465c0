using Inventory.Adapters.Tables;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// Finds the delimiter in the first lines: the one under which most of the profile's columns are found in one line;
/// where none is known, the one that gives the most lines of one and the same number of columns, and of these the
/// widest.
/// </summary>
internal static class DelimiterDetection
{
    private static readonly char[] Candidates = [',', '\t', ';', '|'];

    public static char Find(ReadOnlySpan<char> text, char quote, IReadOnlySet<string> columnKeys)
    {
        char best = ',';
        (int Known, long Even) bestScore = default;
        foreach (char candidate in Candidates)
        {
            (int Known, long Even) score = Score(candidate, text, quote, columnKeys);
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    private static (int Known, long Even) Score(
        char candidate, ReadOnlySpan<char> text, char quote, IReadOnlySet<string> columnKeys)
    {
        var tokenizer = new DelimitedTokenizer(candidate, quote, 1);
        var widths = new Dictionary<int, int>();
        int known = 0;
        int rows = 0;
        while (rows < TableLimits.HeaderRowsMax && !text.IsEmpty)
        {
            RowEnd end = tokenizer.Read(ref text);
            if (end == RowEnd.None)
                end = tokenizer.Finish();
            if (end is not (RowEnd.LineEnd or RowEnd.FileEnd or RowEnd.OpenQuote))
                break;
            if (tokenizer.IsBlank)
                continue;
            rows++;
            known = Math.Max(known, Known(tokenizer, columnKeys));
            widths[tokenizer.Count] = widths.GetValueOrDefault(tokenizer.Count) + 1;
            if (end != RowEnd.LineEnd)
                break;
        }

        long even = 0;
        foreach ((int width, int count) in widths)
        {
            // Many even rows weigh more than one wide row, such as a sentence with commas.
            if (width > 1)
                even = Math.Max(even, (count * (TableLimits.ColumnsMax + 1L)) + width);
        }

        return (known, even);
    }

    private static int Known(DelimitedTokenizer row, IReadOnlySet<string> columnKeys)
    {
        int known = 0;
        for (int i = 0; i < row.Count && columnKeys.Count > 0; i++)
        {
            bool mayBeName = row.Field(i).Length <= TableLimits.NameCharsMax;
            known += mayBeName && columnKeys.Contains(TextWidth.Key(row.Field(i).ToString())) ? 1 : 0;
        }

        return known;
    }
}
