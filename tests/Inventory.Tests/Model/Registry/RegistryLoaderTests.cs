using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Registry;

public sealed class RegistryLoaderTests : IDisposable
{
    private readonly RegistryFolderFixture _folder = new();

    [Fact]
    public void A_good_folder_gives_its_facts()
    {
        StockRegistry registry = _folder.Good();
        Assert.True(registry.IsDemo);
        Assert.Equal(["masks", "rice"], registry.Categories.Select(x => x.Id));
        Assert.Equal(14, registry.Categories[1].Bands.PlentyDays);
        Item mask = registry.Items["09521000010017"];
        Assert.Equal(
            [new PackLevel("PK", 7, new ItemId("09521000010017")), new PackLevel("BX", 70, new ItemId("19521000010014"))], mask.Packs);
        Assert.Equal("米, 5kg", registry.Items["retailer-01:RICE"].NameEn);
        Assert.True(registry.TryFindItem(new ItemId("19521000010014"), out Item? found, out PackLevel? pack));
        Assert.Equal((mask, 70), (found, pack!.Factor));
        Location location = registry.Locations["9520000000011"];
        Assert.Equal((1, 60, Tier.Retailer), (location.Prefecture, location.IntervalMinutes, location.Tier));
        Assert.Equal(["masks", "rice"], location.Categories);
        Assert.Empty(registry.Locations["retailer-01:髙島"].Categories);
        Assert.Equal("group-01", registry.Participants["retailer-01"].CountedEntity.Value);
        Assert.Equal("retailer-01", Assert.Single(registry.Keys.Values).Participant!.Value.Value);
        FeedProfile feed = registry.Feeds["demo"];
        Assert.Equal(["在庫数"], feed.Columns["quantity"]);
        Assert.Equal(SnapshotScope.Full, feed.Scope);
        Assert.Equal(AlertMeasure.DaysOfSupply, Assert.Single(registry.AlertRules).Measure);
    }

    [Fact]
    public void The_version_is_that_of_the_contents()
    {
        string version = _folder.Good().Version;
        using var other = new RegistryFolderFixture();
        Assert.Equal(version, other.Good().Version);
        Assert.Matches("^[0-9a-f]{64}$", version);
        other.Replace("locations.csv", "札幌店", "札幌南店");
        Assert.NotEqual(version, other.Good().Version);
    }

