using System.Text;
using System.Text.RegularExpressions;
using Inventory.Cli;
using Inventory.Cli.Conform;
using Inventory.Engine;
using Inventory.Engine.Disclosure;
using Inventory.Model.Quality;
using Inventory.Model.Rejections;
using Inventory.Model.Units;
using Inventory.Server.Options;
using Inventory.Tests.Cli;
using Inventory.Tests.Repository;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>The rule book, its annexes and the tests of its rules belong together: none of them is changed alone.</summary>
public sealed partial class RuleBookFilesTests
{
    private static readonly string Book = RepositoryFiles.Read("schemas/README.md");

    private static readonly string[] Rules =
    [
        .. RuleHead().Matches(Book).Select(x => x.Groups[1].Value).Distinct(),
    ];

    [Fact]
    public void Every_rule_has_a_test_or_is_a_duty_and_every_row_has_a_rule()
    {
        string[] rows = [.. TestRow().Matches(Book).Select(x => x.Groups[1].Value)];
        Assert.True(Rules.Length > 80, $"{Rules.Length} rules");
        Assert.Equal(Rules.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        foreach (Match row in TestRow().Matches(Book))
            Assert.True(
                row.Groups[2].Value.Contains("[duty]", StringComparison.Ordinal) || TestName().IsMatch(row.Groups[2].Value),
                $"{row.Groups[1].Value} has neither a test nor [duty]");
    }

    [Fact]
    public void Every_test_that_the_book_names_exists()
    {
        HashSet<string> known = [.. RepositoryFiles.Below("tests/Inventory.Tests", "Tests.cs").SelectMany(TestsOf)];
        Assert.True(known.Count > 300, $"{known.Count} tests");
        string[] named = [.. TestName().Matches(Book).Select(x => x.Groups[1].Value)];
        Assert.True(named.Length > 80, $"{named.Length} named");
        string[] missing = [.. named.Where(x => !known.Contains(x)).Distinct()];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void A_must_in_one_language_is_a_must_in_the_other()
    {
        foreach (IGrouping<string, Match> rule in RuleHead().Matches(Book).GroupBy(x => x.Groups[1].Value))
        {
            string[] texts = [.. rule.Select(x => x.Groups[2].Value)];
            bool isJapanese = texts.Any(x => x.Contains("ならない**", StringComparison.Ordinal));
            bool isEnglish = texts.Any(x => x.Contains("MUST", StringComparison.Ordinal));
            Assert.True(isJapanese == isEnglish, rule.Key);
        }
    }

    [Fact]
    public void Every_field_of_every_schema_stands_in_the_dictionary_with_its_meaning()
    {
        string dictionary = RepositoryFiles.Read("schemas/annex-c-fields.md");
        var missing = new List<string>();
        foreach (string schema in SchemaFiles.Names)
        {
            Match section = Regex.Match(dictionary, $@"^## {Regex.Escape(schema)} .*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
            IReadOnlyList<string> rows = FieldDictionary.RowsOf(schema);
            missing.AddRange(rows.Where(x => !section.Value.Contains(x + "\n", StringComparison.Ordinal)).Select(x => $"{schema}: {x}"));
            int stated = section.Value.Split('\n').Count(x => x.StartsWith("| `", StringComparison.Ordinal));
            if (stated != rows.Count)
                missing.Add($"{schema} has {rows.Count} fields and {stated} rows");
        }

        Assert.True(missing.Count == 0, "Annex C should hold:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Every_kind_of_finding_stands_with_its_threshold_reason_and_remedy()
    {
        foreach (string kind in FindingKinds.All)
        {
            FindingText text = FindingKinds.For(kind);
            string row = $"| `{kind}` | {text.Message.Ja} / {text.Message.En} | {text.Threshold.Ja} / {text.Threshold.En} "
                + $"| {text.Remedy.Ja} / {text.Remedy.En} |\n";
            Assert.True(Book.Contains(row, StringComparison.Ordinal), "Chapter 11 should hold:\n" + row);
        }
    }

    [Fact]
    public void Every_warning_that_has_a_text_stands_in_the_book()
    {
        string source = RepositoryFiles.Read("src/Inventory.Model/Rejections/WarningText.cs");
        string[] kinds = [.. WarningKind().Matches(source).Select(x => x.Groups[1].Value)];
        Assert.True(kinds.Length > 15, $"{kinds.Length} kinds");
        foreach (string kind in kinds)
        {
            LocalizedText text = WarningText.For(kind);
            string row = $"| `{kind}` | {text.Ja} | {text.En} |\n";
            Assert.True(Book.Contains(row, StringComparison.Ordinal), "Chapter 14 should hold:\n" + row);
        }
    }

    [Fact]
    public void Every_unit_that_a_schema_or_the_program_names_stands_in_the_book()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        int codes = 0;
        IEnumerable<string> two = Letters.SelectMany(x => Letters.Select(y => $"{x}{y}"));
        foreach (string code in two.Concat(two.SelectMany(x => Letters.Select(y => $"{x}{y}"))))
        {
            if (!UnitTable.IsCode(code))
                continue;
            Assert.Contains($"`{code}`", Book, StringComparison.Ordinal);
            codes++;
        }

        Assert.True(codes > 15, $"{codes} codes");
    }

    [Fact]
    public void Every_criterion_of_conformance_stands_in_the_book_and_points_to_a_rule()
    {
        foreach (Criterion criterion in Criteria.All)
        {
            Assert.Matches($@"\| `{criterion.Id}` \|[^|]*\| {(criterion.IsMust ? "MUST" : "SHOULD")}", Book);
            Assert.Contains(criterion.Rule, Rules);
        }

        int stated = CriterionRow().Count(Book);
        Assert.Equal(Criteria.All.Count, stated);
    }

    [Fact]
    public void Every_example_in_the_book_follows_the_schema_it_names()
    {
        MatchCollection examples = Example().Matches(Book);
        Assert.Equal(Book.Split("```json").Length - 1, examples.Count);
        Assert.NotEmpty(examples);
        foreach (Match example in examples)
            Assert.Empty(SchemaFiles.Load(example.Groups[1].Value).Validate(example.Groups[2].Value));
    }

    [Fact]
    public void The_parameters_of_disclosure_and_the_limits_are_the_programs()
    {
        Assert.Contains($"| {Contributors.CountMin}（グループは1社", Book, StringComparison.Ordinal);
        Assert.Contains($"| {Contributors.TopTwoPercentMax} % |", Book, StringComparison.Ordinal);
        Assert.Contains($"| {DisclosedView.PublicCoverageMin * 100:0} % |", Book, StringComparison.Ordinal);
        var limits = new ServerLimits();
        Assert.Contains($"body {limits.BodyBytesMax / 1_000_000} MB (`tooLarge`), {limits.PushesPerSecond:N0} a second", Book, StringComparison.Ordinal);
        Assert.Contains($"kept for {limits.HeldHours} hours", Book, StringComparison.Ordinal);
        Assert.Contains($"At most {limits.HeldPerParticipantMax} wait per participant", Book, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_is_accepted_as_it_stands()
    {
        string folder = Path.Combine(SchemaFiles.Folder, "templates");
        string[] filled = Directory.GetFiles(folder, "stock-2*.csv");
        Assert.Equal(3, filled.Length);
        CliRun run = await CliRun.Of(
            ["check", "--profile", Path.Combine(folder, "feed.json"), "--registry", DemoRegistry.Folder(), .. filled]);
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        foreach (string file in filled.Append(Path.Combine(folder, "stock-empty.csv")))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
            Assert.DoesNotMatch("[^\r]\n", Encoding.UTF8.GetString(bytes));
        }

        string profile = File.ReadAllText(Path.Combine(folder, "feed.json"));
        Assert.Empty(SchemaFiles.Load("feed-profile.v1").Validate(profile));
    }

    [Fact]
    public void Every_file_that_the_book_links_exists()
    {
        foreach (Match link in Link().Matches(Book))
            Assert.True(Path.Exists(Path.Combine(SchemaFiles.Folder, link.Groups[1].Value)), link.Groups[1].Value);
    }

    private static IEnumerable<string> TestsOf(string path)
    {
        string source = RepositoryFiles.Read(path);
        string name = TestClass().Match(source).Groups[1].Value;
        return TestMethod().Matches(source).Select(x => $"{name}.{x.Groups[1].Value}");
    }

    [GeneratedRegex(@"^- (R-\d+\.\d+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex RuleHead();

    [GeneratedRegex(@"^\| (R-\d+\.\d+) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex TestRow();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"^        \[""(\w+)""\] = new\(", RegexOptions.Multiline)]
    private static partial Regex WarningKind();

    [GeneratedRegex(@"^\| `S\d-\d+` \|", RegexOptions.Multiline)]
    private static partial Regex CriterionRow();

    [GeneratedRegex(@"^```json ([a-z-]+\.v1)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"(?:\]\(|\| `)((?:\.\./)?[\w/-]+\.md|templates/)[)`]")]
    private static partial Regex Link();
}
