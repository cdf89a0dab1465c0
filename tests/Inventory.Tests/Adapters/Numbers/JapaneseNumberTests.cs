using System.Globalization;
using Inventory.Adapters.Numbers;
using Xunit;

namespace Inventory.Tests.Adapters.Numbers;

public sealed class JapaneseNumberTests
{
    // Forms: FORMATS 7.5 (numbers seen in real Japanese stock files).
    [Theory]
    [InlineData("0", "0")]
    [InlineData(" 12 ", "12")]
    [InlineData("０１２", "12")]
    [InlineData("１，２３４", "1234")]
    [InlineData("1,234", "1234")]
    [InlineData("12,345,678.90", "12345678.9")]
    [InlineData("▲5", "-5")]
    [InlineData("△５", "-5")]
    [InlineData("-5", "-5")]
    [InlineData("－5", "-5")]
    [InlineData("−5", "-5")]
    [InlineData("(5)", "-5")]
    [InlineData("（1,005）", "-1005")]
    [InlineData("5-", "-5")]
    [InlineData("▲ 1,234", "-1234")]
    [InlineData("+5", "5")]
    [InlineData("47.8", "47.8")]
    [InlineData(".5", "0.5")]
    [InlineData("1.234E+3", "1234")]
    [InlineData("1E-2", "0.01")]
    [InlineData("0000000000000000000000000000000000012", "12")]
    [InlineData("　７　", "7")]
    public void A_number_in_any_business_form_is_read_exactly(string text, string expected)
    {
        Assert.Equal(NumberReading.Number, JapaneseNumber.Read(text, out decimal value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("　")]
    [InlineData("-")]
    [InlineData("－")]
    [InlineData("―")]
    [InlineData("ー")]
    [InlineData("--")]
    [InlineData("…")]
    public void A_blank_or_a_dash_is_unknown_and_not_zero(string text) =>
        Assert.Equal(NumberReading.Unknown, JapaneseNumber.Read(text, out _));

    [Theory]
    [InlineData("×")]
    [InlineData("○")]
    [InlineData("在庫あり")]
    [InlineData("1,23")]
    [InlineData("12,34,567")]
    [InlineData(",123")]
    [InlineData("1234,567")]
    [InlineData("1,2345")]
    [InlineData("1.23E+12")]
    [InlineData("--5")]
    [InlineData("-(5)")]
    [InlineData("▲-5")]
    [InlineData("5個")]
    [InlineData("1.2.3")]
    [InlineData("5.")]
    [InlineData("#REF!")]
    [InlineData("∞")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("()")]
    [InlineData("+")]
    [InlineData("1 234")]
    [InlineData("E5")]
    public void Words_and_broken_numbers_are_refused(string text) =>
        Assert.Equal(NumberReading.Invalid, JapaneseNumber.Read(text, out _));

    [Fact]
    public void Digits_beyond_exactness_are_out_of_range() =>
        Assert.Equal(NumberReading.OutOfRange, JapaneseNumber.Read(new string('9', 29), out _));
}
