using System.Text.RegularExpressions;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;
using Inventory.Tests.Repository;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>The rule book's tables say what the program says.</summary>
public sealed partial class RuleBookTests
{
    private static readonly string Book = RepositoryFiles.Read("schemas/README.md");

    [Fact]
    public void The_table_of_reasons_is_the_programs_list_with_its_numbers()
    {
        string[] stated = [.. ReasonRow().Matches(Book).Select(x => $"{x.Groups[1].Value} {x.Groups[2].Value}")];
        string[] expected =
        [
            .. Enum.GetValues<RejectionReason>().Where(x => x != RejectionReason.None)
                .Select(x => $"{(int)x} {RejectionText.WireName(x)}"),
        ];
        Assert.Equal(expected, stated);
    }

    [Fact]
    public void The_tables_of_statuses_and_sale_states_are_complete()
    {
        Assert.All(Enum.GetValues<StockStatus>(), x => Assert.Contains($"| `{WireNames.Of(x)}` |", Book, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<SaleState>(), x => Assert.Contains($"| `{WireNames.Of(x)}` |", Book, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_unit_word_of_the_unit_table_is_understood_as_the_row_says()
    {
        int words = 0;
        foreach (Match row in UnitRow().Matches(Book))
        {
            string[] codes = [.. Code().Matches(row.Groups[1].Value).Select(x => x.Groups[1].Value)];
            Assert.All(codes, x => Assert.True(UnitTable.IsCode(x), x));
            foreach (string word in row.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(UnitTable.TryNormalize(word, out string? code), word);
                Assert.Contains(code, codes);
                words++;
            }
        }

        Assert.True(words > 20);
    }

    [Fact]
    public void The_table_of_base_units_is_the_demo_registrys()
    {
        StockRegistry? registry = RegistryLoader.Load(Path.Combine(RepositoryFiles.Root, "infra", "registry"), out _);
        Assert.NotNull(registry);
        Assert.All(
            registry.Categories,
            x => Assert.Contains($"| `{x.Id}` {x.NameJa} | `{x.BaseUnit}` {x.UnitJa} |", Book, StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_numbers_stand_in_both_languages_and_never_for_two_rules()
    {
        foreach (IGrouping<string, Match> rule in RuleNumber().Matches(Book).GroupBy(x => x.Value))
            Assert.True(rule.Count() == 2, $"{rule.Key} stands {rule.Count()} times");
    }

    [GeneratedRegex(@"^\| (\d{3}) \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();

    [GeneratedRegex(@"^\| ((?:`[A-Z]{2,3}` ?)+)\|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex UnitRow();

    [GeneratedRegex("`([A-Z]{2,3})`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^- R-\d+\.\d+", RegexOptions.Multiline)]
    private static partial Regex RuleNumber();
}
