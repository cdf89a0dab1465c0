using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Inventory.Model.Snapshots;

/// <summary>
/// Which texts stand in canonical JSON as they are. The runtime's encoders escape far more than JSON asks for (every
/// character beyond U+FFFF such as 𠮷, private use such as 外字, U+2028), which would make local codes unreadable to
/// <see cref="SnapshotReader"/>; so
/// canonical texts are written here: only the quote, the backslash and U+0000 to U+001F are escaped, all else is raw
/// UTF-8.
/// </summary>
public static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    /// <summary>True when <paramref name="text"/> needs no escape and every surrogate has its partner: it survives
    /// writing and reading as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAny(Escaped) && IsWellFormed(text);

    /// <summary>True when every surrogate has its partner; a lone one has no UTF-8 form.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (start >= 0)
        {
            if (start + 1 >= text.Length || !char.IsSurrogatePair(text[start], text[start + 1]))
                return false;
            text = text[(start + 2)..];
            start = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    /// <summary>Writes a text as the value of the property just named. <paramref name="scratch"/> grows as needed and
    /// belongs to the caller.</summary>
    internal static void WriteValue(Utf8JsonWriter json, string text, [NotNull] ref byte[]? scratch)
    {
        int most = EncodedMax(text);
        if (scratch is null || scratch.Length < most)
            scratch = new byte[Math.Max(256, most)];
        int length = Encode(text, scratch);
        json.WriteRawValue(scratch.AsSpan(0, length), skipInputValidation: true);
    }

    /// <summary>The most bytes that a text can take: each UTF-16 unit is at most three bytes of UTF-8, or six as an
    /// escape; two more for the quotes.</summary>
    internal static int EncodedMax(ReadOnlySpan<char> text) => (text.Length * 6) + 2;

    /// <summary>Writes a text with its quotes and tells how many bytes it took.</summary>
    internal static int Encode(ReadOnlySpan<char> text, Span<byte> target)
    {
        target[0] = (byte)'"';
        int length = 1;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny(Escaped);
            ReadOnlySpan<char> run = plain < 0 ? text : text[..plain];
            // A lone surrogate becomes U+FFFD here; the validator refuses it before.
            length += Encoding.UTF8.GetBytes(run, target[length..]);
            if (plain < 0)
                break;
            length += Escape(text[plain], target[length..]);
            text = text[(plain + 1)..];
        }

        target[length] = (byte)'"';
        return length + 1;
    }

    private static int Escape(char c, Span<byte> target)
    {
        target[0] = (byte)'\\';
        if (c is '"' or '\\')
        {
            target[1] = (byte)c;
            return 2;
        }

        const string Digits = "0123456789abcdef";
        target[1] = (byte)'u';
        target[2] = (byte)'0';
        target[3] = (byte)'0';
        target[4] = (byte)Digits[c >> 4];
        target[5] = (byte)Digits[c & 15];
        return 6;
    }
}
