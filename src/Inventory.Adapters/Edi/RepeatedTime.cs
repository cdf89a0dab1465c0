namespace Inventory.Adapters.Edi;

/// <summary>The time that the last item stated, in bytes and as read: most files state one time in all their
/// items.</summary>
internal sealed class RepeatedTime
{
    private readonly byte[] _bytes = new byte[64];
    private int _length = -1;

    /// <summary>The time in one of the platform's forms; null when what is stated is none.</summary>
    public string? Read { get; private set; }

    /// <summary>The text that states it.</summary>
    public string Stated { get; private set; } = string.Empty;

    /// <summary>True when these bytes are those last read.</summary>
    public bool IsAgain(ReadOnlySpan<byte> bytes) => _length >= 0 && bytes.SequenceEqual(_bytes.AsSpan(0, _length));

    /// <summary>Keeps what these bytes mean; longer ones are read each time.</summary>
    public void Keep(ReadOnlySpan<byte> bytes, string stated, string? read)
    {
        (Stated, Read) = (stated, read);
        _length = bytes.TryCopyTo(_bytes) ? bytes.Length : -1;
    }

    /// <summary>Forgets it, for bytes of another interchange may be in another character set.</summary>
    public void Forget() => _length = -1;
}
