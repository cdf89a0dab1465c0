namespace Inventory.Model.Identifiers;

/// <summary>Where stock stands: a GLN (13 digits with check digit) or <c>participant:localCode</c> with 1 to 64
/// characters of code.</summary>
/// <param name="Value">The id as it stands in a snapshot; empty only in <c>default</c>.</param>
public readonly record struct LocationId(string Value)
{
    /// <summary>Longest local code in characters; longer ones are refused, for ids become dictionary keys kept for
    /// ever.</summary>
    public const int LocalCodeLengthMax = 64;

    /// <summary>Reads a location id; false when it is neither a valid GLN nor a well-formed local code.</summary>
    public static bool TryParse(string text, out LocationId id)
    {
        id = default;
        if (text.Length == 13 && CheckDigit.IsValid(text))
        {
            id = new LocationId(text);
            return true;
        }

        if (!LocalCode.IsScoped(text))
            return false;
        id = new LocationId(text);
        return true;
    }

    /// <summary>The id of <paramref name="localCode"/> as used by <paramref name="participant"/>.</summary>
    public static LocationId Local(ParticipantId participant, string localCode) => new($"{participant.Value}:{localCode}");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
