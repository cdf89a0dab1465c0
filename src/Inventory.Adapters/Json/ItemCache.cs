using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Json;

/// <summary>
/// Item ids by their bytes. What the registry knows is found there; other ids (unknown ones, GTINs with fewer than 14
/// digits) have one place each, where the newest one stands, so that what is sent cannot drive memory up.
/// </summary>
internal sealed class ItemCache(StockRegistry registry)
{
    private const int Places = 1024;

    private (byte[]? Key, ItemId Id, ItemEntry? Entry)[]? _places;

    /// <summary>Reads an id as canonical JSON has it, with what the registry knows of it; false when it is
    /// none.</summary>
    public bool TryRead(ReadOnlySpan<byte> utf8, out ItemId id, out ItemEntry? entry)
    {
        entry = registry.FindEntry(utf8);
        if (entry is not null)
        {
            id = entry.Id;
            return true;
        }

        _places ??= new (byte[]?, ItemId, ItemEntry?)[Places];
        ref (byte[]? Key, ItemId Id, ItemEntry? Entry) place = ref _places[ByteHash.Of(utf8) % Places];
        if (place.Key is null || !utf8.SequenceEqual(place.Key))
        {
            if (!ItemId.TryParse(Encoding.UTF8.GetString(utf8), out id))
                return false;
            place = (utf8.ToArray(), id, registry.FindEntry(id.Value));
        }

        (id, entry) = (place.Id, place.Entry);
        return true;
    }
}
