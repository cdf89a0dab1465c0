using System.Collections.Frozen;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Gs1;

/// <summary>
/// What a disposition or status code means for stock. The profile's words come first; then the codes of the GS1 lists
/// (dispositions of the core business vocabulary, inventory status codes), in any case and with or without the
/// vocabulary's address. A code of neither is not guessed.
/// </summary>
internal sealed class Gs1Dispositions
{
    private static readonly FrozenDictionary<string, string> BuiltIn = Build();

    private readonly Dictionary<string, string> _words = [];
    private readonly Dictionary<string, string?> _known = [];

    public Gs1Dispositions(params IReadOnlyDictionary<string, string>[] profileWords)
    {
        foreach (IReadOnlyDictionary<string, string> words in profileWords)
        {
            foreach ((string word, string status) in words)
                _words[Bare(word)] = status;
        }
    }

    /// <summary>The wire name of the status, <see cref="FeedProfile.Ignore"/> for what is no stock, null when nothing
    /// knows the code.</summary>
    public string? Find(string code)
    {
        if (_known.TryGetValue(code, out string? status))
            return status;
        string bare = Bare(code);
        if (!_words.TryGetValue(bare, out status) && !BuiltIn.TryGetValue(bare, out status)
            && bare.StartsWith("non_sellable", StringComparison.Ordinal))
            status = OnHold;
        // Codes are few; a hostile file's are not kept.
        if (_known.Count < 256)
            _known[code] = status;
        return status;
    }

    /// <summary>The code without the address of its vocabulary, in lower case, words joined by underscores.</summary>
    public static string Bare(string code)
    {
        ReadOnlySpan<char> text = code.AsSpan().Trim();
        int cut = text.LastIndexOfAny(':', '/');
        text = text[(cut + 1)..];
        if (text.StartsWith("Disp-", StringComparison.OrdinalIgnoreCase))
            text = text[5..];
        return text.ToString().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
    }

    private static string OnHold => WireNames.Of(StockStatus.OnHold);

    private static FrozenDictionary<string, string> Build()
    {
        var codes = new Dictionary<string, string>();
        Add(codes, WireNames.Of(StockStatus.OnHand),
            "onhand sellable sellable_accessible sellable_not_accessible active available available_for_sale in_progress on_hand "
            + "unrestricted conformant container_closed container_open completeness_verified completeness_inferred");
        Add(codes, OnHold,
            "onhold on_hold hold returned damaged expired outdated recalled quarantined quarantine blocked disposed unavailable "
            + "non_conformant needs_replacement no_pedigree_match mismatch_instance mismatch_class mismatch_quantity "
            + "partially_dispensed quality_inspection in_inspection unsellable");
        Add(codes, WireNames.Of(StockStatus.Allocated), "reserved allocated committed");
        Add(codes, WireNames.Of(StockStatus.InTransit), "intransit in_transit");
        // Gone, or not there yet: facts, but no stock.
        Add(codes, FeedProfile.Ignore,
            "destroyed dispensed retail_sold sold stolen inactive encoded on_order ordered back_ordered planned");
        return codes.ToFrozenDictionary();
    }

    private static void Add(Dictionary<string, string> codes, string status, string words)
    {
        foreach (string word in words.Split(' '))
            codes.Add(word, status);
    }
}
