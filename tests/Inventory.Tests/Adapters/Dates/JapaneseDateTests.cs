using Inventory.Adapters.Dates;
using Xunit;

namespace Inventory.Tests.Adapters.Dates;

public sealed class JapaneseDateTests
{
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    // Forms: FORMATS 7.5 (dates). Expected in the zone of the profile, +09:00, unless the text has its own.
    [Theory]
    [InlineData("2020/4/1 9:05", "2020-04-01T09:05:00+09:00")]
    [InlineData("2020/04/01 09:05:30", "2020-04-01T09:05:30+09:00")]
    [InlineData("2020-04-01T09:05:30", "2020-04-01T09:05:30+09:00")]
    [InlineData("2020-04-01T09:05:30Z", "2020-04-01T09:05:30+00:00")]
    [InlineData("2020-04-01T09:05:30.25+08:00", "2020-04-01T09:05:30.25+08:00")]
    [InlineData("2020-04-01 09:05:30-0430", "2020-04-01T09:05:30-04:30")]
    [InlineData("2020年4月1日 9時5分", "2020-04-01T09:05:00+09:00")]
    [InlineData("2020年4月1日9時", "2020-04-01T09:00:00+09:00")]
    [InlineData("２０２０年４月１日　９時５分３秒", "2020-04-01T09:05:03+09:00")]
    [InlineData("令和2年4月1日 午後3時5分", "2020-04-01T15:05:00+09:00")]
    [InlineData("2020/4/1 午前12:05", "2020-04-01T00:05:00+09:00")]
    [InlineData("20200401 0905", null)]
    [InlineData("202004010905", "2020-04-01T09:05:00+09:00")]
    [InlineData("20200401090530", "2020-04-01T09:05:30+09:00")]
    [InlineData("2020/3/31 24:00", "2020-04-01T00:00:00+09:00")]
    [InlineData("2020/3/31 25:30", "2020-04-01T01:30:00+09:00")]
    [InlineData("2020/3/31 29:59", "2020-04-01T05:59:00+09:00")]
    [InlineData("2020/3/31 30:00", null)]
    [InlineData("2020/4/1 9:5", null)]
    [InlineData("2020/4/1 9:60", null)]
    [InlineData("2020/4/1(水) 9:05", "2020-04-01T09:05:00+09:00")]
    [InlineData("2020/4/1(木) 9:05", null)]
    public void A_time_is_read_or_refused(string text, string? expected)
    {
        bool isRead = JapaneseDate.TryRead(text, new DateOnly(2020, 4, 1), out DateReading reading);
        Assert.Equal(expected is not null, isRead);
        if (expected is not null)
        {
            DateTimeOffset time = reading.ToInstant(Tokyo, TestFeed.ReceivedAt);
            Assert.Equal(DateTimeOffset.Parse(expected), time);
            Assert.Equal(DateTimeOffset.Parse(expected).Offset, time.Offset);
        }
    }

    [Theory]
    [InlineData("2020/4/1", "2020-04-01")]
    [InlineData("2020.4.1", "2020-04-01")]
    [InlineData("20200401", "2020-04-01")]
    [InlineData("2020年4月1日", "2020-04-01")]
    [InlineData("2020年4月1日現在", "2020-04-01")]
    [InlineData("令和2年4月1日", "2020-04-01")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("令元年5月1日", null)]
    [InlineData("R元.5.1", "2019-05-01")]
    [InlineData("R2.4.1", "2020-04-01")]
    [InlineData("Ｒ２．４．１", "2020-04-01")]
    [InlineData("r02/04/01", "2020-04-01")]
    [InlineData("H31.4.30", "2019-04-30")]
    [InlineData("平成31年5月1日", "2019-05-01")]
    [InlineData("S64.1.7", "1989-01-07")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("令和元年4月30日", null)]
    [InlineData("平成元年1月7日", null)]
    [InlineData("2019/2/29", null)]
    [InlineData("2020/2/29", "2020-02-29")]
    [InlineData("2020/2/30", null)]
    [InlineData("2020/13/1", null)]
    [InlineData("2020/0/1", null)]
    [InlineData("20200431", null)]
    [InlineData("4月1日", "2020-04-01")]
    [InlineData("03/31(火)", "2020-03-31")]
    [InlineData("03/31(水)", null)]
    [InlineData("12/31", "2019-12-31")]
    [InlineData("1/2/20", null)]
    [InlineData("200401", null)]
    [InlineData("2.4.1", null)]
    [InlineData("43922", null)]
    [InlineData("2020/4/1x", null)]
    [InlineData("2020/4-1", null)]
    [InlineData("", null)]
    [InlineData("きのう", null)]
    public void A_day_is_read_or_refused(string text, string? expected)
    {
        bool isRead = JapaneseDate.TryRead(text, new DateOnly(2020, 4, 1), out DateReading reading);
        Assert.Equal(expected, isRead ? reading.Day.ToString("yyyy-MM-dd") : null);
        Assert.Null(reading.Time);
    }

    [Fact]
    public void A_day_alone_ends_with_the_day_but_not_behind_the_delivery()
    {
        Assert.True(JapaneseDate.TryRead("2020/3/31", null, out DateReading before));
        Assert.Equal(DateTimeOffset.Parse("2020-03-31T23:59:59+09:00"), before.ToInstant(Tokyo, TestFeed.ReceivedAt));
        Assert.True(JapaneseDate.TryRead("2020/4/1", null, out DateReading today));
        Assert.Equal(DateTimeOffset.Parse("2020-04-01T18:30:00+09:00"), today.ToInstant(Tokyo, TestFeed.ReceivedAt));
        Assert.True(JapaneseDate.TryRead("2020/4/2", null, out DateReading after));
        Assert.Equal(DateTimeOffset.Parse("2020-04-02T23:59:59+09:00"), after.ToInstant(Tokyo, TestFeed.ReceivedAt));
    }

    [Theory]
    [InlineData("zaiko_20200303.csv", "2020-03-03", null)]
    [InlineData("zaiko_2020-03-03.csv", "2020-03-03", null)]
    [InlineData("maskdata_2020-03-03_100240.csv", "2020-03-03", "10:02:40")]
    [InlineData("maskdata_4col_2020-03-08_170342.csv", "2020-03-08", "17:03:42")]
    [InlineData("在庫R2.3.3.csv", "2020-03-03", null)]
    [InlineData("在庫一覧(令和2年3月3日).xlsx.csv", "2020-03-03", null)]
    [InlineData("20200303100240.csv", "2020-03-03", "10:02:40")]
    [InlineData("20200303-1002.csv", "2020-03-03", "10:02:00")]
    [InlineData(@"C:\data\zaiko_20200303.csv", "2020-03-03", null)]
    [InlineData("kento_2019-05-16_rows4326-4775.csv", "2019-05-16", null)]
    [InlineData("zaiko_20200101_20200131.csv", null, null)]
    [InlineData("4901234567894.csv", null, null)]
    [InlineData("zaiko.csv", null, null)]
    [InlineData("20209999.csv", null, null)]
    [InlineData("ver2.3.3.csv", null, null)]
    [InlineData("", null, null)]
    public void A_file_name_gives_its_one_date(string name, string? day, string? time)
    {
        bool isFound = FileNameDate.TryFind(name, out DateReading reading);
        Assert.Equal(day, isFound ? reading.Day.ToString("yyyy-MM-dd") : null);
        Assert.Equal(time is null ? null : TimeSpan.Parse(time), reading.Time);
    }
}
