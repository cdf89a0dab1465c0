namespace Inventory.Adapters.Edi;

/// <summary>How a family of formats says which characters structure it.</summary>
internal interface IEdiEnvelope
{
    /// <summary>The letter with which all heads begin, so that other segments need no more than a look.</summary>
    byte Initial { get; }

    /// <summary>True when a segment that begins with these three letters sets the syntax.</summary>
    bool IsHead(ReadOnlySpan<byte> tag);

    /// <summary>
    /// Finds the syntax in the head at the start of <paramref name="text"/>. <paramref name="skip"/> is what is no
    /// segment and stands before the first one. False when more bytes are wanted; at <paramref name="isEnd"/> there are
    /// none. <paramref name="syntax"/> holds the last one, and stays default when there is none to find.
    /// </summary>
    bool TryDetect(ReadOnlySpan<byte> text, bool isEnd, ref EdiSyntax syntax, out int skip);
}
