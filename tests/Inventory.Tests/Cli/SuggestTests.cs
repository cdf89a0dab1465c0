using System.Text.Json;
using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class SuggestTests
{
    private const string Shop = "9520000002015";
    private const string Text = "在庫一覧表\r\nJANコード,店舗コード,受注数,在庫数,単位\r\n"
        + "9521000010024," + Shop + ",3,120,箱\r\n9521000010031," + Shop + ",0,▲4,箱\r\n9521000020016," + Shop + ",1,\"1,200\",箱\r\n";

    [Fact]
    public async Task A_file_with_nothing_left_to_ask_gives_exit_0_and_a_profile_that_check_reads()
    {
        using var folder = new TempFolder();
        string file = folder.Write("zaiko_20200401.csv", Text);
        string profile = folder.At("feed.json");
        CliRun run = await Suggest("--participant", "retailer-01", "--scope", "full", "--out", profile, file);
        Assert.Equal("", run.ExitCode == ExitCodes.AllAccepted ? "" : run.Out + run.Error);
        Assert.Contains("retailer-01-zaiko", await File.ReadAllTextAsync(profile), StringComparison.Ordinal);
        CliRun check = await CliRun.Of("check", "--profile", profile, "--registry", DemoRegistry.Folder(), "--json", file);
        Assert.True(check.ExitCode == ExitCodes.AllAccepted, check.Out + check.Error);
        using JsonDocument report = JsonDocument.Parse(check.Out);
        Assert.Equal(3, report.RootElement.GetProperty("lines").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Blanks_give_exit_1_and_a_valid_profile_whose_marked_blank_refuses_every_row()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "商品コード,在庫数\r\nA-1,3\r\nA-2,4\r\n");
        string profile = folder.At("feed.json");
        CliRun run = await Suggest("--participant", "retailer-01", "--out", profile, file);
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        Assert.Contains("? location:", run.Out, StringComparison.Ordinal);
        CliRun check = await CliRun.Of("check", "--profile", profile, "--registry", DemoRegistry.Folder(), "--json", file);
        Assert.Contains("FILL-IN", check.Out, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(check.Out);
        Assert.Equal(0, report.RootElement.GetProperty("lines").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Json_holds_columns_blanks_preview_and_profile()
    {
        using var folder = new TempFolder();
        CliRun run = await Suggest("--json", "--participant", "retailer-01", folder.Write("b.csv", Text));
        using JsonDocument document = JsonDocument.Parse(run.Out);
        JsonElement root = document.RootElement;
        Assert.True(root.GetProperty("sure").GetBoolean());
        Assert.Equal(2, root.GetProperty("headerRow").GetInt32());
        Assert.Equal(
            ["item", "location", "plan", "quantity", "unit"],
            root.GetProperty("columns").EnumerateArray().Select(x => x.GetProperty("field").GetString()!));
        Assert.Equal(3, root.GetProperty("preview").GetProperty("accepted").GetInt32());
        Assert.Equal("delimited", root.GetProperty("profile").GetProperty("format").GetString());
    }

    [Fact]
    public async Task An_unreadable_file_gives_exit_2_in_the_chosen_language()
    {
        using var folder = new TempFolder();
        string file = folder.Write("c.csv", "%PDF-1.7");
        CliRun english = await Suggest("--lang", "en", file);
        Assert.Equal(ExitCodes.Unusable, english.ExitCode);
        Assert.Contains("unreadable", english.Out, StringComparison.Ordinal);
        CliRun japanese = await Suggest("--language", "ja", file);
        Assert.DoesNotContain("unreadable", japanese.Out, StringComparison.Ordinal);
    }

    private static Task<CliRun> Suggest(params string[] args) =>
        CliRun.Of([.. (string[])["suggest", "--registry", DemoRegistry.Folder()], .. args]);
}
