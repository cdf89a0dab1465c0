namespace Inventory.Adapters.Mapping;

/// <summary>The text of one field in the row before. Most fields say the same from row to row, and what they mean
/// need not be found again.</summary>
internal struct LastText
{
    // Longer texts differ anyway.
    private const int LengthMax = 128;

    private char[]? _text;
    private int _length;

    /// <summary>True when the field says what it said last.</summary>
    public readonly bool Is(ReadOnlySpan<char> text) =>
        text.Length == _length && (_length == 0 || text.SequenceEqual(_text.AsSpan(0, _length)));

    /// <summary>Keeps a text; one that is too long equals nothing.</summary>
    public void Set(ReadOnlySpan<char> text)
    {
        _length = text.Length <= LengthMax ? text.Length : -1;
        if (_length > 0)
            text.CopyTo(_text ??= new char[LengthMax]);
    }
}
