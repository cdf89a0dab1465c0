using Inventory.Adapters.Tables;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Delimited;

/// <summary>Finds the delimiter in the header: the one under which most of the profile's columns are found, then the
/// most frequent one.</summary>
internal static class DelimiterDetection
{
    private static readonly char[] Candidates = [',', '\t', ';', '|'];

    public static char Find(ReadOnlySpan<char> headerLine, char quote, IReadOnlySet<string> columnKeys)
    {
        char best = ',';
        int bestScore = 0;
        foreach (char candidate in Candidates)
        {
            var tokenizer = new DelimitedTokenizer(candidate, quote, 1);
            ReadOnlySpan<char> input = headerLine;
            if (tokenizer.Read(ref input) is not RowEnd.LineEnd
                && tokenizer.Finish() is not (RowEnd.FileEnd or RowEnd.OpenQuote))
                continue;
            int known = 0;
            for (int i = 0; i < tokenizer.Count; i++)
                known += columnKeys.Contains(TextWidth.Key(tokenizer.Field(i).ToString())) ? 1 : 0;
            // A known name weighs more than any number of delimiters.
            int score = (known * (TableLimits.ColumnsMax + 1)) + tokenizer.Count - 1;
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }
}
