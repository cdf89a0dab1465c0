using System.Text.Json;
using Inventory.Adapters.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>A JSON body, read piece by piece: the window grows to hold one token, and no further.</summary>
internal sealed class JsonPieces(Stream body)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _end;
    private long _taken;
    private bool _isFirst = true;
    private bool _isEnd;
    private JsonReaderState _state = new(new JsonReaderOptions
    {
        MaxDepth = EpcisLimits.DepthMax,
        AllowMultipleValues = true,
    });

    /// <summary>Why the body cannot be read; null while it can.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>Reads on; false at the end and after a failure.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (Failure is not null || _isEnd)
            return false;
        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= EpcisLimits.TokenBytesMax)
            {
                Failure = new Rejection(At(_taken), "file", null, RejectionReason.TooLarge);
                return false;
            }

            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        while (_end < _bytes.Length && !_isEnd)
        {
            int read = await body.ReadAsync(_bytes.AsMemory(_end), cancellation);
            _isEnd = read == 0;
            _end += read;
        }

        return !_isFirst || Begin();
    }

    /// <summary>Gives the whole tokens of the window away; false after a failure.</summary>
    public bool Take(JsonEvents events)
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(0, _end), _isEnd, _state);
        try
        {
            events.Take(ref reader);
        }
        catch (JsonException)
        {
            Failure = FailureOf(ref reader);
            return false;
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-8, or half a surrogate pair.
            Failure = new Rejection(At(_taken + reader.BytesConsumed), "file", null, RejectionReason.JsonMalformed);
            return false;
        }

        int consumed = (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        _end -= consumed;
        _taken += consumed;
        Buffer.BlockCopy(_bytes, consumed, _bytes, 0, _end);
        return true;
    }

    private bool Begin()
    {
        _isFirst = false;
        Span<byte> head = _bytes.AsSpan(0, _end);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            head[3..].CopyTo(head);
            _end -= 3;
            head = _bytes.AsSpan(0, _end);
        }

        if (head.IndexOfAnyExcept(" \t\r\n"u8) < 0 && _isEnd)
            Failure = new Rejection(default, "file", null, RejectionReason.Empty);
        else if (FileSignature.Of(head) is { } signature)
            Failure = new Rejection(default, "file", signature, RejectionReason.FormatMismatch);
        else if (head.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
            Failure = new Rejection(default, "file", null, RejectionReason.FormatMismatch);
        return Failure is null;
    }

    private Rejection FailureOf(ref Utf8JsonReader reader)
    {
        SourcePosition at = At(_taken + reader.BytesConsumed);
        // A list or an object that just begins does not count itself yet.
        if (reader.CurrentDepth >= EpcisLimits.DepthMax - 1)
            return new Rejection(at, "file", null, RejectionReason.TooDeep);
        ReadOnlySpan<byte> rest = _bytes.AsSpan((int)reader.BytesConsumed, _end - (int)reader.BytesConsumed);
        // All was read and something is still open: the end is missing.
        bool isCut = _isEnd && reader.CurrentDepth > 0
            && (rest.IndexOfAnyExcept(" \t\r\n,"u8) < 0 || rest.IndexOfAny("{}[]\n"u8) < 0);
        return new Rejection(at, "file", null, isCut ? RejectionReason.Truncated : RejectionReason.JsonMalformed);
    }

    private static SourcePosition At(long position) => new(Path: $"byte {position}");
}
