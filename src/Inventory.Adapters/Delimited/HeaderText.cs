namespace Inventory.Adapters.Delimited;

/// <summary>
/// Collects the text up to the end of the header line: the lines to skip are dropped, and blank lines before the
/// header. What comes behind the header line in the same piece is kept with it.
/// </summary>
internal sealed class HeaderText(int skipLines)
{
    private char[] _text = [];
    private int _length;
    private int _lineStart;
    private int _scanned;
    private int _lineEnd = -1;
    private long _line = 1;

    /// <summary>True when the header line's end was met.</summary>
    public bool IsComplete => _lineEnd >= 0;

    /// <summary>Physical line of the header.</summary>
    public long FirstLine => _line;

    /// <summary>The header line without its end; all there is while it is not complete.</summary>
    public ReadOnlySpan<char> Line => _text.AsSpan(_lineStart, (IsComplete ? _lineEnd : _length) - _lineStart);

    /// <summary>The header line and all behind it.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(_lineStart, _length - _lineStart);

    /// <summary>True when there is no header at all.</summary>
    public bool IsBlank => _line <= skipLines || Line.IsWhiteSpace();

    /// <summary>Takes a piece; false when the header is longer than any row may be.</summary>
    public bool Take(ReadOnlySpan<char> piece)
    {
        if (_length + piece.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_length + piece.Length, Math.Min(_text.Length * 2,
                2 * DelimitedLimits.RowCharsMax)));
        piece.CopyTo(_text.AsSpan(_length));
        _length += piece.Length;
        while (!IsComplete && TryNextLine())
        {
        }

        DropSkipped();
        return IsComplete || _length - _lineStart <= DelimitedLimits.RowCharsMax;
    }

    /// <summary>Steps over one whole line; false when none is left or the header was found.</summary>
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

        if (_line > skipLines && !_text.AsSpan(_lineStart, end - _lineStart).IsWhiteSpace())
        {
            _lineEnd = end;
            return false;
        }

        _lineStart = _text[end] == '\r' && _text[end + 1] == '\n' ? end + 2 : end + 1;
        _scanned = _lineStart;
        _line++;
        return true;
    }

    private void DropSkipped()
    {
        if (IsComplete || _lineStart == 0)
            return;
        _text.AsSpan(_lineStart, _length - _lineStart).CopyTo(_text);
        _length -= _lineStart;
        _scanned -= _lineStart;
        _lineStart = 0;
    }
}
