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

    private static readonly ItemReading Missing = new(string.Empty, false) { Reason = RejectionReason.ItemMissing };

    private readonly Dictionary<string, ItemReading> _known = [];
    private readonly Dictionary<string, ItemReading> _knownGtins = [];
    private readonly Dictionary<string, ItemReading> _own = [];
    private ItemReading? _last;

    public ItemReading Read(ReadOnlySpan<char> cell, bool promisesGtin)
    {
        ReadOnlySpan<char> text = cell.Trim();
        if (text.IsEmpty)
            return Missing;
        if (_last?.Follower is { } next && next.PromisesGtin == promisesGtin && text.SequenceEqual(next.Text))
            return _last = next;
        ItemReading reading = Find(text, promisesGtin);
        if (_last is not null)
            _last.Follower = reading;
        return _last = reading;
    }

    /// <summary>Reads a number of the source's own: eight or more digits of it are no GTIN, even if the check digit
    /// fits by chance.</summary>
    public ItemReading ReadOwn(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> text = cell.Trim();
        var lookup = _own.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out ItemReading? reading))
            return reading;
        if (_own.Count >= KnownMax)
            _own.Clear();
        string sent = text.ToString();
        string code = CodeText.Clean(text);
        CodeReading<ItemId> read = LocalCode.IsCode(code)
            ? new CodeReading<ItemId>(Local(code, sent), RejectionReason.None)
            : new CodeReading<ItemId>(default, code.Length == 0
                ? RejectionReason.ItemMissing : RejectionReason.ItemInvalid);
        return _own[sent] = Policed(read, sent, promisesGtin: false);
    }

    private ItemReading Find(ReadOnlySpan<char> text, bool promisesGtin)
    {
        Dictionary<string, ItemReading> known = promisesGtin ? _knownGtins : _known;
        if (known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out ItemReading? reading))
            return reading;
        if (known.Count >= KnownMax)
        {
            known.Clear();
            _last = null;
        }

        string sent = text.ToString();
        return known[sent] = Policed(ReadNew(sent, promisesGtin), sent, promisesGtin);
    }

    private ItemReading Policed(in CodeReading<ItemId> read, string sent, bool promisesGtin)
    {
        bool isRefused = rejectUnknown && read.Reason == RejectionReason.None
            && !registry.TryFindItem(read.Id, out _, out _);
        return new ItemReading(sent, promisesGtin)
        {
            Id = read.Id,
            Reason = isRefused ? RejectionReason.ItemUnknown : read.Reason,
            Warning = read.Warning,
        };
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
