using System.Text;

namespace Inventory.Adapters.Epcis;

/// <summary>Member names met lately, by their bytes: of each its text without a prefix and its word. A fixed number of
/// them is kept; a name that pushes another one out costs time and nothing else.</summary>
internal sealed class EventNames
{
    private const int Slots = 256;
    private const int BytesMax = 64;

    private readonly Known?[] _known = new Known?[Slots];

    /// <summary>Finds a name that has no escapes.</summary>
    public bool TryFind(ReadOnlySpan<byte> utf8, out string name, out EventWord word)
    {
        (name, word) = (string.Empty, default);
        if (utf8.Length is 0 or > BytesMax || _known[SlotOf(utf8)] is not { } known || !utf8.SequenceEqual(known.Utf8))
            return false;
        (name, word) = (known.Name, known.Word);
        return true;
    }

    /// <summary>Reads a name that is well-formed text, and keeps it.</summary>
    public void Add(ReadOnlySpan<char> text, out string name, out EventWord word)
    {
        name = text[(text.LastIndexOf(':') + 1)..].ToString();
        word = EventWords.Of(name);
        byte[] utf8 = Encoding.UTF8.GetBytes(text.ToString());
        if (utf8.Length is > 0 and <= BytesMax)
            _known[SlotOf(utf8)] = new Known(utf8, name, word);
    }

    private static int SlotOf(ReadOnlySpan<byte> utf8) =>
        ((utf8.Length * 37) ^ (utf8[0] * 5) ^ (utf8[utf8.Length / 2] * 11) ^ (utf8[^1] * 23)) & (Slots - 1);

    private sealed record Known(byte[] Utf8, string Name, EventWord Word);
}
