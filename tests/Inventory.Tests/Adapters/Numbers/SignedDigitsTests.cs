using System.Globalization;
using System.Text;
using Inventory.Adapters.Numbers;
using Xunit;

namespace Inventory.Tests.Adapters.Numbers;

public sealed class SignedDigitsTests
{
    [Theory]
    [InlineData("0000123", 0, "123")]
    [InlineData("0021114}", 2, "-2111.40")]
    [InlineData("000001{", 0, "10")]
    [InlineData("00001A", 0, "11")]
    [InlineData("00001I", 0, "19")]
    [InlineData("00001J", 0, "-11")]
    [InlineData("00001R", 0, "-19")]
    [InlineData("00001p", 0, "-10")]
    [InlineData("00001y", 0, "-19")]
    [InlineData("-00012", 0, "-12")]
    [InlineData("00012-", 0, "-12")]
    [InlineData("  +12 ", 0, "12")]
    [InlineData("00000", 3, "0")]
    public void Zoned_digits_bear_their_sign_on_the_last_digit_or_beside(string text, int decimals, string expected)
    {
        NumberReading reading = SignedDigits.ReadZoned(Encoding.ASCII.GetBytes(text), false, decimals, out decimal value);
        Assert.Equal(NumberReading.Number, reading);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("F0F1F2", "12")]
    [InlineData("F0F1C2", "12")]
    [InlineData("F0F1D2", "-12")]
    [InlineData("4040F7", "7")]
    [InlineData("F0F1F260", "-12")]
    public void Ebcdic_digits_bear_it_in_the_zone(string hex, string expected)
    {
        Assert.Equal(NumberReading.Number, SignedDigits.ReadZoned(Convert.FromHexString(hex), true, 0, out decimal value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("00123C", 0, "123")]
    [InlineData("00123D", 0, "-123")]
    [InlineData("00123F", 2, "1.23")]
    [InlineData("99999C", 0, "99999")]
    [InlineData("0B", 0, "0")]
    public void Packed_digits_end_with_their_sign(string hex, int decimals, string expected)
    {
        Assert.Equal(NumberReading.Number, SignedDigits.ReadPacked(Convert.FromHexString(hex), decimals, out decimal value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("00", "0")]
    [InlineData("FF", "-1")]
    [InlineData("7FFFFFFF", "2147483647")]
    [InlineData("8000000000000000", "-9223372036854775808")]
    public void Binary_numbers_are_big_endian(string hex, string expected)
    {
        SignedDigits.ReadBinary(Convert.FromHexString(hex), 0, out decimal value);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Fact]
    public void Blank_fields_are_unknown_and_never_zero()
    {
        Assert.Equal(NumberReading.Unknown, SignedDigits.ReadZoned("     "u8, false, 0, out _));
        Assert.Equal(NumberReading.Unknown, SignedDigits.ReadZoned([0x40, 0x40], true, 0, out _));
        Assert.Equal(NumberReading.Unknown, SignedDigits.ReadPacked([0x40, 0x40], 0, out _));
        Assert.Equal(NumberReading.Unknown, SignedDigits.ReadPacked([0, 0, 0], 0, out _));
    }

    [Theory]
    [InlineData("12 34")]
    [InlineData("1A2")]
    [InlineData("-")]
    [InlineData("約50")]
    public void Other_bytes_are_no_number(string text) =>
        Assert.Equal(NumberReading.Invalid, SignedDigits.ReadZoned(Encoding.UTF8.GetBytes(text), false, 0, out _));

    [Fact]
    public void A_packed_field_without_a_sign_or_with_a_wrong_digit_is_no_number()
    {
        Assert.Equal(NumberReading.Invalid, SignedDigits.ReadPacked([0x12, 0x34], 0, out _));
        Assert.Equal(NumberReading.Invalid, SignedDigits.ReadPacked([0x1A, 0x3C], 0, out _));
    }

    [Fact]
    public void A_seeded_thousand_of_numbers_survives_all_three_forms()
    {
        const int seed = 20200311;
        var random = new Random(seed);
        for (int i = 0; i < 1000; i++)
        {
            long number = random.NextInt64(-999_999_999, 999_999_999);
            string digits = Math.Abs(number).ToString("D9", CultureInfo.InvariantCulture);
            string signs = number < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI";
            byte[] zoned = Encoding.ASCII.GetBytes(digits[..8] + signs[digits[8] - '0']);
            SignedDigits.ReadZoned(zoned, false, 0, out decimal fromZoned);
            SignedDigits.ReadPacked(Convert.FromHexString(digits + (number < 0 ? "D" : "C")), 0, out decimal fromPacked);
            Assert.True(fromZoned == number && fromPacked == number, $"seed {seed}, number {number}");
        }
    }

    [SampleFact]
    public void The_signed_amounts_of_a_real_voucher_file_give_their_sum()
    {
        decimal sum = 0;
        int negative = 0;
        string[] records = File.ReadAllLines(SampleFiles.PathOf("fixed-length-overpunch/INVENT.txt"));
        foreach (string record in records)
        {
            byte[] field = Encoding.ASCII.GetBytes(record.PadRight(80).Substring(49, 8));
            Assert.Equal(NumberReading.Number, SignedDigits.ReadZoned(field, false, 2, out decimal value));
            sum += value;
            negative += value < 0 ? 1 : 0;
        }

        Assert.Equal((50, 20, 18355.75m), (records.Length, negative, sum));
    }
}
