using System.Buffers;
using Inventory.Adapters.Tables;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Delimited;

/// <summary>How a row ended.</summary>
internal enum RowEnd
{
    /// <summary>Not yet: more characters are needed.</summary>
    None = 0,

    /// <summary>At a line end.</summary>
    LineEnd = 1,

    /// <summary>At the end of the file, without a line end.</summary>
    FileEnd = 2,

    /// <summary>At the end of the file, inside quotes.</summary>
    OpenQuote = 3,

    /// <summary>Over a limit: nothing more can be read.</summary>
    TooLong = 4,
}

/// <summary>
/// Splits characters into rows and fields: quotes, doubled quotes, line ends inside quotes, CRLF, LF and CR. Fed
/// piece by piece, it holds one row. Written here and not taken from CsvHelper, because a row must be given up while it
/// is read (a million columns must not be collected
/// first), the physical line must be known with all three line ends, and an open quote at the end must be told from
/// a finished row.
/// </summary>
internal sealed class DelimitedTokenizer : ITableRow
{
    private readonly char _delimiter;
    private readonly char _quote;
    private readonly WholeRow _whole;
    private readonly SearchValues<char> _plainStops;
    private readonly SearchValues<char> _quotedStops;
    private char[] _text = new char[1024];
    private int[] _ends = new int[32];
    private int _length;
    private State _state;
    private bool _isAfterCr;
    private bool _isRowDone;
    private bool _isWhole;
    private long _line;

    /// <summary>A tokenizer whose first row is in physical line <paramref name="firstLine"/>; quote NUL means no
    /// quoting.</summary>
    public DelimitedTokenizer(char delimiter, char quote, long firstLine)
    {
        _delimiter = delimiter;
        _quote = quote;
        _line = firstLine;
        Line = firstLine;
        _whole = new WholeRow(delimiter, quote);
        _plainStops = SearchValues.Create([delimiter, '\r', '\n']);
        _quotedStops = SearchValues.Create([quote, '\r', '\n']);
    }

    private enum State
    {
        FieldStart = 0,
        Plain = 1,
        Quoted = 2,
        QuoteInQuoted = 3,
    }

    /// <summary>Physical line where the row begins, 1-based.</summary>
    public long Line { get; private set; }

    /// <summary>Physical line the tokenizer has come to.</summary>
    public long LastLine => _line;

    /// <summary>Fields of the finished row.</summary>
    public int Count { get; private set; }

    /// <summary>True when the row holds nothing but delimiters and blanks.</summary>
    public bool IsBlank
    {
        get
        {
            // Nearly all rows begin with something.
            if (Count > 0 && Field(0) is [not (' ' or '\t' or '\u3000'), ..])
                return false;
            for (int i = 0; i < Count; i++)
            {
                if (Field(i).ContainsAnyExcept(' ', '\t', '\u3000'))
                    return false;
            }

            return true;
        }
    }

    public ReadOnlySpan<char> Field(int index)
    {
        if (_isWhole)
            return _text.AsSpan(_whole.Starts[index], _whole.Ends[index] - _whole.Starts[index]);
        int start = index == 0 ? 0 : _ends[index - 1];
        return _text.AsSpan(start, _ends[index] - start);
    }

    /// <summary>Reads on; <paramref name="input"/> is moved past what was used. The row is valid until the next
    /// call.</summary>
    public RowEnd Read(ref ReadOnlySpan<char> input)
    {
        BeginRow();
        while (!input.IsEmpty)
        {
            char c = input[0];
            if (_state == State.FieldStart && Count == 0 && !(_isAfterCr && c == '\n') && TryWhole(ref input))
                return RowEnd.LineEnd;
            if (_isAfterCr)
            {
                _isAfterCr = false;
                if (c == '\n')
                {
                    if (_state == State.Quoted && !Append(input[..1]))
                        return RowEnd.TooLong;
                    input = input[1..];
                    continue;
                }
            }

            RowEnd end = _state == State.Quoted ? ReadQuoted(ref input) : ReadPlain(ref input);
            if (end != RowEnd.None)
                return end;
        }

        return RowEnd.None;
    }

