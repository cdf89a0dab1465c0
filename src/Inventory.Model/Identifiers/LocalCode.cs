using System.Buffers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Identifiers;

/// <summary>A participant's own code for an item or a location, written <c>participant:localCode</c>.</summary>
public static class LocalCode
{
    private static readonly SearchValues<char> BidiControls = SearchValues.Create(
        "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>True when <paramref name="text"/> is a participant, a colon and 1 to 64 characters (see
    /// <see cref="IsCode"/>).</summary>
    public static bool IsScoped(ReadOnlySpan<char> text) =>
        ParticipantId.LocalCodeStart(text) is > 0 and int start && IsCode(text[start..]);

    /// <summary>
    /// True when <paramref name="code"/> can stand after the colon: 1 to 64 characters, no control character, no blank
    /// end, no quote and no backslash (ids are read from the log without unescaping), no half of a surrogate pair, no
    /// control of the writing direction: it would show one code to people as another. It is refused and not taken out,
    /// because without it the code would be one that nobody sent.
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

        return JsonText.IsPlain(code) && !HasBidiControl(code);
    }

    /// <summary>True when a text holds a control of the writing direction (U+061C, U+200E, U+200F, U+202A to U+202E,
    /// U+2066 to U+2069: Unicode UAX 9).</summary>
    public static bool HasBidiControl(ReadOnlySpan<char> text) =>
        text.ContainsAny(BidiControls);
}
