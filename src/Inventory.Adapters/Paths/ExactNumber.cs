using System.Globalization;
using Inventory.Adapters.Numbers;

namespace Inventory.Adapters.Paths;

/// <summary>Reads quantities of a tree, exact or not at all; never through a floating-point number.</summary>
internal static class ExactNumber
{
    // decimal keeps 28 digits whatever they are.
    private const int DigitsMax = 28;

    /// <summary>Reads a slot: a JSON number by JSON's rules (1e2 is 100), a text as people write numbers.</summary>
    public static NumberReading Read(Slot slot, out decimal value)
    {
        value = 0;
        ReadOnlySpan<char> text = slot.Text;
        if (slot.Kind != SlotKind.Number || text.IndexOfAny('e', 'E') < 0)
            return JapaneseNumber.Read(text, out value);
        int digits = 0;
        foreach (char c in text[..text.IndexOfAny('e', 'E')])
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        if (digits > DigitsMax
            || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return NumberReading.OutOfRange;
        // A number with an exponent so small that digits fell off is not what was sent.
        bool isWhole = value != 0 || text[..text.IndexOfAny('e', 'E')].IndexOfAnyInRange('1', '9') < 0;
        return isWhole ? NumberReading.Number : NumberReading.OutOfRange;
    }
}
