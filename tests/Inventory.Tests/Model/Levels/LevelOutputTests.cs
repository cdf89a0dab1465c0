using System.Text;
using System.Text.Json;
using Inventory.Model.Levels;
using Xunit;

namespace Inventory.Tests.Model.Levels;

public sealed class LevelOutputTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 14, 3, 0, TimeSpan.FromHours(9));

    private static readonly LevelSet Set = new(Audience.Ministry, 42, Time,
    [
        new Level
        {
            Category = "masks", Prefecture = "13", Tier = "retailer", Status = "onHand", Quantity = 9_007_199_254_740_993,
            StaleQuantity = 5, Unit = "ST", Locations = new LevelLocations(3, 2, 1, 1), Participants = 2,
            OutflowPerDay = 1234.56789, DaysOfSupply = 2.00001, AsOf = new AsOfRange(Time.AddHours(-3), Time),
        },
        new Level { Category = "rice", Unit = "GRM", Suppressed = true, OutflowPerDay = double.PositiveInfinity },
        new Level { Category = "rice", Band = PublicBand.Few, Locations = new LevelLocations(0, 0, 0, 0) },
    ]);

    [Fact]
    public void Json_has_the_contract_s_fields_and_leaves_nulls_out()
    {
        const string Expected =
            """{"audience":"ministry","sequence":42,"computedAt":"2026-11-22T14:03:00+09:00","simulated":true,"levels":["""
            + """{"category":"masks","prefecture":"13","tier":"retailer","status":"onHand","quantity":9007199254740993,"""
            + "\"staleQuantity\":5,\"unit\":\"ST\""
            + ""","locations":{"expected":3,"reporting":2,"stocked":1,"out":1},"participants":2,"outflowPerDay":1234.5679"""
            + ""","daysOfSupply":2,"asOf":{"oldest":"2026-11-22T11:03:00+09:00","newest":"2026-11-22T14:03:00+09:00"}},"""
            + """{"category":"rice","unit":"GRM","suppressed":true},"""
            + """{"category":"rice","locations":{"expected":0,"reporting":0,"stocked":0,"out":0},"band":"few"}]}""";
        Assert.Equal(Expected, Encoding.UTF8.GetString(LevelJson.ToUtf8(Set, simulated: true)));
        JsonDocument.Parse(LevelJson.ToUtf8(Set, simulated: false)).Dispose();
    }

    [Fact]
    public void Csv_opens_in_excel_and_keeps_unknown_apart_from_zero()
    {
        byte[] bytes = LevelCsv.ToUtf8(Set, simulated: false);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        string[] rows = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal(5, rows.Length);
        Assert.Equal(
            "category,prefecture,tier,status,quantity,staleQuantity,unit,expected,reporting,stocked,out,coverage,participants,"
            + "outflowPerDay,daysOfSupply,asOf_oldest,asOf_newest,band,suppressed,simulated,audience,sequence,computedAt", rows[0]);
        Assert.Equal(
            "masks,13,retailer,onHand,9007199254740993,5,ST,3,2,1,1,0.6667,2,1234.5679,2,"
            + "2026-11-22T11:03:00+09:00,2026-11-22T14:03:00+09:00,,false,false,ministry,42,2026-11-22T14:03:00+09:00", rows[1]);
        Assert.Equal("rice,,,,,,GRM,,,,,,,,,,,,true,false,ministry,42,2026-11-22T14:03:00+09:00", rows[2]);
        Assert.Equal("rice,,,,,,,0,0,0,0,,,,,,,few,false,false,ministry,42,2026-11-22T14:03:00+09:00", rows[3]);
        Assert.Equal(string.Empty, rows[4]);
    }

    [Fact]
    public void Every_band_and_audience_has_a_word_of_its_own()
    {
        Assert.Equal(["unknown", "none", "few", "some", "plenty"], Enum.GetValues<PublicBand>().Select(LevelNames.Of));
        Assert.Equal(["public", "participant", "ministry"], Enum.GetValues<Audience>().Select(LevelNames.Of));
    }
}
