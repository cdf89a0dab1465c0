using System.Collections.Frozen;
using Inventory.Adapters.Xml;

namespace Inventory.Adapters.Gs1;

/// <summary>
/// The identifications of one item or place: the GS1 key, and of the additional ones the first of the type that ranks
/// best. The senders' own numbers rank before those of their partners.
/// </summary>
internal sealed class Gs1Ids
{
    private const int UnknownRank = 50;

    private static readonly FrozenDictionary<string, int> ItemRanks = new Dictionary<string, int>
    {
        ["SKU"] = 0,
        ["SUPPLIER_ASSIGNED"] = 1,
        ["SELLER_ASSIGNED"] = 1,
        ["BUYER_ASSIGNED"] = 2,
        ["MANUFACTURER_PART_NUMBER"] = 60,
        ["MANUFACTURER_ASSIGNED"] = 60,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> PlaceRanks = new Dictionary<string, int>
    {
        ["SELLER_ASSIGNED_IDENTIFIER_FOR_A_PARTY"] = 1,
        ["BUYER_ASSIGNED_IDENTIFIER_FOR_A_PARTY"] = 2,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private int _rank;

    /// <summary>GTIN or GLN as sent; null when there is none.</summary>
    public string? Key { get; private set; }

    /// <summary>The additional identification that ranks best; null when there is none.</summary>
    public string? Other { get; private set; }

    /// <summary>The name, for a place without any number.</summary>
    public string? Name { get; set; }

    public bool IsEmpty => Key is null && Other is null && Name is null;

    public void Clear() => (Key, Other, Name, _rank) = (null, null, null, int.MaxValue);

    public void CopyFrom(Gs1Ids ids) => (Key, Other, Name, _rank) = (ids.Key, ids.Other, ids.Name, ids._rank);

    public void SetKey(ReadOnlySpan<char> text, RecentTexts texts)
    {
        if (!text.IsEmpty)
            Key ??= texts.Of(text);
    }

    /// <summary>Takes an item's additional identification; one that is a GTIN by its type is the key where no other
    /// is.</summary>
    public void AddItem(
        string? type, ReadOnlySpan<char> text, IReadOnlyList<string> preferred, RecentTexts texts)
    {
        if (type is not null && (type.StartsWith("GTIN", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("EAN", StringComparison.OrdinalIgnoreCase)))
            SetKey(text, texts);
        else
            Add(Rank(type, preferred, ItemRanks), text, texts);
    }

    public void AddPlace(
        string? type, ReadOnlySpan<char> text, IReadOnlyList<string> preferred, RecentTexts texts) =>
        Add(Rank(type, preferred, PlaceRanks), text, texts);

    private void Add(int rank, ReadOnlySpan<char> text, RecentTexts texts)
    {
        if (!text.IsEmpty && rank < _rank)
            (Other, _rank) = (texts.Of(text), rank);
    }

    private static int Rank(string? type, IReadOnlyList<string> preferred, FrozenDictionary<string, int> ranks)
    {
        for (int i = 0; i < preferred.Count; i++)
        {
            if (string.Equals(preferred[i], type, StringComparison.OrdinalIgnoreCase))
                return i - preferred.Count;
        }

        return type is not null && ranks.TryGetValue(type, out int rank) ? rank : UnknownRank;
    }
}
