using System.Text;
using Inventory.Adapters.Delimited;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>The first rows of CSV, TSV and their like: encoding and delimiter are found out.</summary>
internal sealed class DelimitedSampler : ITableSampler
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    public bool Fits(ReadOnlySpan<byte> head) => true;

    public async ValueTask<TableSample> SampleAsync(Stream body, bool isCut, CancellationToken cancellation)
    {
        var source = new TextSource(body, TextEncoding.Auto);
        var text = new StringBuilder();
        char[] piece = new char[16 * 1024];
        int length;
        while ((length = await source.ReadAsync(piece, cancellation)) > 0 && text.Length < SuggestLimits.BytesMax)
            text.Append(piece, 0, length);
        if (source.Failure is { } failure && text.Length == 0)
            return Failed(failure);
        string all = text.ToString();
        if (string.IsNullOrWhiteSpace(all))
            return Failed(new Rejection(default, "file", null, RejectionReason.Empty));
        if (all.Contains('\0'))
            return Failed(new Rejection(default, "file", "NUL", RejectionReason.FormatMismatch));
        return Best(all, isCut) with { Encoding = NameOf(source.Encoding) };
    }

    private static TableSample Failed(in Rejection failure) =>
        new() { Format = FeedFormats.Delimited, Failure = failure };

    private static string NameOf(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Auto => "auto",
        TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian => "utf-16",
        _ => EncodingNames.Of(encoding),
    };

    private static TableSample Best(string text, bool isCut)
    {
        TableSample? best = null;
        double bestScore = 0;
        foreach (char delimiter in Delimiters)
        {
            if (!text.Contains(delimiter) && best is not null)
                continue;
            TableSample sample = Split(text, delimiter, isCut);
            double score = Evenness(sample.Rows);
            if (best is null || score > bestScore)
                (best, bestScore) = (sample, score);
        }

        return best!;
    }

    /// <summary>How even the rows are: the delimiter that cuts most rows into the same number of fields is the file's;
    /// commas in addresses or numbers do not.</summary>
    private static double Evenness(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        IGrouping<int, IReadOnlyList<string>>? most = rows.Where(x => x.Count > 1)
            .GroupBy(x => x.Count).OrderByDescending(x => x.Count()).ThenByDescending(x => x.Key).FirstOrDefault();
        return most is null ? 0 : ((double)most.Count() / rows.Count) + (Math.Min(most.Key, 20) * 0.01);
    }

    private static TableSample Split(string text, char delimiter, bool isCut)
    {
        var tokenizer = new DelimitedTokenizer(delimiter, '"', 1);
        var rows = new List<IReadOnlyList<string>>();
        var lines = new List<long>();
        ReadOnlySpan<char> rest = text;
        RowEnd end = RowEnd.LineEnd;
        while (!rest.IsEmpty && rows.Count < SuggestLimits.RowsMax)
        {
            end = tokenizer.Read(ref rest);
            if (end != RowEnd.LineEnd)
                break;
            Take(tokenizer, rows, lines);
        }

        if (end == RowEnd.None && !isCut && tokenizer.Finish() == RowEnd.FileEnd)
            Take(tokenizer, rows, lines);
        return new TableSample
        {
            Rows = rows,
            Lines = lines,
            Format = FeedFormats.Delimited,
            Delimiter = delimiter.ToString(),
        };
    }

    private static void Take(DelimitedTokenizer row, List<IReadOnlyList<string>> rows, List<long> lines)
    {
        var cells = new string[Math.Min(row.Count, SuggestLimits.ColumnsMax)];
        for (int i = 0; i < cells.Length; i++)
        {
            ReadOnlySpan<char> field = row.Field(i);
            cells[i] = field[..Math.Min(field.Length, SuggestLimits.CellCharsMax * 2)].ToString();
        }

        rows.Add(cells);
        lines.Add(row.Line);
    }
}
