using System.Globalization;
using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Text;

/// <summary>
/// The characters of a delivery's bytes, read piece by piece. Memory is one window, whatever the size of the file.
/// Goals: the encoding found out or checked, nothing replaced, the byte named where it fails. Non-goal: random access.
/// Plain ASCII is passed on undecided; the decision falls on the window that begins with the first byte above 7F, so
/// that a file whose only Japanese name stands in its last line is read right. Not thread safe.
/// </summary>
internal sealed class TextSource
{
    // 256 KiB: thousands of rows to decide upon, yet small beside the snapshots that the rows become.
    private const int WindowBytes = 256 * 1024;

    // Below this the window is filled again; large enough for the decision.
    private const int RefillBytes = 64 * 1024;

    private readonly Stream _body;
    private readonly TextEncoding _declared;
    private readonly byte[] _window = new byte[WindowBytes];
    private int _start;
    private int _end;
    private long _position;
    private bool _isHeadRead;
    private bool _isBodyRead;

    /// <summary>A source over a body whose encoding is declared, or Auto.</summary>
    public TextSource(Stream body, TextEncoding declared)
    {
        _body = body;
        _declared = declared;
        Encoding = declared;
    }

    /// <summary>What the text turned out to be; Auto while only ASCII was met.</summary>
    public TextEncoding Encoding { get; private set; }

    /// <summary>Why the text ends here although the bytes do not; null when it does not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>True when the last character of the body is cut.</summary>
    public bool EndsMidCharacter { get; private set; }

    /// <summary>True when the body held no byte at all.</summary>
    public bool IsEmpty => _isHeadRead && _isBodyRead && _position == 0 && _start == _end;

    /// <summary>Reads characters; 0 at the end or at a <see cref="Failure"/>.</summary>
    public async ValueTask<int> ReadAsync(Memory<char> chars, CancellationToken cancellation)
    {
        while (Failure is null)
        {
            await FillAsync(cancellation);
            if (!_isHeadRead)
                ReadHead();
            if (Failure is not null || _start == _end)
                return 0;
            int written = Decode(chars.Span);
            if (written > 0)
                return written;
            if (Failure is null && _isBodyRead && _end - _start < 4)
            {
                EndsMidCharacter = true;
                return 0;
            }
        }

        return 0;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_isBodyRead || _end - _start >= RefillBytes)
            return;
        _window.AsSpan(_start, _end - _start).CopyTo(_window);
        _end -= _start;
        _start = 0;
        while (_end < _window.Length)
        {
            int read = await _body.ReadAsync(_window.AsMemory(_end), cancellation);
            _isBodyRead = read == 0;
            if (_isBodyRead)
                return;
            _end += read;
        }
    }

    private void ReadHead()
    {
        _isHeadRead = true;
        ReadOnlySpan<byte> head = _window.AsSpan(0, Math.Min(_end, 4096));
        if (FileSignature.Of(head) is { } signature)
        {
            Failure = new Rejection(default, "file", signature, RejectionReason.FormatMismatch);
            return;
        }

        (TextEncoding marked, int length) = EncodingDetector.ByteOrderMark(head);
        bool mayBe = _declared == TextEncoding.Auto || _declared == marked
            || (_declared == TextEncoding.Utf16 && marked != TextEncoding.Utf8);
        if (marked != TextEncoding.Auto && mayBe)
        {
            Encoding = marked;
            Take(length);
            return;
        }

        if (_declared is not (TextEncoding.Auto or TextEncoding.Utf16))
            return;
        Encoding = EncodingDetector.Utf16ByZeros(head);
        if (Encoding == TextEncoding.Auto && _declared == TextEncoding.Utf16)
            Encoding = TextEncoding.Utf16LittleEndian;
    }

    private int Decode(Span<char> chars)
    {
        ReadOnlySpan<byte> bytes = _window.AsSpan(_start, _end - _start);
        if (Encoding == TextEncoding.Auto)
        {
            Ascii.ToUtf16(bytes[..Math.Min(bytes.Length, chars.Length)], chars, out int ascii);
            if (ascii > 0)
            {
                Take(ascii);
                return ascii;
            }

            Encoding = EncodingDetector.ByText(bytes);
            if (Encoding == TextEncoding.Auto)
            {
                // No encoding fits: the place where UTF-8 fails is the most telling one.
                DecodeStep utf8 = StrictDecoder.Decode(TextEncoding.Utf8, bytes, new char[bytes.Length]);
                Fail(bytes, utf8.Bytes);
                return 0;
            }
        }

        int most = Encoding is TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian
            ? chars.Length * 2 : chars.Length;
        DecodeStep step = StrictDecoder.Decode(Encoding, bytes[..Math.Min(bytes.Length, most)], chars);
        if (step.IsInvalid && step.Chars == 0)
            Fail(bytes, step.Bytes);
        Take(step.Bytes);
        return step.Chars;
    }

    private void Take(int bytes)
    {
        _start += bytes;
        _position += bytes;
    }

    private void Fail(ReadOnlySpan<byte> bytes, int at)
    {
        string found = at < bytes.Length ? bytes[at].ToString("X2", CultureInfo.InvariantCulture) : "end";
        string name = EncodingNames.Of(Encoding);
        Failure = new Rejection(
            default, "file", $"byte {_position + at}: {found} ({name})", RejectionReason.EncodingUnreadable);
    }
}
