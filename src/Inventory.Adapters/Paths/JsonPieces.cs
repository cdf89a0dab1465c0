using System.Text.Json;
using Inventory.Adapters.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// Reads JSON piece by piece. Where documents stand one per line (the file's name says so, or all so far did), a broken
/// line is refused alone and reading goes on at the next one.
/// </summary>
internal sealed class JsonPieces
{
    private readonly PathReading _reading;
    private readonly JsonWalk _walk;
    private readonly bool _isNamed;
    private JsonReaderState _state = NewState();
    private ReadOnlyMemory<byte> _piece;
    private bool _isBegun;
    private long _line = 1;
    private long _lastLine;
    private long _stateLine;
    private int _counted;
    private bool _isOnePerLine = true;
    private bool _isSkippingLine;

    public JsonPieces(PathReading reading, bool isNamed)
    {
        _reading = reading;
        _isNamed = isNamed;
        _walk = new JsonWalk(reading) { Beginning = BeginDocument, Ending = EndDocument };
    }

    /// <summary>Takes what it can of the bytes and returns how many; negative when nothing more is wanted.</summary>
    public int Take(ReadOnlyMemory<byte> piece, bool isEnd)
    {
        ReadOnlySpan<byte> bytes = piece.Span;
        int start = 0;
        if (!_isBegun)
        {
            _isBegun = true;
            if (!TakeHead(bytes))
                return -1;
            start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        }

        while (true)
        {
            if (_isSkippingLine && !TrySkipLine(bytes, ref start))
                return bytes.Length;
            int taken = TakeFrom(piece[start..], isEnd, out bool isBroken);
            if (taken < 0)
                return -1;
            start += taken;
            if (!isBroken)
                return start;
        }
    }

    private static JsonReaderState NewState() => new(new JsonReaderOptions
    {
        // Deeper than the limit, so that the limit is what refuses.
        MaxDepth = PathLimits.DepthMax * 4,
        AllowMultipleValues = true,
    });

    private bool TakeHead(ReadOnlySpan<byte> head)
    {
        if (FileSignature.Of(head) is { } signature)
            return _reading.Fail(RejectionReason.FormatMismatch, default, signature);
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, _, ..] or [_, 0, ..])
            return _reading.Fail(RejectionReason.EncodingUnreadable, default, "UTF-16: JSON must be UTF-8");
        int first = head[(head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0)..].IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 || _reading.Fail(RejectionReason.Empty);
    }

    private bool TrySkipLine(ReadOnlySpan<byte> bytes, ref int start)
    {
        int end = bytes[start..].IndexOf((byte)'\n');
        if (end < 0)
            return false;
        start += end + 1;
        _line++;
        _isSkippingLine = false;
        _stateLine = _line - 1;
        return true;
    }

    private int TakeFrom(ReadOnlyMemory<byte> piece, bool isEnd, out bool isBroken)
    {
        isBroken = false;
        _counted = 0;
        _piece = piece;
        var reader = new Utf8JsonReader(piece.Span, isEnd, _state);
        try
        {
            bool goesOn = _walk.Read(ref reader);
            _state = reader.CurrentState;
            int taken = (int)reader.BytesConsumed;
            CountTo(taken);
            return goesOn ? taken : -1;
        }
        catch (JsonException e)
        {
            var place = new SourcePosition(
                Line: _stateLine + (e.LineNumber ?? 0) + 1, Path: $"byte {e.BytePositionInLine ?? 0}");
            bool isTail = !_walk.IsInside && place.Line == _lastLine;
            if (!_isNamed && (isTail || !_isOnePerLine || _walk.Documents == 0))
            {
                _reading.Fail(RejectionReason.JsonMalformed, place);
                return -1;
            }

            isBroken = true;
            return Resume((int)reader.BytesConsumed, place);
        }
    }

    /// <summary>Goes to the end of the line on which the broken document began.</summary>
    private int Resume(int consumed, in SourcePosition place)
    {
        bool isInside = _walk.IsInside;
        int from = isInside && _walk.DocumentStart < 0 ? 0 : isInside ? (int)_walk.DocumentStart : consumed;
        CountTo(Math.Max(from, _counted));
        _reading.RefuseDocument(place with { Line = _line }, RejectionReason.JsonMalformed);
        _walk.Abandon();
        _state = NewState();
        _isSkippingLine = true;
        return from;
    }

    private void CountTo(int at)
    {
        _line += _piece.Span[_counted..at].Count((byte)'\n');
        _counted = at;
    }

    private void BeginDocument(long at)
    {
        CountTo((int)at);
        _isOnePerLine &= _line != _lastLine;
        _lastLine = _line;
        _reading.Line = _isNamed || _walk.Documents > 0 ? _line : 0;
    }

    private void EndDocument(long at)
    {
        CountTo((int)at);
        _isOnePerLine &= _line == _lastLine;
    }
}
