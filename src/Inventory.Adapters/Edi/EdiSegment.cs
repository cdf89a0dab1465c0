namespace Inventory.Adapters.Edi;

/// <summary>One segment in the bytes as they came; nothing is copied. Elements count from 1, the tag is element 0, and
/// components count from 0. Valid until the next one is read, for its index is.</summary>
internal readonly ref struct EdiSegment(
    ReadOnlySpan<byte> body, EdiSyntax syntax, long number, bool isEscaped, EdiIndex index)
{
    private static readonly System.Buffers.SearchValues<byte> TagBytes =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    private readonly EdiIndex _index = index;

    /// <summary>1-based over the whole file; the service string (UNA) is no segment.</summary>
    public long Number { get; } = number;

    public ReadOnlySpan<byte> Body { get; } = body;

    public EdiSyntax Syntax { get; } = syntax;

    /// <summary>True when a release character stands in it.</summary>
    public bool IsEscaped { get; } = isEscaped;

    public ReadOnlySpan<byte> Tag => Element(0);

    /// <summary>How many elements stand behind the tag.</summary>
    public int Count => _index.Elements - 1;

    /// <summary>True for two or three capitals and digits, as all tags of both families are.</summary>
    public static bool IsTag(ReadOnlySpan<byte> tag) => tag.Length is 2 or 3 && !tag.ContainsAnyExcept(TagBytes);

    /// <summary>An element with its separators inside; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Element(int index) => _index.Element(Body, index);

    /// <summary>A component of an element; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Component(int element, int index) => _index.Component(Body, element, index);
}
