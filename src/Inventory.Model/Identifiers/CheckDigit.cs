namespace Inventory.Model.Identifiers;

/// <summary>The GS1 mod-10 check digit shared by GTIN and GLN. Source: GS1 General Specifications, check digit
/// calculation.</summary>
public static class CheckDigit
{
    /// <summary>True when every character is an ASCII digit and the last one is the GS1 check digit of those before
    /// it.</summary>
    /// <param name="digits">The whole number, check digit included; at least two digits.</param>
    public static bool IsValid(ReadOnlySpan<char> digits) =>
        digits.Length >= 2 && IsAllDigits(digits) && Compute(digits[..^1]) == digits[^1] - '0';

    /// <summary>The check digit 0..9 for <paramref name="payload"/>, which must hold ASCII digits only.</summary>
    public static int Compute(ReadOnlySpan<char> payload)
    {
        int sum = 0;
        for (int i = 0; i < payload.Length; i++)
        {
            // Weights alternate 3, 1 from the right end of the payload.
            int weight = ((payload.Length - i) & 1) == 1 ? 3 : 1;
            sum += (payload[i] - '0') * weight;
        }

        return (10 - (sum % 10)) % 10;
    }

    /// <summary>True when every character is an ASCII digit; false for an empty text.</summary>
    public static bool IsAllDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
