using Inventory.Model.Identifiers;
using Xunit;

namespace Inventory.Tests.Model.Identifiers;

public sealed class CheckDigitTests
{
    [Theory]
    // Source: GS1's own example of the calculation, GTIN-13.
    [InlineData("6291041500213")]
    // Source: GS1 General Specifications, sample GTIN-14 and GTIN-12 of company prefix 0614141.
    [InlineData("10614141000415")]
    [InlineData("614141000036")]
    // Source: the textbook examples of EAN-13, EAN-8, UPC-A and ISBN-13.
    [InlineData("4006381333931")]
    [InlineData("73513537")]
    [InlineData("036000291452")]
    [InlineData("9780306406157")]
    public void Published_numbers_are_valid_and_every_other_last_digit_is_not(string number)
    {
        Assert.True(CheckDigit.IsValid(number));
        for (char digit = '0'; digit <= '9'; digit++)
            Assert.Equal(digit == number[^1], CheckDigit.IsValid(number[..^1] + digit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("629104150021X")]
    // Full-width digits are digits to char.IsDigit and must not be to us.
    [InlineData("６２９１０４１５００２１３")]
    [InlineData(" 6291041500213")]
    public void What_is_not_made_of_ascii_digits_is_invalid(string text) => Assert.False(CheckDigit.IsValid(text));

    [Theory]
    // Source: the corporate numbers that the National Tax Agency, METI and the Digital Agency publish of themselves.
    [InlineData("7000012050002")]
    [InlineData("4000012090001")]
    [InlineData("8000012010038")]
    public void Corporate_numbers_of_ministries_are_valid_and_every_other_first_digit_is_not(string number)
    {
        for (char digit = '0'; digit <= '9'; digit++)
            Assert.Equal(digit == number[0], CorporateNumber.IsValid(digit + number[1..]));
    }

    [Fact]
    public void A_corporate_number_has_13_digits()
    {
        Assert.False(CorporateNumber.IsValid("700001205000"));
        Assert.False(CorporateNumber.IsValid("70000120500020"));
        Assert.False(CorporateNumber.IsValid("700001205000２"));
    }
}
