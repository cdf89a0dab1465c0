using System.Globalization;
using System.Text.Json;
using Inventory.Engine.Columns;

namespace Inventory.Engine.Partial;

/// <summary>The fields that messages have, one name in the wire's order of levels.</summary>
internal enum PartialField
{
    Kind,
    Epoch,
    Tick,
    Category,
    Prefecture,
    Tier,
    ExpectedExtra,
    Reporting,
    Outflow,
    Fall,
    FromMs,
    ToMs,
    Statuses,
    Status,
    Quantity,
    Stale,
    Sellable,
    Known,
    Stocked,
    Out,
    OldestMs,
    NewestMs,
    Shares,
    Participant,
    Fresh,
    NextOffset,
    NowMs,
    ReceivedMs,
    Sequence,
    Registry,
    Counts,
    Cells,
    Locations,
    UnknownItems,
    UnknownPacks,
    Negative,
    Digest,
    Instance,
    Url,
}

/// <summary>
/// The fields of one JSON object, read once and then asked for with their bounds. What does not hold is remembered and
/// makes the whole message malformed.
/// </summary>
internal sealed class PartialFields
{
    // Signs and digits of the greatest sum.
    private const int WideLengthMax = 30;

    private static readonly JsonEncodedText[] Names =
    [
        .. Enum.GetNames<PartialField>().Select(x => JsonEncodedText.Encode(char.ToLowerInvariant(x[0]) + x[1..])),
    ];

    private readonly object?[] _values = new object?[Names.Length];

    /// <summary>True when something did not hold.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The objects of <c>statuses</c>; null when there is no such field.</summary>
    public List<PartialFields>? Statuses => _values[(int)PartialField.Statuses] as List<PartialFields>;

    /// <summary>The entries of <c>shares</c>; null when there is no such field.</summary>
    public List<KeyValuePair<string, Int128>>? Shares =>
        _values[(int)PartialField.Shares] as List<KeyValuePair<string, Int128>>;

    /// <summary>
    /// Reads an object up to its end; false when it is malformed. Only the object at the top holds others.
    /// </summary>
    public bool ReadObject(ref Utf8JsonReader json, bool isTop)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int field = FieldAt(ref json);
            json.Read();
            if (field < 0)
            {
                json.Skip();
                continue;
            }

            if (_values[field] is not null || !ReadValue(ref json, field, isTop))
                return false;
        }

        return json.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>Remembers that a condition does not hold.</summary>
    public void Demand(bool condition) => IsBroken |= !condition;

    /// <summary>True when a field is there.</summary>
    public bool Has(PartialField field) => _values[(int)field] is not null;

    /// <summary>An inner object; null when it is not there.</summary>
    public PartialFields? Inner(PartialField field) => _values[(int)field] as PartialFields;

    /// <summary>A number within bounds, the ends included.</summary>
    public long Number(PartialField field, long min, long max)
    {
        bool fits = _values[(int)field] is long value && value >= min && value <= max;
        Demand(fits);
        return fits ? (long)_values[(int)field]! : min;
    }

    /// <summary>A count.</summary>
    public int Count(PartialField field) => (int)Number(field, 0, int.MaxValue);

    /// <summary>A time.</summary>
    public long Time(PartialField field) => Number(field, -LineBuffer.TimeMsMax, LineBuffer.TimeMsMax) is var ms
        && LineBuffer.IsTime(ms) ? ms : Broken();

    /// <summary>A wide sum: digits in a text, without anything that does not have to be there.</summary>
    public Int128 Wide(PartialField field)
    {
        Int128 value = 0;
        Demand(_values[(int)field] is string text && TryWide(text, out value));
        return value;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Text(PartialField field, int lengthMax)
    {
        object? value = _values[(int)field];
        Demand(value is null || (value is string text && text.Length <= lengthMax));
        return value as string;
    }

    /// <summary>A text that must be there.</summary>
    public string RequiredText(PartialField field, int lengthMax)
    {
        string? text = Text(field, lengthMax);
        Demand(text is not null);
        return text ?? string.Empty;
    }

    /// <summary>A text out of a closed list.</summary>
    public int Index(PartialField field, Func<string?, int> indexOf)
    {
        int index = indexOf(_values[(int)field] as string);
        Demand(index >= 0);
        return Math.Max(0, index);
    }

    private long Broken()
    {
        Demand(false);
        return 0;
    }

    private static int FieldAt(ref Utf8JsonReader json)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (json.ValueTextEquals(Names[i].EncodedUtf8Bytes))
                return i;
        }

        return -1;
    }

    private bool ReadValue(ref Utf8JsonReader json, int field, bool isTop)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                bool isWhole = json.TryGetInt64(out long number);
                _values[field] = number;
                return isWhole;
            case JsonTokenType.String:
                _values[field] = json.GetString();
                return true;
            case JsonTokenType.StartObject when isTop && field is (int)PartialField.Outflow or (int)PartialField.Counts:
                var inner = new PartialFields();
                _values[field] = inner;
                return inner.ReadObject(ref json, isTop: false);
            case JsonTokenType.StartObject when !isTop && field == (int)PartialField.Shares:
                return ReadShares(ref json);
            case JsonTokenType.StartArray when isTop && field == (int)PartialField.Statuses:
                return ReadStatuses(ref json);
            default:
                return false;
        }
    }

    private bool ReadStatuses(ref Utf8JsonReader json)
    {
        var statuses = new List<PartialFields>();
        _values[(int)PartialField.Statuses] = statuses;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var status = new PartialFields();
            if (statuses.Count == Levels.GroupTable.StatusCount || !status.ReadObject(ref json, isTop: false))
                return false;
            statuses.Add(status);
        }

        return true;
    }

    private bool ReadShares(ref Utf8JsonReader json)
    {
        var shares = new List<KeyValuePair<string, Int128>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        _values[(int)PartialField.Shares] = shares;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string entity = json.GetString()!;
            if (entity.Length > PartialLimits.IdLengthMax || !seen.Add(entity) || !json.Read()
                || json.TokenType != JsonTokenType.String || !TryWide(json.GetString()!, out Int128 quantity))
                return false;
            shares.Add(new(entity, quantity));
        }

        return json.TokenType == JsonTokenType.EndObject;
    }

    private static bool TryWide(string text, out Int128 value)
    {
        value = 0;
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        bool isPlain = digits.Length > 0 && text.Length <= WideLengthMax && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits[0] != '0' || text == "0");
        return isPlain && Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && Int128.Abs(value) <= PartialLimits.SumMax;
    }
}