    /// <summary>The row that the end of the file leaves; None when there is none.</summary>
    public RowEnd Finish()
    {
        BeginRow();
        if (_state == State.Quoted)
            return EndField() ? RowEnd.OpenQuote : RowEnd.TooLong;
        if (_state == State.FieldStart && Count == 0)
            return RowEnd.None;
        return EndField() ? RowEnd.FileEnd : RowEnd.TooLong;
    }

    /// <summary>The physical line of the row, and the column by name.</summary>
    public SourcePosition At(int index, string? columnName) => new(Line: Line, Column: columnName);

    private void BeginRow()
    {
        if (!_isRowDone)
            return;
        _isRowDone = false;
        _isWhole = false;
        _length = 0;
        Count = 0;
        Line = _line;
    }

    /// <summary>Takes a row that lies whole in the input, its line end included; false when it must be read
    /// otherwise.</summary>
    private bool TryWhole(ref ReadOnlySpan<char> input)
    {
        int length = _whole.Split(input);
        if (length < 0)
            return false;
        if (length > _text.Length)
            _text = new char[Math.Max(_text.Length * 2, length)];
        input[..length].CopyTo(_text);
        (Count, _isWhole, _isRowDone, _isAfterCr) = (_whole.Count, true, true, false);
        _line++;
        bool isCr = input[length] == '\r';
        input = input[(length + 1)..];
        if (isCr && input is ['\n', ..])
            input = input[1..];
        else
            _isAfterCr = isCr;
        return true;
    }

    private RowEnd ReadPlain(ref ReadOnlySpan<char> input)
    {
        char c = input[0];
        if (c == _quote && _quote != '\0' && _state != State.Plain)
        {
            bool isDoubled = _state == State.QuoteInQuoted;
            _state = State.Quoted;
            if (isDoubled && !Append(input[..1]))
                return RowEnd.TooLong;
            input = input[1..];
            return RowEnd.None;
        }

        if (c is '\r' or '\n')
        {
            input = input[1..];
            CountLine(c);
            _isRowDone = true;
            return EndField() ? RowEnd.LineEnd : RowEnd.TooLong;
        }

        if (c == _delimiter)
        {
            input = input[1..];
            return EndField() ? RowEnd.None : RowEnd.TooLong;
        }

        _state = State.Plain;
        int length = input.IndexOfAny(_plainStops);
        length = length < 0 ? input.Length : length;
        bool fits = Append(input[..length]);
        input = input[length..];
        return fits ? RowEnd.None : RowEnd.TooLong;
    }

    private RowEnd ReadQuoted(ref ReadOnlySpan<char> input)
    {
        int length = input.IndexOfAny(_quotedStops);
        length = length < 0 ? input.Length : length;
        if (!Append(input[..length]))
            return RowEnd.TooLong;
        input = input[length..];
        if (input.IsEmpty)
            return RowEnd.None;
        char c = input[0];
        if (c == _quote)
        {
            _state = State.QuoteInQuoted;
        }
        else
        {
            if (!Append(input[..1]))
                return RowEnd.TooLong;
            CountLine(c);
        }

        input = input[1..];
        return RowEnd.None;
    }

    private void CountLine(char c)
    {
        _line++;
        _isAfterCr = c == '\r';
    }

    private bool EndField()
    {
        _state = State.FieldStart;
        if (Count == TableLimits.ColumnsMax)
            return false;
        if (Count == _ends.Length)
            Array.Resize(ref _ends, _ends.Length * 2);
        _ends[Count++] = _length;
        return true;
    }

    private bool Append(ReadOnlySpan<char> text)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        if (_length - start + text.Length > DelimitedLimits.FieldCharsMax
            || _length + text.Length > DelimitedLimits.RowCharsMax)
            return false;
        if (_length + text.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return true;
    }
}
