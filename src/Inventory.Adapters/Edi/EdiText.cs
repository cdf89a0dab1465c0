namespace Inventory.Adapters.Edi;

/// <summary>Element bytes as text.</summary>
internal static class EdiText
{
    /// <summary>Writes an element without its release characters; the number of characters.</summary>
    public static int Read(ReadOnlySpan<byte> element, in EdiSegment segment, EdiCharset charset, Span<char> to)
    {
        byte release = segment.Syntax.Release;
        if (!segment.IsEscaped || element.IndexOf(release) < 0)
            return charset.Decode(element, to);
        Span<byte> bare = stackalloc byte[EdiLimits.TextMax];
        int length = 0;
        for (int i = 0; i < element.Length; i++)
        {
            if (element[i] == release && i + 1 < element.Length)
                i++;
            bare[length++] = element[i];
        }

        return charset.Decode(bare[..length], to);
    }

    /// <summary>A short element as a text of its own, for messages and names that outlive their segment.</summary>
    public static string Of(ReadOnlySpan<byte> element, in EdiSegment segment, EdiCharset charset)
    {
        Span<char> to = stackalloc char[EdiLimits.TextMax];
        return Of(element, segment, charset, to).ToString();
    }

    /// <summary>The same in a buffer of <see cref="EdiLimits.TextMax"/> characters.</summary>
    public static ReadOnlySpan<char> Of(
        ReadOnlySpan<byte> element, in EdiSegment segment, EdiCharset charset, Span<char> to)
    {
        if (element.Length > EdiLimits.TextMax)
            element = element[..EdiLimits.TextMax];
        return to[..Read(element, segment, charset, to)].Trim();
    }
}
