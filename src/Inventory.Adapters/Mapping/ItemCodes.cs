using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Mapping;

/// <summary>
/// Turns item codes of one participant into item ids: a valid GTIN into its 14 digits, all else into the
/// participant's own code. A zero that a spreadsheet has cut off is given back only when the check digit then fits and
/// either the registry knows the number or the column holds
/// nothing but such numbers: one in ten of any shorter codes would fit by chance.
/// </summary>
internal sealed class ItemCodes(ParticipantId participant, StockRegistry registry, bool rejectUnknown = false)
{
    // Above what any assortment holds: then the cells are no codes, and what was kept of them is let go.
    private const int KnownMax = 500_000;

    private readonly Dictionary<string, CodeReading<ItemId>> _known = [];
    private readonly Dictionary<string, CodeReading<ItemId>> _knownGtins = [];
    private readonly Dictionary<string, CodeReading<ItemId>> _own = [];

    public CodeReading<ItemId> Read(ReadOnlySpan<char> cell, bool promisesGtin)
    {
        ReadOnlySpan<char> text = cell.Trim();
        if (text.IsEmpty)
            return new CodeReading<ItemId>(default, RejectionReason.ItemMissing);
        Dictionary<string, CodeReading<ItemId>> known = promisesGtin ? _knownGtins : _known;
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out CodeReading<ItemId> reading))
            return reading;
        if (known.Count >= KnownMax)
            known.Clear();
        return lookup[text] = Policed(ReadNew(text.ToString(), promisesGtin));
    }

    /// <summary>Reads a number of the source's own: eight or more digits of it are no GTIN, even if the check digit
    /// fits by chance.</summary>
    public CodeReading<ItemId> ReadOwn(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> text = cell.Trim();
        var lookup = _own.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out CodeReading<ItemId> reading))
            return reading;
        string code = CodeText.Clean(text);
        reading = LocalCode.IsCode(code)
            ? new CodeReading<ItemId>(Local(code, text.ToString()), RejectionReason.None)
            : new CodeReading<ItemId>(default, code.Length == 0
                ? RejectionReason.ItemMissing : RejectionReason.ItemInvalid);
        if (_own.Count >= KnownMax)
            _own.Clear();
        return lookup[text] = Policed(reading);
    }

    private CodeReading<ItemId> Policed(in CodeReading<ItemId> reading)
    {
        bool isRefused = rejectUnknown && reading.Reason == RejectionReason.None
            && !registry.TryFindItem(reading.Id, out _, out _);
        return isRefused ? reading with { Reason = RejectionReason.ItemUnknown } : reading;
    }

    private CodeReading<ItemId> ReadNew(string text, bool promisesGtin)
    {
        string code = CodeText.Clean(text);
        if (ItemId.TryParseGtin(code, out ItemId gtin))
            return new CodeReading<ItemId>(gtin, RejectionReason.None);
        // "4901234567894.0" has lost nothing.
        if (code.EndsWith(".0", StringComparison.Ordinal) && ItemId.TryParseGtin(code.AsSpan(0, code.Length - 2), out gtin))
            return new CodeReading<ItemId>(gtin, RejectionReason.None, "idSpoiled");
        if (!LocalCode.IsCode(code))
            return new CodeReading<ItemId>(default, code.Length == 0
                ? RejectionReason.ItemMissing : RejectionReason.ItemInvalid);
        if (TryGiveZeroBack(code, promisesGtin, out gtin))
            return new CodeReading<ItemId>(gtin, RejectionReason.None, "leadingZeroLost");
        ItemId local = Local(code, text);
        if (CodeText.IsSpoiled(code))
            return new CodeReading<ItemId>(local, RejectionReason.None, "idSpoiled");
        bool isGtinLike = code.Length is 8 or 12 or 13 or 14 && CheckDigit.IsAllDigits(code);
        bool isWrong = isGtinLike && !CheckDigit.IsValid(code);
        return new CodeReading<ItemId>(local, RejectionReason.None, isWrong ? "checkDigit" : null);
    }

    private bool TryGiveZeroBack(string code, bool promisesGtin, out ItemId gtin)
    {
        gtin = default;
        int length = code.Length switch { 7 => 8, 10 or 11 => 12, _ => 0 };
        return length > 0 && ItemId.TryParseGtin(code.PadLeft(length, '0'), out gtin)
            && (promisesGtin || registry.TryFindItem(gtin, out _, out _));
    }

    /// <summary>The participant's own code; as sent where the registry knows it so, else folded, so that one code
    /// has one form.</summary>
    private ItemId Local(string code, string sent)
    {
        ItemId asSent = ItemId.Local(participant, sent);
        if (sent != code && registry.TryFindItem(asSent, out _, out _))
            return asSent;
        bool isScoped = code.StartsWith(participant.Value + ":", StringComparison.Ordinal) && LocalCode.IsScoped(code);
        return isScoped ? new ItemId(code) : ItemId.Local(participant, code);
    }
}
