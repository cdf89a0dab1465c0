namespace Inventory.Adapters.Xml;

/// <summary>
/// Watches the length of tags, from a <c>&lt;</c> to the next <c>&gt;</c>, before a reader makes thousands of
/// attributes of one. Text may be as long as it likes. Looks only at the ends of pieces as long as they hold an end of
/// a tag, for no tag can then be too long.
/// </summary>
internal struct TagMeter
{
    private const int PieceBytes = XmlLimits.TagBytesMax / 2;

    private bool _isInTag;
    private long _tagBytes;

    /// <summary>Takes the next bytes; false when a tag in them is longer than
    /// <see cref="XmlLimits.TagBytesMax"/>.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(bytes.Length, PieceBytes)];
            if (_isInTag && _tagBytes + piece.Length > XmlLimits.TagBytesMax && IsTooLong(piece))
                return false;
            TakePiece(piece);
            bytes = bytes[piece.Length..];
        }

        return true;
    }

    private readonly bool IsTooLong(ReadOnlySpan<byte> piece)
    {
        int end = piece.IndexOf((byte)'>');
        return _tagBytes + (end < 0 ? piece.Length : end + 1) > XmlLimits.TagBytesMax;
    }

    private void TakePiece(ReadOnlySpan<byte> piece)
    {
        int end = piece.LastIndexOf((byte)'>');
        if (end < 0 && _isInTag)
        {
            _tagBytes += piece.Length;
            return;
        }

        ReadOnlySpan<byte> rest = piece[(end + 1)..];
        int begin = rest.IndexOf((byte)'<');
        _isInTag = begin >= 0;
        _tagBytes = _isInTag ? rest.Length - begin - 1 : 0;
    }
}
