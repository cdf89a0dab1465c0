using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Adapters.Json;

/// <summary>One line of <see cref="CanonicalOracle"/>: read field by field, then held against the registry.</summary>
internal sealed class OracleLine(Action<string> warn)
{
    private static readonly string[] Texts = ["item", "status", "unit", "saleState", "owner", "lot", "expiry", "asOf"];

    private readonly Dictionary<string, string> _texts = [];
    private decimal? _quantity;
    private long? _stated;
    private QuantityBand? _band;

    /// <summary>The line as it is kept; after <see cref="Check"/>.</summary>
    public StockLine Kept { get; private set; }

    private string? this[string name] => _texts.GetValueOrDefault(name);

    public (string Field, string Reason)? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return ("", "TypeInvalid");
        foreach (JsonProperty field in element.EnumerateObject())
        {
            string name = CanonicalOracle.NameOf(field);
            if (Fault(name, field.Value) is { } reason)
                return ("/" + name, reason);
        }

        if (this["item"] is null)
            return ("", "ItemMissing");
        return _quantity is null && _band is null && this["saleState"] is not ("notCarried" or "closed") ? ("", "QuantityMissing") : null;
    }

    /// <summary>What the registry and the clock say; null when the line is kept.</summary>
    public string? Check()
    {
        DateTimeOffset? asOf = this["asOf"] is { } time ? CanonicalOracle.TimeOf(time) : null;
        if (asOf > TestFeed.ReceivedAt.AddMinutes(5))
            return "AsOfInFuture";
        if (this["unit"] is { } unit && (unit.Contains('"') || unit.Contains('\\')))
            return "UnitInvalid";
        if (_quantity is null && _stated is not null)
            return "QuantityMissing";
        _ = ItemId.TryParse(this["item"]!, out ItemId item);
        bool isKnown = item.Value is "04901234567894" or "shop-01:A-1" or "00012345678905";
        BigInteger? factor = !isKnown ? null : this["unit"] switch { "ST" or "EA" or "枚" => 1, "BX" => 50, _ => null };
        long? resolved = null;
        if (_quantity is { } quantity && factor is { } times)
        {
            if (quantity != decimal.Truncate(quantity) && decimal.Truncate(quantity * (decimal)times) != quantity * (decimal)times)
                return "QuantityFractional";
            BigInteger product = new BigInteger(quantity * 10_000) * times / 10_000;
            if (product < long.MinValue || product > long.MaxValue)
                return "QuantityOutOfRange";
            resolved = (long)product;
            if (_stated is not null && _stated != resolved)
                return "UnitMismatch";
        }

        if (this["lot"] is { } lot && lot.Any(char.IsControl))
            return "LotInvalid";
        Told(isKnown, resolved, asOf);
        Keep(item, resolved, asOf);
        return null;
    }

    private void Told(bool isKnown, long? resolved, DateTimeOffset? asOf)
    {
        if (_quantity < 0)
            warn("negative");
        if (TestFeed.ReceivedAt - asOf > TimeSpan.FromDays(35))
            warn("asOfOld");
        if (resolved is null && !isKnown && (_quantity is not null || _band is not null))
            warn("unknownItem");
        else if (resolved is null && _quantity is not null)
            warn("unknownPack");
    }

    private void Keep(ItemId item, long? resolved, DateTimeOffset? asOf)
    {
        _ = WireNames.TryParse(this["status"] ?? "onHand", out StockStatus status);
        _ = WireNames.TryParse(this["saleState"] ?? "unknown", out SaleState state);
        Kept = new StockLine
        {
            Item = item, Status = status, Quantity = _quantity, Unit = this["unit"], BaseQuantity = resolved, Band = _band,
            SaleState = state, Lot = this["lot"], AsOf = asOf,
            Owner = this["owner"] is { } owner ? new ParticipantId(owner) : null,
            Expiry = this["expiry"] is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        };
    }

    private string? Fault(string name, JsonElement value)
    {
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        if (value.ValueKind == JsonValueKind.Null)
            return name == "item" ? "TypeInvalid" : name == "quantity" ? "QuantityMissing" : null;
        if (name == "quantity")
        {
            if (!isNumber)
                return "TypeInvalid";
            string digits = value.GetRawText().Split('e', 'E')[0].TrimStart('-', '0', '.');
            if (!value.TryGetDecimal(out decimal quantity) || digits.Count(char.IsAsciiDigit) > 28)
                return "QuantityOutOfRange";
            _quantity = quantity;
            return null;
        }

        if (name == "baseQuantity")
        {
            if (!isNumber)
                return "TypeInvalid";
            bool isWhole = value.TryGetInt64(out long stated);
            _stated = stated;
            return isWhole ? null : "QuantityOutOfRange";
        }

        if (name == "band")
            return value.ValueKind != JsonValueKind.Object ? "TypeInvalid" : TryBand(value) ? null : "BandInvalid";
        if (Texts.Contains(name))
            return CanonicalOracle.TextOf(value) is { } text ? TextFault(name, text) : "TypeInvalid";
        if (!name.StartsWith("x-", StringComparison.Ordinal))
            warn("unknownField");
        return null;
    }

    private bool TryBand(JsonElement value)
    {
        if (!TryLast(value, "min", out JsonElement low) || low.ValueKind != JsonValueKind.Number || !low.TryGetInt64(out long min))
            return false;
        long? max = null;
        if (TryLast(value, "max", out JsonElement high) && high.ValueKind != JsonValueKind.Null)
        {
            if (high.ValueKind != JsonValueKind.Number || !high.TryGetInt64(out long most))
                return false;
            max = most;
        }

        _band = new QuantityBand(min, max);
        return min >= 0 && !(max < min);
    }

    private static bool TryLast(JsonElement value, string name, out JsonElement found)
    {
        found = default;
        foreach (JsonProperty field in value.EnumerateObject().Where(x => CanonicalOracle.NameOf(x) == name))
            found = field.Value;
        return found.ValueKind != JsonValueKind.Undefined;
    }

    private string? TextFault(string name, string text)
    {
        _texts[name] = text;
        bool isShort = text.Length > 0 && !text.Any(c => c < ' ');
        return name switch
        {
            "item" => text.Length == 0 ? "ItemMissing" : ItemId.TryParse(text, out _) ? null : "ItemInvalid",
            "status" => text is "onHand" or "allocated" or "inTransit" or "onHold" ? null : "StatusInvalid",
            "saleState" => text is "unknown" or "selling" or "ticketed" or "paused" or "notCarried" or "closed" ? null : "SaleStateInvalid",
            "unit" => isShort && text.Length <= 32 ? null : "UnitInvalid",
            "lot" => isShort && text.Length <= 64 ? null : "LotInvalid",
            "owner" => ParticipantId.TryParse(text, out _) ? null : "OwnerInvalid",
            "expiry" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _) ? null : "ExpiryInvalid",
            _ => CanonicalOracle.TimeOf(text) is null ? "AsOfInvalid" : null,
        };
    }
}
