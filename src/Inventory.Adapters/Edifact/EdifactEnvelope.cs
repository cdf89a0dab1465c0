using Inventory.Adapters.Edi;

namespace Inventory.Adapters.Edifact;

/// <summary>
/// The separators of an EDIFACT interchange: those of the service string (UNA), else those that its first segment
/// shows:
/// <c>UNB</c>, the element separator, <c>UNOx</c>, the component separator. Without a service string the terminator is
/// an apostrophe, or a line end where that comes first and another segment follows it.
/// </summary>
internal sealed class EdifactEnvelope : IEdiEnvelope
{
    private const int ServiceStringLength = 9;

    public byte Initial => (byte)'U';

    public bool IsHead(ReadOnlySpan<byte> tag) => tag.SequenceEqual("UNA"u8) || tag.SequenceEqual("UNB"u8);

    public bool TryDetect(ReadOnlySpan<byte> text, bool isEnd, ref EdiSyntax syntax, out int skip)
    {
        skip = 0;
        if (text.StartsWith("UNA"u8))
        {
            if (text.Length < ServiceStringLength)
            {
                syntax = default;
                return isEnd;
            }

            syntax = OfServiceString(text[..ServiceStringLength]);
            skip = ServiceStringLength;
            return true;
        }

        ReadOnlySpan<byte> head = text[..Math.Min(text.Length, EdiLimits.HeaderBytesMax)];
        if (!isEnd && text.Length < EdiLimits.HeaderBytesMax && !IsWhole(head))
            return false;
        if (head.Length < 9 || !head[4..].StartsWith("UNO"u8) || char.IsAsciiLetterOrDigit((char)head[3]))
            syntax = OtherIdentifier(head);
        else if (syntax.Element != head[3] || syntax.Component != head[8])
            syntax = Shown(head);
        return true;
    }

    /// <summary>UNA, component, element, decimal mark, release, reserved, terminator.</summary>
    private static EdiSyntax OfServiceString(ReadOnlySpan<byte> text)
    {
        byte release = text[6] == ' ' ? (byte)0 : text[6];
        byte mark = text[5] is (byte)',' or (byte)'.' ? text[5] : (byte)0;
        bool isUsable = text[3] != text[4] && text[3] != text[8] && text[4] != text[8] && text[8] != ' ';
        return isUsable ? new EdiSyntax(text[4], text[3], text[8], release, mark) : default;
    }

    private static EdiSyntax Shown(ReadOnlySpan<byte> head)
    {
        // Level B: the information separators of ASCII instead of printable characters.
        if (head[3] == 0x1D)
            return new EdiSyntax(0x1D, head[8], 0x1C);
        return new EdiSyntax(head[3], head[8], Terminator(head, head[3]), (byte)'?');
    }

    /// <summary>An identifier this system does not know: the standard's separators, so that the segment can be named in
    /// the refusal.</summary>
    private static EdiSyntax OtherIdentifier(ReadOnlySpan<byte> head) =>
        head.Length > 3 && head[3] == '+' ? new EdiSyntax((byte)'+', (byte)':', Terminator(head, (byte)'+'),
            (byte)'?') : default;

    private static byte Terminator(ReadOnlySpan<byte> head, byte element)
    {
        int line = head.IndexOfAny((byte)'\r', (byte)'\n');
        int mark = head.IndexOf((byte)'\'');
        if (line < 0 || (mark >= 0 && mark < line))
            return (byte)'\'';
        ReadOnlySpan<byte> next = head[line..].TrimStart("\r\n\t "u8);
        bool isSegment = next.Length > 3 && next[3] == element && !next[..3].ContainsAnyExceptInRange((byte)'A',
            (byte)'Z');
        if (!isSegment && mark >= 0)
            return (byte)'\'';
        return head[line..] is [(byte)'\r', (byte)'\n', ..] ? (byte)'\n' : head[line];
    }

    private static bool IsWhole(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOfAny((byte)'\'', (byte)'\n', (byte)0x1C);
        return end > 0 && (head[end] != '\n' || head.Length > end + 8);
    }
}
