using System.Text;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Json;

/// <summary>
/// Texts that come again and again, by their bytes: the same bytes give the same string without making it anew. Every
/// text has one place, where the newest one stands: neither memory nor time can be driven up by what is sent.
/// </summary>
internal sealed class TextCache
{
    private const int Places = 256;

    /// <summary>What is longer does not come again often enough to be kept.</summary>
    private const int KeyBytesMax = 128;

    private readonly (byte[]? Key, string Text)[] _places = new (byte[]?, string)[Places];

    /// <summary>The text of these bytes, which are UTF-8.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > KeyBytesMax)
            return Encoding.UTF8.GetString(utf8);
        ref (byte[]? Key, string Text) place = ref _places[ByteHash.Of(utf8) % Places];
        if (place.Key is null || !utf8.SequenceEqual(place.Key))
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return place.Text;
    }
}
