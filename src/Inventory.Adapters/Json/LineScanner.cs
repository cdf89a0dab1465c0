using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>
/// Reads a line that is as nearly all are: right, with fields in any order. It declines everything else (a wrong or an
/// unknown field, a form of number that is rare) and leaves it to <see cref="LineParser"/>, which says what is wrong.
/// </summary>
internal sealed class LineScanner(StockRegistry registry, DateTimeOffset now, TextCache texts)
{
    /// <summary>A line lies three deep in its record.</summary>
    private const int DepthMax = JsonLimits.DepthMax - 3;

    private readonly ItemCache _items = new(registry);
    private readonly TimeCache _times = new();
    private readonly byte[] _scratch = new byte[512];

    /// <summary>Reads a line into <paramref name="line"/>; false when it is declined or cut.
    /// <paramref name="isComplete"/>: nothing is to be said of it, and its base quantity is filled in.</summary>
    public bool TryRead(ref JsonCursor json, ref StockLine line, out bool isComplete)
    {
        isComplete = false;
        var draft = new LineDraft { Decimals = -1 };
        if (!json.TryTake((byte)'{'))
            return false;
        do
        {
            if (!json.TryName(out ReadOnlySpan<byte> name) || !TryField(ref json, name, ref draft))
                return false;
        }
        while (json.TryTake((byte)','));
        if (!json.TryTake((byte)'}') || !draft.IsWhole)
            return false;
        isComplete = draft.TryComplete(now);
        line = draft.ToLine();
        return true;
    }

    private bool TryField(ref JsonCursor json, ReadOnlySpan<byte> name, ref LineDraft draft)
    {
        if (name.SequenceEqual("item"u8))
            return TryItem(ref json, ref draft);
        if (name.SequenceEqual("quantity"u8))
            return json.TryNumber(out draft.Digits, out draft.Decimals);
        if (name.SequenceEqual("unit"u8))
            return json.TryText(_scratch, out ReadOnlySpan<byte> unit) ? TryUnit(unit, ref draft) : json.TryNull();
        if (name.SequenceEqual("baseQuantity"u8))
            return TryBaseQuantity(ref json, ref draft);
        if (name.SequenceEqual("band"u8))
            return TryBand(ref json, ref draft);
        if (name.StartsWith("x-"u8))
            return json.TrySkip(DepthMax);
        // All others are texts, and null says the same as leaving them out.
        return json.TryText(_scratch, out ReadOnlySpan<byte> text)
            ? TryRareText(name, text, ref draft)
            : IsRareText(name) && json.TryNull();
    }

    private static bool IsRareText(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("status"u8) || name.SequenceEqual("saleState"u8) || name.SequenceEqual("asOf"u8)
        || name.SequenceEqual("lot"u8) || name.SequenceEqual("expiry"u8) || name.SequenceEqual("owner"u8);

    private bool TryRareText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, ref LineDraft draft)
    {
        if (name.SequenceEqual("status"u8))
            return WireNames.TryParse(text, out draft.Status);
        if (name.SequenceEqual("saleState"u8))
            return WireNames.TryParse(text, out draft.SaleState);
        if (name.SequenceEqual("asOf"u8))
        {
            bool isTime = _times.TryRead(text, out DateTimeOffset asOf);
            draft.AsOf = asOf;
            return isTime;
        }

        if (name.SequenceEqual("lot"u8))
            return TryLot(text, ref draft);
        if (name.SequenceEqual("expiry"u8))
            return TryExpiry(text, ref draft);
        if (!name.SequenceEqual("owner"u8) || !ParticipantId.TryParse(texts.Of(text), out ParticipantId owner))
            return false;
        draft.Owner = owner;
        return true;
    }

    private bool TryItem(ref JsonCursor json, ref LineDraft draft)
    {
        if (!json.TryText(_scratch, out ReadOnlySpan<byte> text)
            || !_items.TryRead(text, out ItemId id, out draft.Entry))
            return false;
        draft.Item = id.Value;
        return true;
    }

    private bool TryUnit(ReadOnlySpan<byte> text, ref LineDraft draft)
    {
        draft.Unit = texts.Of(text);
        return LineParser.IsUnit(draft.Unit);
    }

    private static bool TryLot(ReadOnlySpan<byte> text, ref LineDraft draft)
    {
        draft.Lot = Encoding.UTF8.GetString(text);
        return LineParser.IsLot(draft.Lot);
    }

    private bool TryExpiry(ReadOnlySpan<byte> text, ref LineDraft draft)
    {
        bool isDate = LineParser.TryExpiry(texts.Of(text), out DateOnly expiry);
        draft.Expiry = expiry;
        return isDate;
    }

    private static bool TryBaseQuantity(ref JsonCursor json, ref LineDraft draft)
    {
        if (!json.TryInteger(out long value))
            return json.TryNull();
        draft.BaseQuantity = value;
        return true;
    }

    private static bool TryBand(ref JsonCursor json, ref LineDraft draft)
    {
        if (!json.TryTake((byte)'{'))
            return json.TryNull();
        long? min = null;
        long? max = null;
        do
        {
            if (!json.TryName(out ReadOnlySpan<byte> name) || !json.TryInteger(out long value))
                return false;
            if (name.SequenceEqual("min"u8))
                min = value;
            else if (name.SequenceEqual("max"u8))
                max = value;
            else
                return false;
        }
        while (json.TryTake((byte)','));
        if (!json.TryTake((byte)'}') || min is not >= 0 || max < min)
            return false;
        draft.Band = new QuantityBand(min.Value, max);
        return true;
    }
}
