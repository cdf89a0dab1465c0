using System.Runtime.InteropServices;

namespace Inventory.Adapters.Xml;

/// <summary>Short texts met lately: units, words, days and places come again and again, and one object serves for all
/// of a text. A fixed number of them is kept.</summary>
internal sealed class RecentTexts
{
    private const int SlotBits = 9;
    private const int LengthMax = 64;
    private const int Word = sizeof(ulong) / sizeof(char);

    private readonly string?[] _recent = new string?[1 << SlotBits];

    public string Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LengthMax)
            return text.ToString();
        ref string? recent = ref _recent[SlotOf(text)];
        if (recent is null || !text.SequenceEqual(recent))
            recent = text.ToString();
        return recent;
    }

    /// <summary>Of length, middle and end: codes differ there.</summary>
    private static int SlotOf(ReadOnlySpan<char> text)
    {
        if (text.Length < Word)
            return ((text.Length * 131) ^ (text[0] * 31) ^ (text[^1] * 7)) & ((1 << SlotBits) - 1);
        ulong end = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text[^Word..]));
        ulong middle = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text[((text.Length - Word) / 2)..]));
        ulong mixed = unchecked(((end * 0x9E3779B97F4A7C15) ^ middle ^ (ulong)text.Length) * 0xC2B2AE3D27D4EB4F);
        return (int)(mixed >> (64 - SlotBits));
    }
}