    [Fact]
    public void A_byte_order_mark_blank_lines_any_column_order_and_private_columns_are_tolerated()
    {
        string categories = File.ReadAllText(Path.Combine(_folder.Path, "categories.json"));
        _folder.Write("categories.json", "\uFEFF" + categories);
        _folder.Write("items.csv",
            "\uFEFFnameJa,x-note,category,id\r\n\r\nマスク,private,masks,09521000010017\r\n米,,rice, retailer-01:RICE \r\n\r\n");
        Assert.Equal("マスク", _folder.Good().Items["09521000010017"].NameJa);
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        // file, what is replaced, by what, the error (file:line: beginning of the message)
        { "registry.json", "\"demo\"", "\"Demo\"", "registry.json:1: unknown field \"Demo\"" },
        { "registry.json", "}", "", "registry.json:1: not well-formed JSON" },
        { "categories.json", "\"ST\"", "\"SHEETS\"", "categories.json:2: baseUnit: \"SHEETS\" is not a unit code" },
        { "categories.json", "\"rice\"", "\"masks\"", "categories.json:4: id: category \"masks\" stands twice" },
        { "categories.json", "\"someDays\":3", "\"someDays\":8", "categories.json:3: bands: expected 0 < fewDays" },
        { "participants.csv", "7000012050002", "70000120500", "participants.csv:2: corporateNumber: \"70000120500\"" },
        { "participants.csv", ",group-01", ",group-02", "participants.csv:3: ultimateParent: \"group-02\" is not in the file" },
        { "participants.csv", "retailer-01,", "group-01,", "participants.csv:3: participant \"group-01\" stands twice, first in line 2" },
        { "participants.csv", "nameJa", "name", "participants.csv:1: unknown column \"name\"" },
        { "items.csv", "09521000010017", "09521000010018", "items.csv:2: id: \"09521000010018\" is neither a GTIN" },
        { "items.csv", ",rice,", ",corn,", "items.csv:3: category: \"corn\" is not in categories.json" },
        { "items.csv", "retailer-01:RICE", "nobody:RICE", "items.csv:3: id: \"nobody\" is not in participants.csv" },
        { "items.csv", "\"米, 5kg\"", "米, 5kg", "items.csv:3: expected 4 columns, found 5" },
        { "packs.csv", "19521000010014", "19521000010015", "packs.csv:3: gtin: \"19521000010015\" is not a GTIN" },
        { "packs.csv", "箱,70", "箱,0", "packs.csv:3: factor: \"0\" is not a whole number from 1" },
        { "packs.csv", "箱,70", "箱,-70", "packs.csv:3: factor: \"-70\" is not a whole number from 1" },
        { "packs.csv", "箱,70", "甲,70", "packs.csv:3: unit: \"甲\" is not a unit" },
        { "packs.csv", "箱,70", "pk,70", "packs.csv:3: unit: item \"09521000010017\" has the pack PK twice" },
        { "packs.csv", "BG,5000", "KGM,5000", "packs.csv:4: factor: one KGM is 1000/1 GRM, not 5000" },
        { "packs.csv", "retailer-01:RICE", "retailer-01:CORN", "packs.csv:4: item: \"retailer-01:CORN\" is not in items.csv" },
        { "packs.csv", "19521000010014", "09521000010017", "packs.csv:3: gtin: \"09521000010017\" stands twice, first in line 2" },
        { "locations.csv", "9520000000011", "9520000000012", "locations.csv:2: id: \"9520000000012\" is neither a GLN" },
        { "locations.csv", "retailer,01", "retailer,48", "locations.csv:2: prefecture: \"48\" is not a code" },
        { "locations.csv", "retailer,01", "shop,01", "locations.csv:2: tier: \"shop\" is not one of" },
        { "locations.csv", ",60,", ",0,", "locations.csv:2: intervalMinutes: \"0\" is not a whole number" },
        { "locations.csv", "masks rice", "masks corn", "locations.csv:2: categories: \"corn\" is not in categories.json" },
        { "locations.csv", "Sapporo,retailer-01", "Sapporo,nobody", "locations.csv:2: participant: \"nobody\" is not in" },
        { "locations.csv", "retailer-01:髙島,", "9520000000011,",
            "locations.csv:3: location \"9520000000011\" stands twice, first in line 2" },
        { "locations.csv", "Sapporo", "Sap\"poro", "locations.csv:2: a quote is missing or stands where none can" },
        { "keys.json", "aaaa\"", "AAAA\"", "keys.json:1: sha256: expected 64 lower-case" },
        { "keys.json", "retailer-01", "nobody", "keys.json:1: participant: \"nobody\" is not in participants.csv" },
        { "keys.json", "\"participant\",", "\"ministry\",", "keys.json:1: participant: a key of the ministry" },
        { "alert-rules.json", "\"clear\":4", "\"clear\":3", "alert-rules.json:1: clear: must be above enter" },
        { "alert-rules.json", "daysOfSupply", "coverage", "alert-rules.json:1: enter: expected a number from 0 to 1" },
        { "alert-rules.json", "daysOfSupply", "days", "alert-rules.json:1: measure: \"days\" is not one of" },
        { "alert-rules.json", "\"masks\"", "\"corn\"", "alert-rules.json:1: category: \"corn\" is not in categories.json" },
        { "feeds/demo.json", "retailer-01", "nobody", "feeds/demo.json:3: participant: \"nobody\" is not in participants.csv" },
        { "feeds/demo.json", "\"constants\"", "\"constant\"", "feeds/demo.json:10: unknown field \"constant\"" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_file_and_line(string file, string old, string replacement, string expected)
    {
        _folder.Replace(file, old, replacement);
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.True(
            errors.Any(x => x.ToString().StartsWith(expected, StringComparison.Ordinal)),
            $"expected {expected}\nfound\n{string.Join('\n', errors)}");
    }

    [Fact]
    public void A_registry_that_is_no_demo_tests_the_check_digit_of_corporate_numbers()
    {
        _folder.Replace("participants.csv", "7000012050002", "1000012050002");
        _folder.Good();
        _folder.Replace("registry.json", "true", "false");
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.StartsWith("participants.csv:2: corporateNumber", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_is_raised_above_and_clears_below()
    {
        _folder.Write("alert-rules.json", """[{"id":"out","measure":"shareOut","enter":0.3,"clear":0.4}]""");
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.Equal("alert-rules.json:1: clear: must be below enter, for the alert is raised above it", Assert.Single(errors).ToString());
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once()
    {
        _folder.Replace("items.csv", ",rice,", ",corn,");
        _folder.Replace("locations.csv", "retailer,01", "shop,48");
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.Equal(["items.csv:3", "locations.csv:2", "locations.csv:2"], errors.Select(x => $"{x.File}:{x.Line}"));
    }

    [Fact]
    public void Missing_files_and_folders_are_errors()
    {
        File.Delete(Path.Combine(_folder.Path, "items.csv"));
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.Equal("items.csv: the file is missing", Assert.Single(errors).ToString());
        Assert.Null(RegistryLoader.Load(Path.Combine(_folder.Path, "nowhere"), out errors));
        Assert.Single(errors);
    }

    [Fact]
    public void Keys_rules_and_feeds_may_be_absent()
    {
        File.Delete(Path.Combine(_folder.Path, "keys.json"));
        File.Delete(Path.Combine(_folder.Path, "alert-rules.json"));
        Directory.Delete(Path.Combine(_folder.Path, "feeds"), recursive: true);
        Assert.Empty(_folder.Good().Feeds);
    }

    [Fact]
    public void Text_that_is_no_utf8_is_named_by_line()
    {
        byte[] cp932 = [.. Encoding.UTF8.GetBytes("id,category,nameJa\n09521000010017,masks,"), 0x83, 0x7D, 0x83, 0x58, (byte)'\n'];
        File.WriteAllBytes(Path.Combine(_folder.Path, "items.csv"), cp932);
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.Contains(errors, x => x.ToString() == "items.csv:2: the text is not valid UTF-8");
    }

    [Fact]
    public void A_file_that_is_wrong_in_every_line_gives_a_bounded_list()
    {
        var rows = new StringBuilder("id,nameJa,nameEn,participant,tier,prefecture,intervalMinutes,categories\n");
        for (int i = 0; i < 5_000; i++)
            rows.Append("x,店,,retailer-01,retailer,13,60,\n");
        _folder.Write("locations.csv", rows.ToString());
        Assert.Null(RegistryLoader.Load(_folder.Path, out IReadOnlyList<RegistryError> errors));
        Assert.Equal(1_001, errors.Count);
        Assert.Equal("locations.csv: and 4000 more errors", errors[^1].ToString());
    }

    [Fact]
    public void A_nation_of_100_000_locations_loads()
    {
        var rows = new StringBuilder("id,nameJa,nameEn,participant,tier,prefecture,intervalMinutes,categories\n");
        for (int i = 0; i < 100_000; i++)
            rows.Append("retailer-01:S").Append(i).Append(",店").Append(i).Append(",,retailer-01,retailer,13,60,masks\n");
        _folder.Write("locations.csv", rows.ToString());
        StockRegistry registry = _folder.Good();
        Assert.Equal(100_000, registry.Locations.Count);
        Assert.Same(registry.Locations["retailer-01:S1"].Categories, registry.Locations["retailer-01:S99999"].Categories);
    }

    public void Dispose() => _folder.Dispose();
}
