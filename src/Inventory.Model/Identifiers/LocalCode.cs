using Inventory.Model.Snapshots;

namespace Inventory.Model.Identifiers;

/// <summary>A participant's own code for an item or a location, written <c>participant:localCode</c>.</summary>
public static class LocalCode
{
    /// <summary>True when <paramref name="text"/> is a participant, a colon and 1 to 64 characters (see
    /// <see cref="IsCode"/>).</summary>
    public static bool IsScoped(string text) =>
        ParticipantId.TrySplit(text, out _, out string? code) && IsCode(code);

    /// <summary>
    /// True when <paramref name="code"/> can stand after the colon: 1 to 64 characters, no control character, no blank
    /// end, no quote and no backslash (ids are read from the log without unescaping), no half of a surrogate pair.
    /// </summary>
    public static bool IsCode(ReadOnlySpan<char> code)
    {
        if (code.Length is 0 or > LocationId.LocalCodeLengthMax || char.IsWhiteSpace(code[0])
            || char.IsWhiteSpace(code[^1]))
            return false;
        foreach (char c in code)
        {
            if (char.IsControl(c))
                return false;
        }

        return JsonText.IsPlain(code);
    }
}
