using System.Buffers;
using System.Text;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// Turns the bytes of fields into text. The texts of one record share a buffer and are valid until <see cref="Clear"/>.
/// JIS X 0201 and EBCDIC-kana have one byte a character; fields with shift codes (kanji of a mainframe's own set) are
/// not readable, for those tables are their makers'.
/// </summary>
internal sealed class FieldText
{
    private const byte ShiftOut = 0x0E;
    private const byte ShiftIn = 0x0F;
    private const int EbcdicKana = 20290;

    private static readonly Lazy<Encoding> Ibm290 = new(() => CodePagesEncodingProvider.Instance.GetEncoding(
        EbcdicKana, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    private readonly string _encoding;
    private char[] _chars = new char[4096];
    private int _length;

    public FieldText(string encoding)
    {
        _encoding = encoding;
        IsEbcdic = encoding == "ibm290";
    }

    /// <summary>True when digits and blanks are those of EBCDIC.</summary>
    public bool IsEbcdic { get; }

    /// <summary>True for the encodings that this room knows.</summary>
    public static bool Knows(string encoding) => encoding is "jis-x-0201" or "ibm290"
        || (EncodingNames.TryFind(encoding, out TextEncoding known)
            && known is TextEncoding.Auto or TextEncoding.Utf8 or TextEncoding.Cp932 or TextEncoding.EucJp);

    /// <summary>Forgets the texts of the last record.</summary>
    public void Clear() => _length = 0;

    /// <summary>The text of some bytes; false when they are none in this encoding.</summary>
    public bool TryDecode(ReadOnlySpan<byte> bytes, out ReadOnlySpan<char> text)
    {
        text = default;
        if (_length + bytes.Length > _chars.Length)
        {
            // Texts given out before keep the old buffer alive.
            _chars = new char[Math.Max(_chars.Length * 2, bytes.Length * 2)];
            _length = 0;
        }

        int written = Decode(bytes, _chars.AsSpan(_length));
        if (written < 0)
            return false;
        text = _chars.AsSpan(_length, written);
        _length += written;
        return true;
    }

    /// <summary>Decodes into <paramref name="chars"/>, at least as long as the bytes; -1 when they are no
    /// text.</summary>
    public int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (IsEbcdic)
            return Mainframe(bytes, chars);
        if (Ascii.ToUtf16(bytes, chars, out int written) == OperationStatus.Done)
            return written;
        return _encoding == "jis-x-0201" ? Kana(bytes, chars) : Multibyte(bytes, chars);
    }

    private int Multibyte(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        EncodingNames.TryFind(_encoding, out TextEncoding encoding);
        ReadOnlySpan<TextEncoding> tried = encoding == TextEncoding.Auto
            ? [TextEncoding.Utf8, TextEncoding.Cp932] : [encoding];
        foreach (TextEncoding candidate in tried)
        {
            DecodeStep step = StrictDecoder.Decode(candidate, bytes, chars);
            if (step.Bytes == bytes.Length && !step.IsInvalid)
                return step.Chars;
        }

        return -1;
    }

    private static int Kana(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is >= 0x80 and not (>= 0xA1 and <= 0xDF))
                return -1;
            chars[i] = bytes[i] < 0x80 ? (char)bytes[i] : (char)('\uFF61' + (bytes[i] - 0xA1));
        }

        return bytes.Length;
    }

    private static int Mainframe(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.ContainsAny(ShiftOut, ShiftIn))
            return -1;
        try
        {
            return Ibm290.Value.GetChars(bytes, chars);
        }
        catch (DecoderFallbackException)
        {
            return -1;
        }
    }
}
