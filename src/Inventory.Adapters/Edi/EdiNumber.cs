using System.Buffers.Text;

namespace Inventory.Adapters.Edi;

/// <summary>
/// Reads EDI numbers: digits, one decimal mark, a sign. There are no thousands separators: with an agreed decimal mark
/// the other one is an error, and without one comma and point both are decimal marks. Exact or not at all.
/// </summary>
internal static class EdiNumber
{
    // The standards allow 15; sums of any number of lines stay exact.
    private const int DigitsMax = 20;

    // What surely fits 64 bits.
    private const int WholeDigitsMax = 18;

    /// <summary>Reads a number of digits alone, as nearly all are; false for all others.</summary>
    public static bool TryReadWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > WholeDigitsMax)
            return false;
        foreach (byte next in text)
        {
            uint digit = unchecked((uint)(next - '0'));
            if (digit > 9)
                return false;
            value = unchecked((value * 10) + digit);
        }

        return true;
    }

    public static bool TryRead(ReadOnlySpan<byte> text, byte decimalMark, out decimal value)
    {
        if (TryReadWhole(text, out long plain))
        {
            value = plain;
            return true;
        }

        value = 0;
        bool isNegative = text is [(byte)'-', ..] or [.., (byte)'-'];
        if (isNegative)
            text = text[0] == '-' ? text[1..] : text[..^1];
        else if (text is [(byte)'+', ..])
            text = text[1..];
        int mark = text.IndexOfAny((byte)',', (byte)'.');
        if (mark >= 0 && decimalMark != 0 && text[mark] != decimalMark)
            return false;
        ReadOnlySpan<byte> whole = mark < 0 ? text : text[..mark];
        ReadOnlySpan<byte> decimals = mark < 0 ? default : text[(mark + 1)..];
        if (whole.Length + decimals.Length is 0 or > DigitsMax || !AreDigits(whole) || !AreDigits(decimals))
            return false;
        if (decimals.IsEmpty && whole.Length <= WholeDigitsMax && Utf8Parser.TryParse(whole, out long number, out _))
        {
            value = isNegative ? -number : number;
            return true;
        }

        decimal scale = 1;
        foreach (byte digit in whole)
            value = (value * 10) + (digit - '0');
        foreach (byte digit in decimals)
            (value, scale) = ((value * 10) + (digit - '0'), scale * 10);
        value /= isNegative ? -scale : scale;
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
