using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inventory.Adapters.Edi;

/// <summary>
/// Where the separators of one segment stand, found once and then asked for each element. Positions count from the
/// segment's first byte. Reused from segment to segment; grows with the largest one.
/// </summary>
internal sealed class EdiIndex
{
    // Before the first element and behind the last one stands a separator that is not there.
    private const int Before = -1;

    private int[] _marks = new int[512];
    private int[] _elements = new int[512];
    private int _count;
    private int _elementCount;

    private EdiSyntax _syntax;
    private bool _hasRelease;
    private Vector256<byte> _terminators;
    private Vector256<byte> _releases;
    private Vector256<byte> _betweenElements;
    private Vector256<byte> _betweenComponents;

    /// <summary>Elements of the segment, its tag included.</summary>
    public int Elements => _elementCount;

    /// <summary>The first line end before the terminator; beyond all positions when there is none.</summary>
    public int LineEnd { get; private set; }

    public ReadOnlySpan<byte> Element(ReadOnlySpan<byte> body, int index) => (uint)index < (uint)_elementCount
        ? Between(body, _elements[index], _elements[index + 1]) : default;

    public ReadOnlySpan<byte> Component(ReadOnlySpan<byte> body, int element, int index)
    {
        if ((uint)element >= (uint)_elementCount)
            return default;
        int mark = _elements[element] + index;
        return mark < _elements[element + 1] ? Between(body, mark, mark + 1) : default;
    }

    /// <summary>
    /// Finds the terminator and all separators before it at one look. -1 when that is no matter of one look: a release
    /// character, a segment longer than the text or of very many elements; then nothing is known.
    /// </summary>
    public int Scan(ReadOnlySpan<byte> text, EdiSyntax syntax)
    {
        if (!Vector256.IsHardwareAccelerated)
            return -1;
        if (syntax != _syntax)
            Use(syntax);
        Begin();
        ref byte start = ref MemoryMarshal.GetReference(text);
        int last = Math.Min(text.Length, EdiLimits.SegmentBytesMax) - Vector256<byte>.Count;
        for (int at = 0; at <= last && _count + Vector256<byte>.Count < _marks.Length; at += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref start, (nuint)at);
            uint ends = Vector256.Equals(bytes, _terminators).ExtractMostSignificantBits();
            uint separators = (Vector256.Equals(bytes, _betweenElements)
                | Vector256.Equals(bytes, _betweenComponents)).ExtractMostSignificantBits();
            uint breaks = (Vector256.Equals(bytes, Vector256.Create((byte)'\r'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
            // What stands behind the terminator is another segment's.
            uint upTo = ends == 0 ? uint.MaxValue : unchecked(ends ^ (ends - 1));
            if (_hasRelease && (Vector256.Equals(bytes, _releases).ExtractMostSignificantBits() & upTo) != 0)
                return -1;
            uint inside = ends == 0 ? upTo : upTo >> 1;
            if ((breaks &= inside) != 0 && LineEnd == int.MaxValue)
                LineEnd = at + BitOperations.TrailingZeroCount(breaks);
            for (separators &= inside; separators != 0; separators &= unchecked(separators - 1))
            {
                int position = at + BitOperations.TrailingZeroCount(separators);
                Add(position, text[position] == syntax.Element);
            }

            if (ends != 0)
                return at + BitOperations.TrailingZeroCount(ends);
        }

        return -1;
    }

    /// <summary>Ends a scanned segment at its length without the blanks at its end.</summary>
    public void End(int length)
    {
        while (_marks[_count - 1] >= length)
        {
            _count--;
            if (_elements[_elementCount - 1] == _count)
                _elementCount--;
        }

        (_marks[_count], _elements[_elementCount]) = (length, _count);
    }

    /// <summary>Finds the separators of a whole segment, byte by byte; those behind a release character are
    /// none.</summary>
    public void Take(ReadOnlySpan<byte> body, EdiSyntax syntax, bool isEscaped)
    {
        Begin();
        for (int i = 0; i < body.Length; i++)
        {
            if (isEscaped && body[i] == syntax.Release)
                i++;
            else if (body[i] == syntax.Element || body[i] == syntax.Component)
                AddGrowing(i, body[i] == syntax.Element);
        }

        End(body.Length);
    }

    private ReadOnlySpan<byte> Between(ReadOnlySpan<byte> body, int mark, int next)
    {
        int start = _marks[mark] + 1;
        return body[start.._marks[next]];
    }

    private void Begin()
    {
        (_marks[0], _elements[0]) = (Before, 0);
        (_count, _elementCount) = (1, 1);
        LineEnd = int.MaxValue;
    }

    private void Add(int position, bool isElement)
    {
        if (isElement)
            _elements[_elementCount++] = _count;
        _marks[_count++] = position;
    }

    private void AddGrowing(int position, bool isElement)
    {
        // One more is needed for the end.
        if (_count + 1 == _marks.Length)
        {
            Array.Resize(ref _marks, _count * 2);
            Array.Resize(ref _elements, _count * 2);
        }

        Add(position, isElement);
    }

    private void Use(EdiSyntax syntax)
    {
        _syntax = syntax;
        _terminators = Vector256.Create(syntax.Terminator);
        _hasRelease = syntax.Release != 0;
        _releases = Vector256.Create(syntax.Release);
        _betweenElements = Vector256.Create(syntax.Element);
        _betweenComponents = Vector256.Create(syntax.Component);
    }
}
