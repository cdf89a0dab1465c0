using Inventory.Adapters.Edi;

namespace Inventory.Adapters.X12;

/// <summary>
/// The separators of an X12 interchange, from its header alone: the element separator is the fourth character, the
/// component separator stands behind the sixteenth of those, the terminator behind that. Counted and not looked up at
/// fixed places, for real headers have padded or cut fields.
/// </summary>
internal sealed class X12Envelope : IEdiEnvelope
{
    private const int Elements = 16;

    public byte Initial => (byte)'I';

    public bool IsHead(ReadOnlySpan<byte> tag) => tag.SequenceEqual("ISA"u8);

    public bool TryDetect(ReadOnlySpan<byte> text, bool isEnd, ref EdiSyntax syntax, out int skip)
    {
        skip = 0;
        ReadOnlySpan<byte> head = text[..Math.Min(text.Length, EdiLimits.HeaderBytesMax)];
        if (head.Length > 3 && char.IsAsciiLetterOrDigit((char)head[3]))
        {
            syntax = default;
            return true;
        }

        int at = head.Length > 3 ? BehindElements(head, head[3]) : -1;
        // Three more characters tell an empty last element from a full one.
        if (at < 0 || at + 3 > head.Length)
        {
            syntax = default;
            return isEnd || text.Length >= EdiLimits.HeaderBytesMax;
        }

        bool isEmpty = head[at..].StartsWith("GS"u8) || head[(at + 1)..].StartsWith("GS"u8);
        syntax = isEmpty
            ? new EdiSyntax(head[3], 0, head[at..].StartsWith("GS"u8) ? (byte)0 : head[at], 0, (byte)'.')
            : new EdiSyntax(head[3], head[at], head[at + 1], 0, (byte)'.');
        return true;
    }

    private static int BehindElements(ReadOnlySpan<byte> head, byte separator)
    {
        int at = 0;
        for (int i = 0; i < Elements; i++)
        {
            int next = head[at..].IndexOf(separator);
            if (next < 0)
                return -1;
            at += next + 1;
        }

        return at;
    }
}
