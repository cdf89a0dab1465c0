using System.Buffers;

namespace Inventory.Adapters.Text;

/// <summary>
/// Decides the encoding of a file that does not say it. The order is by how much each test proves: a byte order
/// mark, the zero bytes of UTF-16, strict UTF-8 (Japanese text of another encoding almost never passes), and last CP932
/// against EUC-JP.
/// </summary>
internal static class EncodingDetector
{
    /// <summary>The encoding a byte order mark tells, and its length; Auto and 0 when there is none.</summary>
    public static (TextEncoding Encoding, int Length) ByteOrderMark(ReadOnlySpan<byte> head)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..])
            return (TextEncoding.Utf8, 3);
        if (head is [0xFF, 0xFE, ..])
            return (TextEncoding.Utf16LittleEndian, 2);
        return head is [0xFE, 0xFF, ..] ? (TextEncoding.Utf16BigEndian, 2) : (TextEncoding.Auto, 0);
    }

    /// <summary>
    /// UTF-16 without a mark: digits, commas and line ends have one zero byte, always on the same side. Auto when
    /// the zeros do not tell.
    /// </summary>
    public static TextEncoding Utf16ByZeros(ReadOnlySpan<byte> head)
    {
        int even = 0;
        int odd = 0;
        bool hasSeparator = false;
        for (int i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0)
                even++;
            if (head[i + 1] == 0)
                odd++;
            // A comma, tab, semicolon, bar or line end as a whole unit: one stray zero byte in a text does not make
            // it UTF-16.
            byte other = (byte)(head[i] | head[i + 1]);
            hasSeparator |= (head[i] == 0 || head[i + 1] == 0)
                && other is (byte)',' or (byte)'\t' or (byte)';' or (byte)'|'
                or (byte)'\r' or (byte)'\n';
        }

        if (!hasSeparator)
            return TextEncoding.Auto;

        // One character in ten is a digit, comma or line end in every stock file seen; binary files have zeros on
        // both sides.
        int enough = Math.Max(1, head.Length / 20);
        if (odd >= enough && even == 0)
            return TextEncoding.Utf16LittleEndian;
        return even >= enough && odd == 0 ? TextEncoding.Utf16BigEndian : TextEncoding.Auto;
    }

    /// <summary>
    /// Decides on text with bytes above 7F. Auto when no encoding fits; a character cut by the end of the window
    /// does not count against one.
    /// </summary>
    public static TextEncoding ByText(ReadOnlySpan<byte> window)
    {
        if (Fits(TextEncoding.Utf8, window))
            return TextEncoding.Utf8;
        bool isCp932 = Fits(TextEncoding.Cp932, window);
        bool isEucJp = Fits(TextEncoding.EucJp, window);
        if (isCp932 && isEucJp)
            return LooksLikeKana(window) ? TextEncoding.Cp932 : TextEncoding.EucJp;
        if (isCp932)
            return TextEncoding.Cp932;
        return isEucJp ? TextEncoding.EucJp : TextEncoding.Auto;
    }

    private static bool Fits(TextEncoding encoding, ReadOnlySpan<byte> window)
    {
        char[] chars = ArrayPool<char>.Shared.Rent(window.Length);
        try
        {
            DecodeStep step = StrictDecoder.Decode(encoding, window, chars);
            return !step.IsInvalid && window.Length - step.Bytes < 4;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>
    /// Both encodings fit only when all bytes above 7F lie in A1..FC. Then CP932 would read (mostly) half-width
    /// kana, EUC-JP kanji and full-width kana. Real half-width kana has voicing marks only behind sounds that take
    /// them, and few punctuation marks; kanji read as
    /// kana has both everywhere (hiragana of EUC-JP begins with the byte of the half-width comma).
    /// </summary>
    private static bool LooksLikeKana(ReadOnlySpan<byte> window)
    {
        int kana = 0;
        int odd = 0;
        byte before = 0;
        foreach (byte b in window)
        {
            if (b is >= 0xA1 and <= 0xFC)
                kana++;
            bool isOdd = b switch
            {
                >= 0xA1 and <= 0xA5 => true,
                0xDE => !TakesVoicing(before),
                0xDF => before is not (>= 0xCA and <= 0xCE),
                >= 0xA7 and <= 0xB0 => before is not (>= 0xB1 and <= 0xDF),
                >= 0xE0 and <= 0xFC => true,
                _ => false,
            };
            if (isOdd)
                odd++;
            before = b;
        }

        return odd * 10 < kana;
    }

    private static bool TakesVoicing(byte kana) => kana is 0xB3 or (>= 0xB6 and <= 0xC4) or (>= 0xCA and <= 0xCE);
}
