using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inventory.Adapters.Tables;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// Splits a row that lies whole in one piece of text, without going through it character by character: 16 of them are
/// compared at once, and only delimiters, quotes and line ends are looked at. Rows it does not know how to split
/// (doubled quotes, line ends in quotes) are left to <see cref="DelimitedTokenizer"/>.
/// </summary>
internal sealed class WholeRow
{
    private const int Width = 16;

    private readonly char _delimiter;
    private readonly char _quote;
    private readonly SearchValues<char> _quotedStops;
    private readonly bool _isSplit;

    public WholeRow(char delimiter, char quote)
    {
        (_delimiter, _quote) = (delimiter, quote);
        _quotedStops = SearchValues.Create([quote, '\r', '\n']);
        _isSplit = Vector256.IsHardwareAccelerated && delimiter != quote && delimiter is not ('\r' or '\n')
            && quote is not ('\r' or '\n');
    }

    /// <summary>Where each field begins.</summary>
    public int[] Starts { get; private set; } = new int[32];

    /// <summary>Where each field ends.</summary>
    public int[] Ends { get; private set; } = new int[32];

    /// <summary>How many fields there are.</summary>
    public int Count { get; private set; }

    /// <summary>Splits the row that <paramref name="text"/> begins with; its length up to the line end, or -1 when it must be
    /// read otherwise.</summary>
    public int Split(ReadOnlySpan<char> text)
    {
        Count = 0;
        if (!_isSplit)
            return -1;
        int start = 0;
        int from = 0;
        while (text.Length - from >= Width)
        {
            for (uint marks = Marks(text, from); marks != 0; marks &= marks - 1)
            {
                int at = from + BitOperations.TrailingZeroCount(marks);
                char c = text[at];
                if (c == _delimiter)
                {
                    if (!Add(start, at))
                        return -1;
                    start = at + 1;
                }
                else if (c is '\r' or '\n')
                {
                    return Add(start, at) ? at : -1;
                }
                else if (at == start && _quote != '\0')
                {
                    int end = Quoted(text, ref at);
                    if (end < 0 || !Add(start + 1, end))
                        return -1;
                    if (text[at] != _delimiter)
                        return at;
                    start = at + 1;
                    // On behind the quotes.
                    from = start - Width;
                    break;
                }
            }

            from += Width;
        }

        return -1;
    }

    /// <summary>Where the quotes that open at <paramref name="at"/> close, which is then what comes behind them: a delimiter
    /// or line end; -1 for anything else.</summary>
    private int Quoted(ReadOnlySpan<char> text, ref int at)
    {
        int length = text[(at + 1)..].IndexOfAny(_quotedStops);
        int close = at + 1 + length;
        if (length < 0 || text[close] != _quote || close + 1 == text.Length)
            return -1;
        at = close + 1;
        char behind = text[at];
        return behind == _delimiter || behind is '\r' or '\n' ? close : -1;
    }

    /// <summary>A bit for each of 16 characters that is a delimiter, a quote or a line end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Marks(ReadOnlySpan<char> text, int from)
    {
        Vector256<ushort> block = Vector256.LoadUnsafe(
            ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)from);
        Vector256<ushort> found = Vector256.Equals(block, Vector256.Create((ushort)_delimiter))
            | Vector256.Equals(block, Vector256.Create((ushort)_quote))
            | Vector256.Equals(block, Vector256.Create((ushort)'\r'))
            | Vector256.Equals(block, Vector256.Create((ushort)'\n'));
        return found.ExtractMostSignificantBits();
    }

    private bool Add(int start, int end)
    {
        if (Count == TableLimits.ColumnsMax || end > DelimitedLimits.FieldCharsMax)
            return false;
        if (Count == Ends.Length)
        {
            int[] starts = Starts;
            int[] ends = Ends;
            Array.Resize(ref starts, Count * 2);
            Array.Resize(ref ends, Count * 2);
            (Starts, Ends) = (starts, ends);
        }

        Starts[Count] = start;
        Ends[Count++] = end;
        return true;
    }
}
