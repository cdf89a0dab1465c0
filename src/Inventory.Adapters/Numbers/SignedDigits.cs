namespace Inventory.Adapters.Numbers;

/// <summary>
/// Numbers as COBOL programs write them, from their bytes: zoned digits whose last one may bear the sign (overpunch:
/// <c>{</c> is +0, <c>A</c>–<c>I</c> +1–+9, <c>}</c> −0, <c>J</c>–<c>R</c> −1–−9, in JIS X 0201 <c>p</c>–<c>y</c>
/// −0–−9, in EBCDIC the zones C and D), packed decimals and big-endian integers. Blanks, and low values in packed
/// fields, are unknown.
/// </summary>
internal static class SignedDigits
{
    private const int DigitsMax = 28;

    // As many as surely fit 64 bits: nearly all numbers have no more.
    private const int WholeDigitsMax = 18;

    /// <summary>Reads zoned digits; a sign of its own before or behind them is read too.</summary>
    public static NumberReading ReadZoned(ReadOnlySpan<byte> bytes, bool isEbcdic, int decimals, out decimal value)
    {
        value = 0;
        bytes = bytes.Trim(isEbcdic ? (byte)0x40 : (byte)' ');
        if (bytes.IsEmpty)
            return NumberReading.Unknown;
        bool isNegative = false;
        bool hasSign = true;
        if (TrySign(bytes[0], isEbcdic, out isNegative))
            bytes = bytes[1..];
        else if (TrySign(bytes[^1], isEbcdic, out isNegative))
            bytes = bytes[..^1];
        else
            hasSign = false;
        bytes = bytes.Trim(isEbcdic ? (byte)0x40 : (byte)' ');
        if (bytes.IsEmpty)
            return NumberReading.Invalid;
        long whole = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            int digit = Digit(bytes[i], isEbcdic);
            if (digit < 0 && i == bytes.Length - 1 && !hasSign)
                digit = SignDigit(bytes[i], isEbcdic, out isNegative);
            if (digit < 0)
                return NumberReading.Invalid;
            if (i >= DigitsMax)
                return NumberReading.OutOfRange;
            if (i < WholeDigitsMax)
                whole = (whole * 10) + digit;
            else
                value = ((i == WholeDigitsMax ? whole : value) * 10) + digit;
        }

        value = Scale(bytes.Length <= WholeDigitsMax ? whole : value, isNegative, decimals);
        return NumberReading.Number;
    }

    /// <summary>Reads two digits a byte, the sign in the last half: C, A, E and F plus, D and B minus.</summary>
    public static NumberReading ReadPacked(ReadOnlySpan<byte> bytes, int decimals, out decimal value)
    {
        value = 0;
        if (!bytes.ContainsAnyExcept((byte)0x40) || !bytes.ContainsAnyExcept((byte)' ')
            || !bytes.ContainsAnyExcept((byte)0))
            return NumberReading.Unknown;
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = bytes[i] >> 4;
            int low = bytes[i] & 15;
            if (high > 9 || (low > 9 && i < bytes.Length - 1))
                return NumberReading.Invalid;
            if (i >= DigitsMax / 2)
                return NumberReading.OutOfRange;
            value = (value * 10) + high;
            if (i < bytes.Length - 1)
                value = (value * 10) + low;
            else if (low < 10)
                return NumberReading.Invalid;
        }

        value = Scale(value, (bytes[^1] & 15) is 13 or 11, decimals);
        return NumberReading.Number;
    }

    /// <summary>Reads a big-endian two's complement integer of at most 8 bytes.</summary>
    public static NumberReading ReadBinary(ReadOnlySpan<byte> bytes, int decimals, out decimal value)
    {
        long number = unchecked((sbyte)bytes[0]);
        foreach (byte next in bytes[1..])
            number = (number << 8) | next;
        value = Scale(Math.Abs((decimal)number), number < 0, decimals);
        return NumberReading.Number;
    }

    /// <summary>The value with its implied decimal point and sign.</summary>
    private static decimal Scale(decimal value, bool isNegative, int decimals)
    {
        for (int i = 0; i < decimals; i++)
            value /= 10;
        return isNegative ? -value : value;
    }

    private static bool TrySign(byte code, bool isEbcdic, out bool isNegative)
    {
        isNegative = code == (isEbcdic ? 0x60 : (byte)'-');
        return isNegative || code == (isEbcdic ? 0x4E : (byte)'+');
    }

    private static int Digit(byte code, bool isEbcdic)
    {
        int digit = code - (isEbcdic ? 0xF0 : '0');
        return digit is >= 0 and <= 9 ? digit : -1;
    }

    private static int SignDigit(byte code, bool isEbcdic, out bool isNegative)
    {
        if (isEbcdic)
        {
            isNegative = code >> 4 is 0xD or 0xB;
            return code >> 4 >= 0xA && (code & 15) <= 9 ? code & 15 : -1;
        }

        (isNegative, int digit) = (char)code switch
        {
            '{' => (false, 0),
            >= 'A' and <= 'I' => (false, code - 'A' + 1),
            '}' => (true, 0),
            >= 'J' and <= 'R' => (true, code - 'J' + 1),
            >= 'p' and <= 'y' => (true, code - 'p'),
            _ => (false, -1),
        };
        return digit;
    }
}
