using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// The texts that the cells of a workbook share, without readings (phonetic runs) and with the runs of a rich text
/// joined. Kept as characters in blocks: an object for each would double the memory.
/// </summary>
internal sealed class SharedStrings
{
    private const int BlockChars = 128 * 1024;

    private readonly List<char[]> _blocks = [];
    private readonly List<(int Block, int Start, int Length)> _texts = [];
    private int _used = BlockChars;

    /// <summary>Reads the table; a workbook without it has none.</summary>
    public static SharedStrings Read(Stream? part)
    {
        var strings = new SharedStrings();
        if (part is null)
            return strings;
        var tokens = new XmlTokens(part);
        var text = new TextBuffer(SpreadsheetLimits.CellCharsMax);
        for (XmlToken token = tokens.Read(); token != XmlToken.End; token = tokens.Read())
        {
            if (token != XmlToken.Open || !tokens.Is("si"u8))
                continue;
            text.Length = 0;
            AppendRuns(tokens, text);
            strings.Add(text.Text);
        }

        return strings;
    }

    /// <summary>Appends the texts below the element that has opened, which is left behind.</summary>
    public static void AppendRuns(XmlTokens tokens, TextBuffer text)
    {
        int depth = tokens.Depth;
        int from = text.Length;
        bool isText = false;
        while (tokens.Depth >= depth)
        {
            XmlToken token = tokens.Read();
            if (token == XmlToken.Text && isText)
                tokens.AppendTo(text);
            else if (token == XmlToken.Open && tokens.Is("rPh"u8))
                tokens.Skip();
            else if (token != XmlToken.Text)
                isText = token == XmlToken.Open && tokens.Is("t"u8);
        }

        text.Unescape(from);
    }

    /// <summary>A text by its number; false when there is none.</summary>
    public bool TryGet(int index, out ReadOnlySpan<char> text)
    {
        text = default;
        if (index < 0 || index >= _texts.Count)
            return false;
        (int block, int start, int length) = _texts[index];
        text = _blocks[block].AsSpan(start, length);
        return true;
    }

    /// <summary>Adds a text; it gets the next number.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (_texts.Count == SpreadsheetLimits.SharedStringsMax)
            throw new WorkbookException(RejectionReason.TooLarge, "shared strings");
        // An empty text needs no room, and yet a block to stand in.
        if (_blocks.Count == 0 || _used + text.Length > BlockChars)
        {
            if (_blocks.Count * BlockChars >= SpreadsheetLimits.SharedCharsMax)
                throw new WorkbookException(RejectionReason.TooLarge, "shared strings");
            _blocks.Add(new char[BlockChars]);
            _used = 0;
        }

        text.CopyTo(_blocks[^1].AsSpan(_used));
        _texts.Add((_blocks.Count - 1, _used, text.Length));
        _used += text.Length;
    }
}
