using Inventory.Adapters.Dates;
using Xunit;

namespace Inventory.Tests.Adapters.Dates;

public sealed class TitleDateTests
{
    private static readonly DateOnly Today = new(2020, 4, 3);

    [Theory]
    [InlineData("在庫一覧表 4月1日現在", "2020-04-01", null, "AsOf")]
    [InlineData("2020年3月3日 10時現在", "2020-03-03", "10:00", "AsOf")]
    [InlineData("作成日: R2.4.1", "2020-04-01", null, "Made")]
    [InlineData("作成日：　令和２年４月１日　１０：０２", "2020-04-01", "10:02", "Made")]
    [InlineData("出力日時 2020/04/01 08:15 担当 山田", "2020-04-01", "08:15", "Made")]
    [InlineData("作成日 200401", "2020-04-01", null, "Made")]
    [InlineData("基準日 2.4.1", "2020-04-01", null, "AsOf")]
    [InlineData("2020-03-31指定日在庫", "2020-03-31", null, "AsOf")]
    [InlineData("在庫表 2020/4/1(水)", "2020-04-01", null, "AsOf")]
    [InlineData("Stock as of 2020-04-01", "2020-04-01", null, "AsOf")]
    public void A_date_among_words_is_found_with_what_ties_it(string text, string day, string? time, string mark)
    {
        TitleDate date = Assert.Single(Find(text));
        Assert.Equal(DateOnly.Parse(day), date.Reading.Day);
        Assert.Equal(time is null ? null : TimeSpan.Parse(time), date.Reading.Time);
        Assert.Equal(mark, date.Mark.ToString());
    }

    // No dates, dates of other things, periods, numbers that only look so.
    [Theory]
    [InlineData("在庫一覧表")]
    [InlineData("2020年度 在庫表")]
    [InlineData("発注締切 4月10日")]
    [InlineData("賞味期限 2021/3/31")]
    [InlineData("2020/5/1入荷予定")]
    [InlineData("期間 2020/3/1～2020/3/31")]
    [InlineData("TEL 0463-12-3456")]
    [InlineData("第4/5版")]
    [InlineData("No.20200401-001")]
    [InlineData("Ver 2.4.1")]
    [InlineData("4月1日 担当 山田")]
    [InlineData("2020/4/1(木)現在")]
    public void Dates_of_other_things_are_none(string text) => Assert.Empty(Find(text));

    private static List<TitleDate> Find(string text)
    {
        var found = new List<TitleDate>();
        TitleDate.Find(text, Today, found);
        return found;
    }
}
