namespace Inventory.Model.Identifiers;

/// <summary>A trade item: a GTIN, always written with 14 digits, or <c>participant:localCode</c>.</summary>
/// <param name="Value">The id as it stands in a snapshot; empty only in <c>default</c>.</param>
public readonly record struct ItemId(string Value)
{
    /// <summary>
    /// Reads a GTIN of 8, 12, 13 or 14 digits into its 14-digit form; false on a wrong length, a wrong check digit, or
    /// an in-store number (prefix 2 of a GTIN-8, 02 and 20 to 29 of a GTIN-13), which means something only inside one
    /// company.
    /// </summary>
    public static bool TryParseGtin(ReadOnlySpan<char> digits, out ItemId id)
    {
        id = default;
        if (digits.Length is not (8 or 12 or 13 or 14) || !CheckDigit.IsValid(digits))
            return false;
        Span<char> padded = stackalloc char[14];
        padded.Fill('0');
        digits.CopyTo(padded[(14 - digits.Length)..]);
        if (IsInStore(digits.Length, padded))
            return false;
        id = new ItemId(padded.ToString());
        return true;
    }

    /// <summary>Reads an item id as it stands in canonical JSON: a GTIN of any length, or a scoped local
    /// code.</summary>
    public static bool TryParse(string text, out ItemId id)
    {
        // The form on the log: no second text is made of it.
        if (text.Length == 14 && CheckDigit.IsValid(text))
        {
            id = new ItemId(text);
            return true;
        }

        if (TryParseGtin(text, out id))
            return true;
        if (!LocalCode.IsScoped(text))
            return false;
        id = new ItemId(text);
        return true;
    }

    /// <summary>The id of <paramref name="localCode"/> as used by <paramref name="participant"/>.</summary>
    public static ItemId Local(ParticipantId participant, string localCode) => new($"{participant.Value}:{localCode}");

    /// <summary>True when the id is a GTIN and not a local code.</summary>
    public bool IsGtin => Value is { Length: 14 } && CheckDigit.IsAllDigits(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;

    private static bool IsInStore(int length, ReadOnlySpan<char> padded) => length switch
    {
        8 => padded[6] == '2',
        12 or 13 => padded[1] == '2' || (padded[1] == '0' && padded[2] == '2'),
        _ => false,
    };
}
