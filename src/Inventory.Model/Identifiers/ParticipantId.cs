using System.Diagnostics.CodeAnalysis;

namespace Inventory.Model.Identifiers;

/// <summary>
/// A legal entity that reports or subscribes: a GLN (13 digits with check digit) or a registry id
/// (lower-case letters, digits and hyphens, 2 to 32 characters, optionally prefixed by <c>p:</c>).
/// </summary>
/// <param name="Value">The id as written in the registry; empty only in <c>default</c>.</param>
public readonly record struct ParticipantId(string Value)
{
    /// <summary>Longest registry id in characters, prefix included.</summary>
    public const int LengthMax = 34;

    /// <summary>Reads an id; false when the text is neither a valid GLN nor a registry id.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ParticipantId id)
    {
        bool isOne = IsOne(text);
        id = isOne ? new ParticipantId(text.ToString()) : default;
        return isOne;
    }

    /// <summary>The same for a text that is there already: no second one is made of it.</summary>
    public static bool TryParse(string? text, out ParticipantId id)
    {
        bool isOne = text is not null && IsOne(text);
        id = isOne ? new ParticipantId(text!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;

    /// <summary>True when the text is a valid GLN or a registry id.</summary>
    internal static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > LengthMax)
            return false;
        if (text.Length == 13 && CheckDigit.IsAllDigits(text) && !CheckDigit.IsValid(text))
            return false;
        ReadOnlySpan<char> name = text.StartsWith("p:") ? text[2..] : text;
        if (name.Length < 2 || name[0] == '-')
            return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    /// <summary>Where the local code begins in <c>participant:localCode</c>; -1 when the text is none.</summary>
    internal static int LocalCodeStart(ReadOnlySpan<char> text)
    {
        int prefix = text.StartsWith("p:") ? 2 : 0;
        int colon = text[prefix..].IndexOf(':');
        int start = prefix + colon + 1;
        return colon > 0 && start < text.Length && IsOne(text[..(start - 1)]) ? start : -1;
    }

    /// <summary>
    /// Splits <c>participant:localCode</c> at the first colon after an optional <c>p:</c>; false when there is no such
    /// colon, the participant is not well formed or the local code is empty.
    /// </summary>
    public static bool TrySplit(string text, out ParticipantId participant, [NotNullWhen(true)] out string? localCode)
    {
        participant = default;
        localCode = null;
        int start = LocalCodeStart(text);
        if (start < 0)
            return false;
        participant = new ParticipantId(text[..(start - 1)]);
        localCode = text[start..];
        return true;
    }
}
