using Inventory.Adapters.Text;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// Finds the merged ranges of a sheet before its rows are read: they stand behind the rows, and the header needs them.
/// Only their list is parsed; all before it is searched as bytes.
/// </summary>
internal static class MergeScan
{
    private const int WindowBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Mark => "mergeCells"u8;

    public static List<MergedRange> Read(Stream part)
    {
        var window = new byte[WindowBytes];
        int kept = 0;
        int count;
        while ((count = part.Read(window.AsSpan(kept))) > 0)
        {
            int length = kept + count;
            int at = Find(window.AsSpan(0, length));
            if (at >= 0)
                return Parse(new HeadedStream(window.AsMemory(at, length - at), part));
            kept = Math.Min(length, Mark.Length);
            window.AsSpan(length - kept, kept).CopyTo(window);
        }

        return [];
    }

    /// <summary>The start of the list's tag. A cell's text cannot hold a &lt;.</summary>
    private static int Find(ReadOnlySpan<byte> bytes)
    {
        for (int from = 0; ;)
        {
            int at = bytes[from..].IndexOf(Mark);
            if (at < 0)
                return -1;
            at += from;
            int tag = at > 0 && bytes[at - 1] == (byte)':' ? bytes[..at].LastIndexOf((byte)'<') : at - 1;
            if (tag >= 0 && bytes[tag] == (byte)'<')
                return tag;
            from = at + Mark.Length;
        }
    }

    private static List<MergedRange> Parse(Stream part)
    {
        var ranges = new List<MergedRange>();
        var tokens = new XmlTokens(part);
        for (XmlToken token = tokens.Read(); token != XmlToken.End && tokens.Depth > 0; token = tokens.Read())
        {
            if (token != XmlToken.Open || !tokens.Is("mergeCell"u8))
                continue;
            if (TryRange(tokens.Attribute("ref"u8), out MergedRange range))
                ranges.Add(range);
            if (ranges.Count == SpreadsheetLimits.MergesMax)
                break;
        }

        return ranges;
    }

    private static bool TryRange(ReadOnlySpan<byte> text, out MergedRange range)
    {
        range = default;
        int colon = text.IndexOf((byte)':');
        if (colon < 0 || !ColumnLetters.TryReference(text[..colon], out int firstColumn, out int firstRow)
            || !ColumnLetters.TryReference(text[(colon + 1)..], out int lastColumn, out int lastRow))
            return false;
        range = new MergedRange(firstRow, lastRow, firstColumn, lastColumn);
        return firstRow > 0 && lastRow >= firstRow && lastColumn >= firstColumn;
    }
}
