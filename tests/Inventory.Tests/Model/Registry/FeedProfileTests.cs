using System.Text;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Registry;

public sealed class FeedProfileTests
{
    [Fact]
    public void Every_field_is_read()
    {
        var errors = new List<RegistryError>();
        FeedProfile? profile = RegistryLoader.LoadFeed(
            """
            {
              "$schema": "feed-profile.v1.schema.json", "x-note": {"any": [1, null]},
              "id": "tw", "participant": "tw-nhi", "format": "delimited", "nameJa": "台湾", "nameEn": "Taiwan",
              "encoding": "cp932", "delimiter": "\t", "quote": "'", "header": true, "skipLines": 2, "timeZone": "+08:00",
              "scope": "partial", "completeRun": true,
              "columns": {"location": ["a"], "asOf": "b"},
              "quantities": [
                {"column": ["成人", "成人總"], "item": "MASK_ADULT", "unit": "EA", "status": "allocated"},
                {"column": "兒童", "item": "MASK_CHILD"}
              ],
              "constants": {"unit": "片"}, "units": {"片": "ST"},
              "asOfOrder": ["header", "delivery"], "asOfMeaning": "fileMade",
              "unknownLocation": "accept", "unknownLocationTier": "wholesaler", "intervalMinutes": 60,
              "saleState": "selling", "saleStates": {"○": "selling", "×": "closed"}, "shrinkGuard": false
            }
            """, "tw.json", errors);
        Assert.Empty(errors);
        Assert.Equal(("tw", "tw-nhi", "cp932", "\t", "'"), (profile!.Id, profile.Participant.Value, profile.Encoding,
            profile.Delimiter, profile.Quote));
        Assert.Equal((true, 2, "+08:00"), (profile.Header, profile.SkipLines, profile.TimeZone));
        Assert.Equal((SnapshotScope.Partial, true), (profile.Scope, profile.CompleteRun));
        Assert.Equal(["成人", "成人總"], profile.Quantities[0].Column);
        Assert.Equal(("MASK_ADULT", StockStatus.Allocated, "EA"),
            (profile.Quantities[0].Item, profile.Quantities[0].Status, profile.Quantities[0].Unit));
        Assert.Equal(["header", "delivery"], profile.AsOfOrder);
        Assert.Equal(("fileMade", "accept", Tier.Wholesaler, 60),
            (profile.AsOfMeaning, profile.UnknownLocation, profile.UnknownLocationTier, profile.IntervalMinutes));
        Assert.Equal((SaleState.Selling, "closed", false), (profile.SaleState, profile.SaleStates["×"], profile.ShrinkGuard));
        Assert.Equal("ST", profile.Units["片"]);
    }

    [Theory]
    [InlineData("\"demo\"", "\"Demo Feed\"", "2: id: ")]
    [InlineData("\"retailer-01\"", "\"4006381333932\"", "3: participant: ")]
    [InlineData("\"retailer-01\"", "null", "3: participant: is missing")]
    [InlineData("\"delimited\"", "\"excel\"", "4: format: \"excel\" is not one of delimited, spreadsheet, fixed-width, edifact-invrpt, x12-846, "
        + "gs1-inventory, epcis, json, xml, canonical-json")]
    [InlineData("\"delimited\"", "7", "4: format: expected a text")]
    [InlineData("\"format\"", "\"fromat\"", "4: unknown field \"fromat\"")]
    [InlineData("\"item\"", "\"itme\"", "6: columns: unknown field \"itme\"")]
    [InlineData("[\"JANコード\", \"JAN\"]", "[]", "6: columns.item: expected at least one name")]
    [InlineData("[\"JANコード\", \"JAN\"]", "[\"JAN\", 1]", "6: columns.item: expected a text or a list of texts")]
    [InlineData("\"quantity\"", "\"lot\"", "1: quantities: expected either")]
    [InlineData("\"location\"", "\"lot\"", "5: columns: no column or constant says the location")]
    [InlineData("\"unit\": \"EA\"", "\"unit\": \"甲\"", "10: constants: unit \"甲\" is not a unit")]
    [InlineData("\"unit\": \"EA\"", "\"price\": \"1\"", "10: constants: unknown field \"price\"")]
    [InlineData("\"constants\"", "\"timeZone\": \"JST\", \"constants\"", "10: timeZone: ")]
    [InlineData("\"constants\"", "\"scope\": \"all\", \"constants\"", "10: scope: ")]
    [InlineData("\"constants\"", "\"encoding\": \"sjis\", \"constants\"", "10: encoding: ")]
    [InlineData("\"constants\"", "\"skipLines\": -1, \"constants\"", "10: skipLines: ")]
    [InlineData("\"constants\"", "\"skipLines\": 1.5, \"constants\"", "10: skipLines: ")]
    [InlineData("\"constants\"", "\"completeRun\": \"yes\", \"constants\"", "10: completeRun: expected true or false")]
    [InlineData("\"constants\"", "\"asOfOrder\": [\"line\", \"line\"], \"constants\"", "10: asOfOrder: ")]
    [InlineData("\"constants\"", "\"units\": {\"山\": \"HEAP\"}, \"constants\"", "10: units: \"HEAP\" is not a unit")]
    [InlineData("\"constants\"", "\"saleStates\": {\"○\": \"yes\"}, \"constants\"", "10: saleStates: ")]
    [InlineData("\"constants\"", "\"header\": false, \"constants\"", "5: columns: without a header")]
    [InlineData("\"constants\"", "\"id\": \"demo\", \"constants\"", "10: field \"id\" stands twice")]
    public void A_fault_is_named_with_its_line(string old, string replacement, string expected)
    {
        var errors = new List<RegistryError>();
        string json = RegistryFolderFixture.Feed.Replace(old, replacement, StringComparison.Ordinal);
        Assert.Null(RegistryLoader.LoadFeed(json, "feeds/demo.json", errors));
        Assert.True(
            errors.Any(x => x.ToString().StartsWith("feeds/demo.json:" + expected, StringComparison.Ordinal)),
            $"expected {expected}\nfound\n{string.Join('\n', errors)}");
    }

    [Fact]
    public void A_profile_cut_or_spoiled_anywhere_is_an_error_and_never_an_exception()
    {
        byte[] good = Encoding.UTF8.GetBytes(RegistryFolderFixture.Feed);
        for (int i = 0; i < good.Length; i++)
        {
            var errors = new List<RegistryError>();
            Assert.Null(RegistryLoader.LoadFeed(good.AsSpan(0, i), "f", errors));
            Assert.NotEmpty(errors);
            foreach (byte wrong in new byte[] { 0, 0xFF, (byte)'"', (byte)'{', (byte)'7' })
            {
                byte[] spoiled = [.. good];
                spoiled[i] = wrong;
                errors.Clear();
                Assert.Equal(RegistryLoader.LoadFeed(spoiled, "f", errors) is null, errors.Count > 0);
            }
        }
    }

    [Fact]
    public void Nesting_without_end_is_an_error()
    {
        var errors = new List<RegistryError>();
        Assert.Null(RegistryLoader.LoadFeed(new string('[', 100_000), "f", errors));
        Assert.Single(errors);
    }
}
