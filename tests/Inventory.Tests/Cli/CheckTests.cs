using System.Text;
using System.Text.Json;
using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class CheckTests
{
    private const string Shop = "9520000002015";
    private const string Header = "JANコード,在庫数,単位,店舗コード\r\n";

    [Fact]
    public async Task A_good_file_gives_exit_0_and_its_totals()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", $"{Header}9521000010024,120,BX,{Shop}\r\n"
            + $"9521000010031,1,BX,{Shop}\r\n9521000020016,3,CS,{Shop}\r\n");
        CliRun run = await Check("--json", file);
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        JsonElement report = Assert.Single(Documents(run));
        Assert.Equal(3, report.GetProperty("lines").GetProperty("accepted").GetInt64());
        Assert.Equal(1, report.GetProperty("snapshots").GetInt32());
        Assert.Equal(
            "[{\"status\":\"onHand\",\"unit\":\"BX\",\"quantity\":\"121\",\"lines\":2},"
            + "{\"status\":\"onHand\",\"unit\":\"CS\",\"quantity\":\"3\",\"lines\":1}]",
            report.GetProperty("totals").GetRawText());
    }

    [Fact]
    public async Task A_file_with_bad_lines_gives_exit_1_with_place_and_both_languages()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", $"{Header}9521000010024,120,BX,{Shop}\r\n9521000010031,abc,BX,{Shop}\r\n");
        CliRun run = await Check(file);
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        Assert.Contains("line 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("quantityInvalid", run.Out, StringComparison.Ordinal);
        CliRun japanese = await Check("--lang", "ja", file);
        Assert.DoesNotContain("Message", japanese.Out, StringComparison.Ordinal);
        Assert.Contains("拒否 1 行", japanese.Out, StringComparison.Ordinal);
        CliRun english = await Check("--lang", "en", file);
        Assert.True(Encoding.UTF8.GetByteCount(english.Out) == english.Out.Length, english.Out);
    }

    [Fact]
    public async Task An_unreadable_file_gives_exit_2_and_the_others_are_still_checked()
    {
        using var folder = new TempFolder();
        string good = folder.Write("a.csv", $"{Header}9521000010024,120,BX,{Shop}\r\n");
        string bad = folder.Write("b.csv", $"JANコード,店舗コード\r\n9521000010024,{Shop}\r\n");
        CliRun run = await Check("--json", bad, good, folder.At("missing.csv"));
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        JsonElement[] reports = Documents(run);
        Assert.Equal(2, reports.Length);
        Assert.Equal("quantityColumnMissing", reports[0].GetProperty("rejections")[0].GetProperty("reason").GetString());
        Assert.Equal(0, reports[0].GetProperty("lines").GetProperty("accepted").GetInt64());
        Assert.Equal(1, reports[1].GetProperty("lines").GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task A_legacy_encoding_is_read()
    {
        using var folder = new TempFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string file = folder.Write("a.csv", $"{Header}9521000010024,１２０,BX,{Shop}\r\n", Encoding.GetEncoding(932));
        JsonElement report = Assert.Single(Documents(await Check("--json", file)));
        Assert.Equal("120", report.GetProperty("totals")[0].GetProperty("quantity").GetString());
    }

    [Fact]
    public async Task A_profile_can_be_tried_before_it_is_registered()
    {
        using var folder = new TempFolder();
        string profile = folder.Write("p.json", """
            {"id":"mine","participant":"retailer-01","format":"delimited",
             "columns":{"item":["code"],"quantity":["n"],"location":["shop"]},"constants":{"unit":"BX"}}
            """);
        string file = folder.Write("a.csv", $"code,n,shop\n9521000010024,7,{Shop}\n");
        CliRun run = await CliRun.Of("check", "--profile", profile, "--registry", DemoRegistry.Folder(), "--json", file);
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        Assert.Equal("mine", Assert.Single(Documents(run)).GetProperty("feed").GetString());
        string wrong = folder.Write("q.json", "{\"id\":\"mine\",\n\"format\":7}");
        CliRun refused = await CliRun.Of("check", "--profile", wrong, "--registry", DemoRegistry.Folder(), file);
        Assert.Equal(ExitCodes.Unusable, refused.ExitCode);
        Assert.Contains("q.json:", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_feed_or_folder_gives_exit_2_and_names_what_there_is()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", Header);
        CliRun feed = await CliRun.Of("check", "--feed", "nothing", "--registry", DemoRegistry.Folder(), file);
        Assert.Equal(ExitCodes.Unusable, feed.ExitCode);
        Assert.Contains("demo-csv", feed.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Unusable, (await CliRun.Of("check", "--feed", "x", "--registry", folder.At("no"), file)).ExitCode);
        Assert.Equal(ExitCodes.Unusable, (await CliRun.Of("check", "--feed", "x", "--registry", folder.Root, file)).ExitCode);
    }

    [Fact]
    public async Task The_as_of_is_taken_from_the_option_and_from_the_name()
    {
        using var folder = new TempFolder();
        string file = folder.Write("stock_20260301.csv", $"{Header}9521000010024,120,BX,{Shop}\r\n");
        JsonElement named = Assert.Single(Documents(await Check("--json", file)));
        Assert.StartsWith("2026-03-01", named.GetProperty("asOf").GetProperty("oldest").GetString(), StringComparison.Ordinal);
        JsonElement stated = Assert.Single(Documents(await Check("--json", "--as-of", "2026-02-03T04:05:06+09:00", file)));
        Assert.Equal("2026-02-03T04:05:06+09:00", stated.GetProperty("asOf").GetProperty("newest").GetString());
    }

    private static Task<CliRun> Check(params string[] more) =>
        CliRun.Of(["check", "--feed", "demo-csv", "--registry", DemoRegistry.Folder(), .. more]);

    private static JsonElement[] Documents(CliRun run) =>
        [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => JsonDocument.Parse(x).RootElement)];
}
