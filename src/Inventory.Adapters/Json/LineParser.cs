using System.Text;
using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>Reads one line of a canonical snapshot, fields in any order. The first field that is wrong refuses the
/// line.</summary>
internal sealed class LineParser(Findings findings)
{
    private const int UnitLengthMax = 32;
    private const int LotLengthMax = 64;

    /// <summary>Reads a line; false when it was refused.</summary>
    public bool TryRead(JsonElement element, JsonPlace place, out StockLine line)
    {
        line = default;
        if (element.ValueKind != JsonValueKind.Object)
            return Refuse(place, "line", element, RejectionReason.TypeInvalid);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string field = JsonValues.Name(property);
            RejectionReason reason = ReadField(field, property.Value, ref line);
            if (reason == RejectionReason.None)
                continue;
            return Refuse(place.At(field), field, property.Value, reason);
        }

        if (line.Item.Value is null)
            return Refuse(place, "item", default, RejectionReason.ItemMissing);
        bool isUncounted = line.SaleState is SaleState.NotCarried or SaleState.Closed;
        if (line.Quantity is null && line.Band is null && !isUncounted)
            return Refuse(place, "quantity", default, RejectionReason.QuantityMissing);
        return true;

        RejectionReason ReadField(string name, JsonElement value, ref StockLine into)
        {
            // A field that is null says the same as one left out.
            if (value.ValueKind == JsonValueKind.Null && name is not ("item" or "quantity"))
                return RejectionReason.None;
            switch (name)
            {
                case "quantity":
                    return Quantity(value, ref into);
                case "baseQuantity":
                    return BaseQuantity(value, ref into);
                case "band":
                    return Band(value, ref into);
                case "item" or "status" or "unit" or "saleState" or "owner" or "lot" or "expiry" or "asOf":
                    return value.TryText(out string text) ? Text(name, text, ref into) : RejectionReason.TypeInvalid;
                default:
                    if (!name.StartsWith("x-", StringComparison.Ordinal))
                        findings.Warn("unknownField", place.At(name).Position, name);
                    return RejectionReason.None;
            }
        }
    }

    /// <summary>True for a text that may be a unit.</summary>
    public static bool IsUnit(string text) =>
        text.Length is > 0 and <= UnitLengthMax && !text.AsSpan().ContainsAnyInRange('\0', '\u001F');

    /// <summary>True for a text that may be a lot.</summary>
    public static bool IsLot(string text) =>
        text.Length is > 0 and <= LotLengthMax && !text.AsSpan().ContainsAnyInRange('\0', '\u001F');

    /// <summary>Reads a date.</summary>
    public static bool TryExpiry(string text, out DateOnly expiry) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out expiry);

    private static RejectionReason Text(string name, string text, ref StockLine line) => name switch
    {
        "item" => Item(text, ref line),
        "status" => Status(text, ref line),
        "unit" => Unit(text, ref line),
        "saleState" => Sale(text, ref line),
        "owner" => Owner(text, ref line),
        "lot" => Lot(text, ref line),
        "expiry" => Expiry(text, ref line),
        _ => AsOf(text, ref line),
    };

    private static RejectionReason Item(string text, ref StockLine line)
    {
        if (text.Length == 0)
            return RejectionReason.ItemMissing;
        if (!ItemId.TryParse(text, out ItemId item))
            return RejectionReason.ItemInvalid;
        line = line with { Item = item };
        return RejectionReason.None;
    }

    private static RejectionReason Status(string text, ref StockLine line)
    {
        if (!WireNames.TryParse(text, out StockStatus status))
            return RejectionReason.StatusInvalid;
        line = line with { Status = status };
        return RejectionReason.None;
    }

    private static RejectionReason Sale(string text, ref StockLine line)
    {
        if (!WireNames.TryParse(text, out SaleState state))
            return RejectionReason.SaleStateInvalid;
        line = line with { SaleState = state };
        return RejectionReason.None;
    }

    private static RejectionReason Unit(string text, ref StockLine line)
    {
        if (!IsUnit(text))
            return RejectionReason.UnitInvalid;
        line = line with { Unit = text };
        return RejectionReason.None;
    }

    private static RejectionReason Owner(string text, ref StockLine line)
    {
        if (!ParticipantId.TryParse(text, out ParticipantId owner))
            return RejectionReason.OwnerInvalid;
        line = line with { Owner = owner };
        return RejectionReason.None;
    }

    private static RejectionReason Lot(string text, ref StockLine line)
    {
        if (!IsLot(text))
            return RejectionReason.LotInvalid;
        line = line with { Lot = text };
        return RejectionReason.None;
    }

    private static RejectionReason Expiry(string text, ref StockLine line)
    {
        if (!TryExpiry(text, out DateOnly expiry))
            return RejectionReason.ExpiryInvalid;
        line = line with { Expiry = expiry };
        return RejectionReason.None;
    }

    private static RejectionReason AsOf(string text, ref StockLine line)
    {
        if (!CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset asOf))
            return RejectionReason.AsOfInvalid;
        line = line with { AsOf = asOf };
        return RejectionReason.None;
    }

    private static RejectionReason Quantity(JsonElement value, ref StockLine line)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return RejectionReason.QuantityMissing;
        if (value.ValueKind != JsonValueKind.Number)
            return RejectionReason.TypeInvalid;
        if (!value.TryGetDecimal(out decimal quantity) || !IsExact(value))
            return RejectionReason.QuantityOutOfRange;
        line = line with { Quantity = quantity };
        return RejectionReason.None;
    }

    /// <summary>decimal keeps 28 digits and rounds the rest away; a rounded quantity is not the one that was
    /// sent.</summary>
    private static bool IsExact(JsonElement value)
    {
        int digits = 0;
        foreach (char c in value.GetRawText())
        {
            if (c is 'e' or 'E')
                break;
            if (char.IsAsciiDigit(c) && (digits > 0 || c != '0'))
                digits++;
        }

        return digits <= 28;
    }

    private static RejectionReason BaseQuantity(JsonElement value, ref StockLine line)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return RejectionReason.TypeInvalid;
        if (!value.TryGetInt64(out long quantity))
            return RejectionReason.QuantityOutOfRange;
        line = line with { BaseQuantity = quantity };
        return RejectionReason.None;
    }

    private static RejectionReason Band(JsonElement value, ref StockLine line)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return RejectionReason.TypeInvalid;
        long? max = null;
        if (!value.TryField("min", out JsonElement low) || low.ValueKind != JsonValueKind.Number
            || !low.TryGetInt64(out long min))
            return RejectionReason.BandInvalid;
        if (value.TryField("max", out JsonElement high) && high.ValueKind != JsonValueKind.Null)
        {
            if (high.ValueKind != JsonValueKind.Number || !high.TryGetInt64(out long most))
                return RejectionReason.BandInvalid;
            max = most;
        }

        if (min < 0 || max < min)
            return RejectionReason.BandInvalid;
        line = line with { Band = new QuantityBand(min, max) };
        return RejectionReason.None;
    }

    private bool Refuse(JsonPlace place, string field, JsonElement value, RejectionReason reason)
    {
        findings.Reject(place.Position, field, value.Raw(), reason);
        return false;
    }
}
