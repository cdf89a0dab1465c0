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
        id = default;
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

        id = new ParticipantId(text.ToString());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;

    /// <summary>
    /// Splits <c>participant:localCode</c> at the first colon after an optional <c>p:</c>; false when there is no such
    /// colon, the participant is not well formed or the local code is empty.
    /// </summary>
    public static bool TrySplit(string text, out ParticipantId participant, [NotNullWhen(true)] out string? localCode)
    {
        participant = default;
        localCode = null;
        int start = text.StartsWith("p:", StringComparison.Ordinal) ? 2 : 0;
        int colon = text.IndexOf(':', start);
        if (colon <= start || colon + 1 >= text.Length || !TryParse(text.AsSpan(0, colon), out participant))
            return false;
        localCode = text[(colon + 1)..];
        return true;
    }
}
