using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Tests.Repository;
using Inventory.Tests.Schemas;
using NJsonSchema;
using Xunit;

namespace Inventory.Tests.Infra;

/// <summary>
/// The demo registry holds what the platform promises of it. Check digits are computed here a second time, on the
/// numbers as they stand in the files, so that an error of the program's own check cannot hide one in the data.
/// </summary>
public sealed class DemoRegistryTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "infra", "registry");

    [Fact]
    public void It_loads_without_a_word()
    {
        StockRegistry? registry = RegistryLoader.Load(Folder, out IReadOnlyList<RegistryError> errors);
        Assert.True(registry is not null && errors.Count == 0, string.Join('\n', errors));
        Assert.True(registry.IsDemo);
    }

    [Fact]
    public void It_holds_what_was_promised()
    {
        StockRegistry registry = Load();
        string[] categories =
        [
            "masks ST", "toilet-paper RO", "tissue BX", "hand-sanitizer MLT", "thermometers EA", "infant-formula GRM",
            "bottled-water MLT", "rice GRM",
        ];
        Assert.Equal(categories, registry.Categories.Select(x => $"{x.Id} {x.BaseUnit}"));
        Assert.True(registry.Items.Values.Count(x => x.Id.IsGtin) >= 60);
        ILookup<string, Item> items = registry.Items.Values.ToLookup(x => x.Category);
        Assert.All(registry.Categories, x => Assert.True(items[x.Id].Count() >= 7));
        Assert.All(registry.Items.Values, x => Assert.NotEmpty(x.Packs));
        Assert.Equal(2000, registry.Locations.Count);
        Assert.Equal(
            [(Tier.Manufacturer, 40), (Tier.Wholesaler, 160), (Tier.Retailer, 1800)],
            registry.Locations.Values.GroupBy(x => x.Tier).Select(x => (x.Key, x.Count())).OrderBy(x => x.Key));
        Assert.Equal(40, registry.Participants.Values.Count(x => x.CorporateNumber is not null));
        Assert.Superset(new HashSet<string> { "demo-csv", "tw-nhi-masks" }, registry.Feeds.Keys.ToHashSet());
        Assert.NotEmpty(registry.AlertRules);
    }

    [Fact]
    public void Every_prefecture_has_shops_and_a_depot_and_more_people_mean_more_shops()
    {
        StockRegistry registry = Load();
        int[] shops = CountsByPrefecture(registry, Tier.Retailer);
        int[] depots = CountsByPrefecture(registry, Tier.Wholesaler);
        Assert.All(shops[1..], x => Assert.True(x >= 5));
        Assert.All(depots[1..], x => Assert.True(x >= 1));
        Assert.Equal(13, Array.IndexOf(shops, shops.Max()));
        Assert.Equal(31, Array.IndexOf(shops, shops[1..].Min()));
        Assert.Equal(0, shops[0]);
    }

    [Fact]
    public void Every_disclosed_group_stands_on_enough_owners()
    {
        // Each category is reported by makers, depots and shops, and by at least four groups of companies at the shops.
        StockRegistry registry = Load();
        foreach (Category category in registry.Categories)
        {
            Location[] reporting = [.. registry.Locations.Values.Where(x => Reports(x, category.Id))];
            Assert.Equal(3, reporting.Select(x => x.Tier).Distinct().Count());
            int groups = reporting.Where(x => x.Tier == Tier.Retailer)
                .Select(x => registry.Participants[x.Participant.Value].CountedEntity).Distinct().Count();
            Assert.True(groups >= 4, category.Id);
        }
    }

    [Fact]
    public void The_demo_keys_are_stored_as_hashes_only()
    {
        StockRegistry registry = Load();
        (string Key, string? Participant)[] keys =
        [
            ("demo-ministry", null), ("demo-maker", "maker-01"), ("demo-wholesaler", "wholesaler-01"),
            ("demo-retailer", "retailer-01"), ("demo-sender", "demo-formats"),
        ];
        Assert.Equal(keys.Length, registry.Keys.Count);
        foreach ((string key, string? participant) in keys)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            ApiKey stored = registry.Keys[hash];
            Assert.True(stored.IsDemo);
            Assert.Equal(participant is null, stored.IsMinistry);
            Assert.Equal(participant, stored.Participant?.Value);
        }

        string written = File.ReadAllText(Path.Combine(Folder, "keys.json"));
        Assert.All(keys, x => Assert.DoesNotContain(x.Key, written, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_gtin_and_gln_is_valid_and_in_the_range_kept_for_demonstrations()
    {
        string[] gtins =
        [
            .. Rows("items.csv").Select(x => x["id"]).Where(x => !x.Contains(':', StringComparison.Ordinal)),
            .. Rows("packs.csv").Select(x => x["gtin"]).Where(x => x.Length > 0),
        ];
        Assert.All(gtins, x => Assert.True(x.Length == 14 && HasGs1CheckDigit(x), x));
        Assert.All(gtins, x => Assert.Equal("952", x[1..4]));
        Assert.All(gtins, x => Assert.InRange(x[0], '0', '8'));
        string[] glns = [.. Rows("locations.csv").Select(x => x["id"])];
        Assert.All(glns, x => Assert.True(x.Length == 13 && HasGs1CheckDigit(x), x));
        Assert.All(glns, x => Assert.Equal("952", x[..3]));
        Assert.Equal(glns.Length, glns.Distinct().Count());
    }

    [Fact]
    public void Corporate_numbers_have_their_check_digit_and_no_registry_office()
    {
        string[] numbers = [.. Rows("participants.csv").Select(x => x["corporateNumber"]).Where(x => x.Length > 0)];
        Assert.Equal(40, numbers.Distinct().Count());
        foreach (string number in numbers)
        {
            int sum = 0;
            for (int n = 1; n <= 12; n++)
                sum += int.Parse(number.AsSpan(13 - n, 1), CultureInfo.InvariantCulture) * (n % 2 == 1 ? 1 : 2);
            Assert.Equal(9 - (sum % 9), number[0] - '0');
            Assert.Equal("9999", number[1..5]);
        }
    }

    [Theory]
    [InlineData("registry.json", "registry.v1")]
    [InlineData("categories.json", "registry-categories.v1")]
    [InlineData("keys.json", "registry-keys.v1")]
    [InlineData("alert-rules.json", "registry-alert-rules.v1")]
    public void Its_json_files_follow_their_schemas(string file, string schema) =>
        Assert.Empty(SchemaFiles.Load(schema).Validate(File.ReadAllText(Path.Combine(Folder, file))));

    [Fact]
    public void Every_feed_follows_its_schema()
    {
        JsonSchema profile = SchemaFiles.Load("feed-profile.v1");
        string[] files = Directory.GetFiles(Path.Combine(Folder, "feeds"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, x => Assert.Empty(profile.Validate(File.ReadAllText(x))));
    }

    [Theory]
    [InlineData("items.csv", "registry-items.v1")]
    [InlineData("packs.csv", "registry-packs.v1")]
    [InlineData("participants.csv", "registry-participants.v1")]
    [InlineData("locations.csv", "registry-locations.v1")]
    public void Its_csv_rows_follow_their_schemas(string file, string schema)
    {
        JsonSchema row = SchemaFiles.Load(schema);
        string[] wrong =
        [
            .. Rows(file).Select(x => JsonSerializer.Serialize(x)).Where(x => row.Validate(x).Count > 0),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [NodeFact]
    public void The_committed_files_are_what_the_generator_writes()
    {
        string aside = Directory.CreateTempSubdirectory("inventory-registry-").FullName;
        try
        {
            string program = Path.Combine(RepositoryFiles.Root, "infra", "registry-generator", "generate.mjs");
            using Process process = Process.Start("node", [program, aside]);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            // The ready feeds of formats and platforms are written by hand, beside the generated files.
            Assert.Empty(FilesBelow(aside).Except(FilesBelow(Folder)));
            foreach (string file in FilesBelow(aside))
                Assert.Equal(File.ReadAllText(Path.Combine(aside, file)), File.ReadAllText(Path.Combine(Folder, file)));
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static StockRegistry Load() =>
        RegistryLoader.Load(Folder, out IReadOnlyList<RegistryError> errors)
        ?? throw new InvalidOperationException(string.Join('\n', errors));

    private static bool Reports(Location location, string category) =>
        location.Categories.Count == 0 || location.Categories.Contains(category);

    private static int[] CountsByPrefecture(StockRegistry registry, Tier tier)
    {
        var counts = new int[48];
        foreach (Location location in registry.Locations.Values.Where(x => x.Tier == tier))
            counts[location.Prefecture]++;
        return counts;
    }

    private static bool HasGs1CheckDigit(string digits)
    {
        int odd = 0;
        int even = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 0)
                even += digit;
            else
                odd += digit;
        }

        return ((3 * odd) + even) % 10 == 0;
    }

    /// <summary>The rows of a CSV file without quoted fields, by column name.</summary>
    private static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, file));
        string[] columns = lines[0].Split(',');
        foreach (string line in lines.Skip(1))
        {
            Assert.DoesNotContain('"', line);
            string[] fields = line.Split(',');
            Assert.Equal(columns.Length, fields.Length);
            yield return columns.Zip(fields).ToDictionary(x => x.First, x => x.Second);
        }
    }

    private static string[] FilesBelow(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(x => Path.GetRelativePath(folder, x))
            .Order(StringComparer.Ordinal),
    ];
}
