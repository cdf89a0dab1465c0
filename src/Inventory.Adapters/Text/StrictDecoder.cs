using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Inventory.Adapters.Text;

/// <summary>How far a piece of text could be decoded.</summary>
/// <param name="Bytes">Bytes used; what follows is either the beginning of a character or wrong.</param>
/// <param name="Chars">Characters written.</param>
/// <param name="IsInvalid">True when the bytes after <paramref name="Bytes"/> are no character of the encoding.</param>
internal readonly record struct DecodeStep(int Bytes, int Chars, bool IsInvalid);

/// <summary>
/// Decodes whole characters only, keeps no state, and refuses what is not in the encoding instead of replacing it: a
/// replaced character in an item code would make another item. A character cut by the end of the piece is left for the
/// next one.
/// </summary>
internal static class StrictDecoder
{
    private static readonly Encoding Cp932 = Strict(932);
    private static readonly Encoding EucJp = Strict(51932);

    /// <summary>Decodes as much as fits; <paramref name="chars"/> holds at least one character per byte (UTF-16: per
    /// two).</summary>
    public static DecodeStep Decode(TextEncoding encoding, ReadOnlySpan<byte> bytes, Span<char> chars) =>
        encoding switch
        {
            TextEncoding.Utf8 => DecodeUtf8(bytes, chars),
            TextEncoding.Utf16LittleEndian => DecodeUtf16(bytes, chars, isBigEndian: false),
            TextEncoding.Utf16BigEndian => DecodeUtf16(bytes, chars, isBigEndian: true),
            TextEncoding.Cp932 => DecodeDoubleByte(Cp932, bytes, chars, Cp932Length),
            TextEncoding.EucJp => DecodeDoubleByte(EucJp, bytes, chars, EucJpLength),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "must be decided before decoding"),
        };

    private static Encoding Strict(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(
            codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new PlatformNotSupportedException($"code page {codePage} is part of .NET and was not found");

    private static DecodeStep DecodeUtf8(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        OperationStatus status = Utf8.ToUtf16(
            bytes, chars, out int read, out int written, replaceInvalidSequences: false, isFinalBlock: false);
        return new DecodeStep(read, written, status == OperationStatus.InvalidData);
    }

    private static DecodeStep DecodeUtf16(ReadOnlySpan<byte> bytes, Span<char> chars, bool isBigEndian)
    {
        int i = 0;
        int written = 0;
        while (i + 1 < bytes.Length && written < chars.Length)
        {
            char first = Unit(bytes[i..], isBigEndian);
            if (!char.IsSurrogate(first))
            {
                chars[written++] = first;
                i += 2;
                continue;
            }

            if (char.IsLowSurrogate(first))
                return new DecodeStep(i, written, IsInvalid: true);
            if (i + 3 >= bytes.Length || written + 1 >= chars.Length)
                break;
            char second = Unit(bytes[(i + 2)..], isBigEndian);
            if (!char.IsLowSurrogate(second))
                return new DecodeStep(i, written, IsInvalid: true);
            chars[written++] = first;
            chars[written++] = second;
            i += 4;
        }

        return new DecodeStep(i, written, IsInvalid: false);
    }

    private static char Unit(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        (char)(isBigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes));

    private static DecodeStep DecodeDoubleByte(
        Encoding encoding, ReadOnlySpan<byte> bytes, Span<char> chars, LengthOf lengthOf)
    {
        int whole = 0;
        bool isInvalid = false;
        while (whole < bytes.Length)
        {
            int length = lengthOf(bytes[whole..]);
            isInvalid = length < 0;
            if (length <= 0)
                break;
            whole += length;
        }

        try
        {
            return new DecodeStep(whole, encoding.GetChars(bytes[..whole], chars), isInvalid);
        }
        catch (DecoderFallbackException)
        {
            return DecodeUpToUnassigned(encoding, bytes[..whole], chars, lengthOf);
        }
    }

    /// <summary>The bytes have the form of the encoding, but one pair stands for nothing: decodes up to it.</summary>
    private static DecodeStep DecodeUpToUnassigned(
        Encoding encoding, ReadOnlySpan<byte> bytes, Span<char> chars, LengthOf lengthOf)
    {
        int read = 0;
        int written = 0;
        while (read < bytes.Length)
        {
            int length = lengthOf(bytes[read..]);
            try
            {
                written += encoding.GetChars(bytes.Slice(read, length), chars[written..]);
            }
            catch (DecoderFallbackException)
            {
                break;
            }

            read += length;
        }

        return new DecodeStep(read, written, IsInvalid: read < bytes.Length);
    }

    /// <summary>
    /// Length of the first character, 0 when it is cut, -1 when it is none. 80, A0, FD, FE and FF are refused
    /// although .NET maps them: no Japanese program writes them, so they tell another encoding or a damaged file.
    /// </summary>
    private static int Cp932Length(ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        if (first <= 0x7F || first is >= 0xA1 and <= 0xDF)
            return 1;
        if (first is not ((>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC)))
            return -1;
        if (bytes.Length < 2)
            return 0;
        return bytes[1] is >= 0x40 and <= 0xFC and not 0x7F ? 2 : -1;
    }

    private static int EucJpLength(ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        if (first <= 0x7F)
            return 1;
        if (first is not (0x8E or (>= 0xA1 and <= 0xFE)))
            return -1;
        if (bytes.Length < 2)
            return 0;
        byte last = first == 0x8E ? (byte)0xDF : (byte)0xFE;
        return bytes[1] >= 0xA1 && bytes[1] <= last ? 2 : -1;
    }

    private delegate int LengthOf(ReadOnlySpan<byte> bytes);
}
