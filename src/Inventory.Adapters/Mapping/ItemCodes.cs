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
internal sealed class ItemCodes(ParticipantId participant, StockRegistry registry)
{
    private readonly Dictionary<(string Text, bool PromisesGtin), CodeReading<ItemId>> _known = [];
    private readonly Dictionary<string, CodeReading<ItemId>> _own = [];

    public CodeReading<ItemId> Read(ReadOnlySpan<char> cell, bool promisesGtin)
    {
        string text = cell.Trim().ToString();
        if (text.Length == 0)
            return new CodeReading<ItemId>(default, RejectionReason.ItemMissing);
        if (!_known.TryGetValue((text, promisesGtin), out CodeReading<ItemId> reading))
            _known[(text, promisesGtin)] = reading = ReadNew(text, promisesGtin);
        return reading;
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
        return lookup[text] = reading;
    }

    private CodeReading<ItemId> ReadNew(string text, bool promisesGtin)
    {
        string code = CodeText.Clean(text);
        if (ItemId.TryParseGtin(code, out ItemId gtin))
            return new CodeReading<ItemId>(gtin, RejectionReason.None);
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
