using Inventory.Engine.Columns;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Partial;

/// <summary>The keys of messages and the ids in them.</summary>
internal static class PartialNames
{
    /// <summary>The key of the tick.</summary>
    public const string Tick = "tick";

    /// <summary>The key of the claim.</summary>
    public const string Claim = "claim";

    private const int KeptLength = 150;

    /// <summary>The key of a group.</summary>
    public static string Group(string category, int prefecture, int tier) =>
        $"g:{category}:{Prefecture.Code(prefecture)}:{WireNames.Of((Tier)tier)}";

    /// <summary>The key of a coverage row; the participant stands last, for it may hold anything.</summary>
    public static string Coverage(string participant, int prefecture, int tier) =>
        $"c:{Prefecture.Code(prefecture)}:{WireNames.Of((Tier)tier)}:{participant}";

    /// <summary>
    /// An id as it is told: one that is too long is cut and made unique again by a hash, for the log may hold what
    /// others wrote.
    /// </summary>
    public static string Bounded(string id)
    {
        if (id.Length <= PartialLimits.IdLengthMax)
            return id;
        ulong hash = KeyDictionary.Hash(System.Text.Encoding.UTF8.GetBytes(id));
        int kept = char.IsHighSurrogate(id[KeptLength - 1]) ? KeptLength - 1 : KeptLength;
        return $"{id[..kept]}~{hash:x16}";
    }
}
