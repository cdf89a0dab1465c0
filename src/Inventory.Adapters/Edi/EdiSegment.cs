namespace Inventory.Adapters.Edi;

/// <summary>One segment in the bytes as they came; nothing is copied. Elements count from 1, the tag is element 0, and
/// components count from 0.</summary>
internal readonly ref struct EdiSegment(ReadOnlySpan<byte> body, EdiSyntax syntax, long number, bool isEscaped)
{
    private static readonly System.Buffers.SearchValues<byte> TagBytes =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    /// <summary>1-based over the whole file; the service string (UNA) is no segment.</summary>
    public long Number { get; } = number;

    public ReadOnlySpan<byte> Body { get; } = body;

    public EdiSyntax Syntax { get; } = syntax;

    /// <summary>True when a release character stands in it.</summary>
    public bool IsEscaped { get; } = isEscaped;

    public ReadOnlySpan<byte> Tag => Element(0);

    /// <summary>True for two or three capitals and digits, as all tags of both families are.</summary>
    public static bool IsTag(ReadOnlySpan<byte> tag) => tag.Length is 2 or 3 && !tag.ContainsAnyExcept(TagBytes);

    /// <summary>An element with its separators inside; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Element(int index) => Part(Body, Syntax.Element, index);

    /// <summary>A component of an element; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Component(int element, int index) =>
        Part(Element(element), Syntax.Component, index);

    /// <summary>How many elements stand behind the tag.</summary>
    public int Count()
    {
        int count = 0;
        for (ReadOnlySpan<byte> rest = Body; Next(rest, Syntax.Element) is var at and >= 0; count++)
            rest = rest[(at + 1)..];
        return count;
    }

    private ReadOnlySpan<byte> Part(ReadOnlySpan<byte> text, byte separator, int index)
    {
        for (; index > 0; index--)
        {
            int at = Next(text, separator);
            if (at < 0)
                return default;
            text = text[(at + 1)..];
        }

        int end = Next(text, separator);
        return end < 0 ? text : text[..end];
    }

    private int Next(ReadOnlySpan<byte> text, byte separator)
    {
        if (!IsEscaped)
            return text.IndexOf(separator);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Syntax.Release)
                i++;
            else if (text[i] == separator)
                return i;
        }

        return -1;
    }
}
