using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class ConformTests
{
    private const string Shop = "9520000002015";
    private const string Header = "JANコード,在庫数,単位,店舗コード\r\n";

    [Fact]
    public async Task Three_good_days_conform_to_S1_and_the_report_names_hash_rule_and_versions()
    {
        using var folder = new TempFolder();
        string[] files = [.. Enumerable.Range(1, 3).Select(x => Day(folder, x, Good(x)))];
        CliRun run = await Conform(["--out", folder.At("REPORT.md"), .. files]);
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        string report = File.ReadAllText(folder.At("REPORT.md"));
        Assert.Contains("適合 / conforms", report, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(files[1]))), report, StringComparison.Ordinal);
        Assert.Contains("| S1-4 | R-20.2 |", report, StringComparison.Ordinal);
        Assert.Contains("| 規則の版 / rules | 1.0 |", report, StringComparison.Ordinal);
        Assert.DoesNotContain("不合格", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_refused_lines_of_a_hundred_conform_and_six_do_not_and_are_named()
    {
        using var folder = new TempFolder();
        string good = Day(folder, 1, Good(1));
        string other = Day(folder, 2, Good(2));
        CliRun atLimit = await Conform("--json", good, other, Day(folder, 3, Mixed(95, 5)));
        Assert.Equal(ExitCodes.AllAccepted, atLimit.ExitCode);
        CliRun below = await Conform("--json", good, other, Day(folder, 3, Mixed(94, 6)));
        Assert.Equal(ExitCodes.SomeRefused, below.ExitCode);
        JsonElement accepted = Criterion(below, "S1-2");
        Assert.Equal("failed", accepted.GetProperty("verdict").GetString());
        Assert.Equal(6, accepted.GetProperty("evidence").GetArrayLength());
        Assert.Contains(":96 quantity quantityInvalid", accepted.GetProperty("evidence")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_file_under_three_dates_and_two_files_are_not_three_days()
    {
        using var folder = new TempFolder();
        CliRun copies = await Conform(["--json", .. Enumerable.Range(1, 3).Select(x => Day(folder, x, Good(1)))]);
        Assert.Equal(ExitCodes.SomeRefused, copies.ExitCode);
        Assert.Equal("failed", Verdict(copies, "S1-4"));
        CliRun two = await Conform("--json", Day(folder, 1, Good(1)), Day(folder, 2, Good(2)));
        Assert.Equal(ExitCodes.SomeRefused, two.ExitCode);
        Assert.Equal("notJudged", Verdict(two, "S1-4"));
    }

    [Fact]
    public async Task A_file_without_an_as_of_does_not_conform()
    {
        using var folder = new TempFolder();
        string undated = folder.Write("stock.csv", Good(3));
        CliRun run = await Conform("--json", Day(folder, 1, Good(1)), Day(folder, 2, Good(2)), undated);
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        Assert.Equal("failed", Verdict(run, "S1-3"));
    }

    [Fact]
    public async Task An_unreadable_file_gives_exit_2_and_the_report_is_written_all_the_same()
    {
        using var folder = new TempFolder();
        string bad = folder.Write("stock_20260304.csv", $"JANコード,店舗コード\r\n9521000010024,{Shop}\r\n");
        CliRun run = await Conform("--json", Day(folder, 1, Good(1)), Day(folder, 2, Good(2)), bad);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Equal("failed", Verdict(run, "S1-1"));
        CliRun missing = await Conform("--json", folder.At("missing.csv"));
        Assert.Equal(ExitCodes.Unusable, missing.ExitCode);
    }

    [Fact]
    public async Task S2_asks_for_codes_units_scope_and_the_senders_own_totals()
    {
        using var folder = new TempFolder();
        string[] files = [.. Enumerable.Range(1, 3).Select(x => Day(folder, x, Good(x)))];
        // 0.1 % of the 1001 boxes of the third day is 1.001.
        string totals = folder.Write("totals.csv", "file,status,unit,quantity\n" + string.Concat(
            Enumerable.Range(1, 3).Select(x => $"stock_2026030{x}.csv,onHand,箱,{(x == 3 ? 1002 : 998 + x)}\n")));
        CliRun run = await Conform(["--level", "S2", "--control-totals", totals, "--json", .. files]);
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        Assert.Equal("notJudged", Verdict(run, "S2-6"));
        Assert.All((string[])["S2-1", "S2-2", "S2-3", "S2-4", "S2-5"], x => Assert.Equal("passed", Verdict(run, x)));

        CliRun without = await Conform(["--level", "S2", "--json", .. files]);
        Assert.Equal(ExitCodes.SomeRefused, without.ExitCode);
        Assert.Equal("notJudged", Verdict(without, "S2-5"));

        folder.Write("totals.csv", File.ReadAllText(totals).Replace("1002", "1003", StringComparison.Ordinal));
        CliRun wrong = await Conform(["--level", "S2", "--control-totals", totals, "--json", .. files]);
        Assert.Equal(ExitCodes.SomeRefused, wrong.ExitCode);
        Assert.Contains("1001 / 1003", Criterion(wrong, "S2-5").GetProperty("evidence")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_codes_unknown_packs_file_times_and_a_silent_scope_fail_S2_but_not_S1()
    {
        using var folder = new TempFolder();
        string profile = folder.Write("p.json", """
            {"id":"mine","participant":"retailer-01","format":"delimited","asOfMeaning":"fileMade",
             "columns":{"item":["code"],"quantity":["n"],"unit":["u"],"location":["shop"]}}
            """);
        string[] files =
        [
            .. Enumerable.Range(1, 3).Select(x => Day(
                folder, x, $"code,n,u,shop\nPB-1,{x},BX,{Shop}\n9521000010024,{x},パレット,{Shop}\n9521000020016,{x},BX,{Shop}\n")),
        ];
        CliRun run = await CliRun.Of(
            ["conform", "--profile", profile, "--registry", DemoRegistry.Folder(), "--level", "S2", "--json", .. files]);
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        Assert.All((string[])["S2-1", "S2-2", "S2-3", "S2-4"], x => Assert.Equal("failed", Verdict(run, x)));
        Assert.All((string[])["S1-1", "S1-2", "S1-3", "S1-4"], x => Assert.Equal("passed", Verdict(run, x)));
        Assert.NotEmpty(Criterion(run, "S2-1").GetProperty("evidence").EnumerateArray());
    }

    [Theory]
    [InlineData("a,b\n")]
    [InlineData("file,status,unit,quantity\nx.csv,onHand,BX\n")]
    [InlineData("file,status,unit,quantity\nx.csv,onHand,BX,many\n")]
    [InlineData("file,status,unit,quantity\nx.csv,here,BX,1\n")]
    [InlineData("file,status,unit,quantity\nx.csv,onHand,BX,1\nx.csv,,箱,1\n")]
    public async Task Wrong_control_totals_are_named_with_their_row(string text)
    {
        using var folder = new TempFolder();
        string totals = folder.Write("totals.csv", text);
        CliRun run = await Conform("--level", "S2", "--control-totals", totals, Day(folder, 1, Good(1)));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Contains("totals.csv:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_text_in_a_file_stays_text_in_the_report()
    {
        using var folder = new TempFolder();
        CliRun run = await Conform(
            "--out", folder.At("r.md"),
            Day(folder, 1, $"{Header}9521000010024,\"x|<script>[a](b)\",BX,{Shop}\r\n9521000010031,1,BX,{Shop}\r\n"));
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        string report = File.ReadAllText(folder.At("r.md"));
        Assert.Contains("x\\|&lt;script>\\[a\\](b)", report, StringComparison.Ordinal);
    }

    private static string Day(TempFolder folder, int day, string text) => folder.Write($"stock_2026030{day}.csv", text);

    /// <summary>Two lines that add up to 998 boxes and the day's number.</summary>
    private static string Good(int day) => $"{Header}9521000010024,{997 + day},BX,{Shop}\r\n9521000010031,1,BX,{Shop}\r\n";

    private static string Mixed(int good, int bad)
    {
        var text = new StringBuilder(Header);
        for (int i = 0; i < good + bad; i++)
            text.Append($"9521000010024,{(i < good ? i.ToString(System.Globalization.CultureInfo.InvariantCulture) : "abc")},BX,{Shop}\r\n");
        return text.ToString();
    }

    private static Task<CliRun> Conform(params string[] more) =>
        CliRun.Of(["conform", "--feed", "demo-csv", "--registry", DemoRegistry.Folder(), .. more]);

    private static JsonElement Criterion(CliRun run, string id) =>
        JsonDocument.Parse(run.Out).RootElement.GetProperty("criteria").EnumerateArray()
            .Single(x => x.GetProperty("id").GetString() == id);

    private static string? Verdict(CliRun run, string id) => Criterion(run, id).GetProperty("verdict").GetString();
}
