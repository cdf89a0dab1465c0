using Inventory.Adapters.Dates;
using Xunit;

namespace Inventory.Tests.Adapters.Dates;

public sealed class ShortDateTests
{
    private static readonly DateOnly Today = new(2020, 4, 3);

    // Host dates (yymmdd, western or 令和) and dates with the era left out. Source: FORMATS 7.5.
    [Theory]
    [InlineData("200401", "2020-04-01")]
    [InlineData("020401", "2020-04-01")]
    [InlineData("2.4.1", "2020-04-01")]
    [InlineData("02.04.01", "2020-04-01")]
    [InlineData("２．４．１", "2020-04-01")]
    [InlineData("20.4.1", "2020-04-01")]
    [InlineData("20/04/01", "2020-04-01")]
    [InlineData("20-3-31", "2020-03-31")]
    [InlineData("31.4.30", "2019-04-30")]
    [InlineData("2.4.1(水)", "2020-04-01")]
    public void Half_a_year_is_completed_when_one_reading_is_about_now(string text, string expected)
    {
        Assert.True(ShortDate.TryRead(text, Today, out DateReading reading));
        Assert.Equal(DateOnly.Parse(expected), reading.Day);
    }

    [Theory]
    [InlineData("2/3/20")] // 2 令和 March 20, or February 3 of 2020
    [InlineData("180401")] // two years ago, or 令和18
    [InlineData("201301")]
    [InlineData("200431")]
    [InlineData("2.13.1")]
    [InlineData("2.4.1(木)")]
    [InlineData("2.4")]
    [InlineData("2.4.1.5")]
    [InlineData("2004011")]
    [InlineData("在庫")]
    [InlineData("")]
    public void What_has_no_reading_or_several_about_now_is_no_date(string text) =>
        Assert.False(ShortDate.TryRead(text, Today, out _));

    [Fact]
    public void A_time_behind_it_is_read()
    {
        Assert.True(ShortDate.TryRead("2.4.1 9:05", Today, out DateReading reading));
        Assert.Equal(new TimeSpan(9, 5, 0), reading.Time);
    }
}
