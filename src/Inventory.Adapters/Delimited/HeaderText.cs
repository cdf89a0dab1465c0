using Inventory.Adapters.Tables;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// Collects the first lines of a text, in which titles, header and a few rows of data are: the lines to skip are
/// dropped, what comes behind is kept. Memory is bounded by <see cref="DelimitedLimits.RowCharsMax"/> and one piece.
/// </summary>
internal sealed class HeaderText(int skipLines)
{
    private char[] _text = [];
    private int _length;
    private int _lineStart;
    private int _scanned;
    private int _lines;
    private long _line = 1;

    /// <summary>True when enough lines are there.</summary>
    public bool IsComplete =>
        _lines >= TableLimits.SampleRowsMax || (_lines > 0 && _length > DelimitedLimits.RowCharsMax);

    /// <summary>Physical line of the text's beginning, 1-based.</summary>
    public long FirstLine => Math.Min(_line, skipLines + 1L);

    /// <summary>All text behind the skipped lines.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _line <= skipLines ? 0 : _length);

    /// <summary>The first line that is not blank, without its end.</summary>
    public ReadOnlySpan<char> FirstFilledLine
    {
        get
        {
            ReadOnlySpan<char> text = Text.TrimStart();
            int end = text.IndexOfAny('\r', '\n');
            return end < 0 ? text : text[..end];
        }
    }

    /// <summary>True when there is nothing at all.</summary>
    public bool IsBlank => Text.IsWhiteSpace();

    /// <summary>Takes a piece; false when the first line is longer than any row may be.</summary>
    public bool Take(ReadOnlySpan<char> piece)
    {
        if (_length + piece.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_length + piece.Length, Math.Min(_text.Length * 2,
                2 * DelimitedLimits.RowCharsMax)));
        piece.CopyTo(_text.AsSpan(_length));
        _length += piece.Length;
        while (TryNextLine())
        {
        }

        return IsComplete || _length - _lineStart <= DelimitedLimits.RowCharsMax;
    }

    /// <summary>Steps over one whole line; false when none is left.</summary>
    private bool TryNextLine()
    {
        int end = _text.AsSpan(_scanned, _length - _scanned).IndexOfAny('\r', '\n');
        if (end < 0)
        {
            _scanned = _length;
            return false;
        }

        end += _scanned;
        // Whether a CR ends the line alone is known only with the character behind it.
        if (_text[end] == '\r' && end + 1 == _length)
        {
            _scanned = end;
            return false;
        }

        int next = _text[end] == '\r' && _text[end + 1] == '\n' ? end + 2 : end + 1;
        bool isSkipped = _line++ <= skipLines;
        if (!isSkipped && !_text.AsSpan(_lineStart, end - _lineStart).IsWhiteSpace())
            _lines++;
        (_lineStart, _scanned) = (next, next);
        if (isSkipped)
            DropSkipped();
        return true;
    }

    private void DropSkipped()
    {
        _text.AsSpan(_lineStart, _length - _lineStart).CopyTo(_text);
        _length -= _lineStart;
        _scanned -= _lineStart;
        _lineStart = 0;
    }
}
