namespace Inventory.Adapters.Edi;

/// <summary>A code or qualifier of at most seven bytes as one number: its bytes and, on top, its length, so that no two
/// give the same.</summary>
internal static class ShortCode
{
    /// <summary>What a longer text gives; no short one does.</summary>
    public const ulong None = ulong.MaxValue;

    private const int BytesMax = 7;

    public static ulong Pack(ReadOnlySpan<byte> text)
    {
        if (text.Length > BytesMax)
            return None;
        ulong key = (ulong)text.Length;
        foreach (byte next in text)
            key = (key << 8) | next;
        return key;
    }
}
