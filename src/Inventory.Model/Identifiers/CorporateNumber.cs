namespace Inventory.Model.Identifiers;

/// <summary>法人番号, the 13-digit number of a Japanese legal entity; its first digit is the check digit.</summary>
public static class CorporateNumber
{
    /// <summary>
    /// True for 13 ASCII digits whose first one is 9 − (Σ Pn × Qn mod 9), where Pn is the n-th digit from the right of
    /// the other twelve and Qn is 1 for odd and 2 for even n. Source: ministerial ordinance on corporate numbers
    /// (平成26年財務省令第70号) article 2.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 13 || !CheckDigit.IsAllDigits(digits))
            return false;
        int sum = 0;
        for (int n = 1; n <= 12; n++)
            sum += (digits[13 - n] - '0') * ((n & 1) == 1 ? 1 : 2);
        return digits[0] - '0' == 9 - (sum % 9);
    }
}
