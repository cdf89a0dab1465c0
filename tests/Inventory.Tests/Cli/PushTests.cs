using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class PushTests
{
    [Fact]
    public async Task A_rerun_sends_only_files_without_a_receipt()
    {
        using var folder = new TempFolder();
        string first = folder.Write("a.csv", "one");
        string second = folder.Write("b.csv", "two");
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Receipt("R-1", 5), ScriptedServer.Status(500), ScriptedServer.Receipt("R-2", 7));
        CliRun interrupted = await Push(server, folder, first, second);
        Assert.Equal(ExitCodes.Unreachable, interrupted.ExitCode);
        CliRun again = await Push(server, folder, first, second);
        Assert.Equal(ExitCodes.AllAccepted, again.ExitCode);
        Assert.Contains("R-1", again.Error, StringComparison.Ordinal);
        Assert.Contains("R-2", again.Out, StringComparison.Ordinal);
        Assert.Equal(["one", "two", "two"], server.Seen.Select(x => x.Body));
        CliRun third = await Push(server, folder, first, second);
        Assert.Equal(ExitCodes.AllAccepted, third.ExitCode);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task A_changed_file_is_sent_again_and_so_is_any_file_when_asked()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 5));
        await Push(server, folder, file);
        folder.Write("a.csv", "one and more");
        await Push(server, folder, file);
        Assert.Equal(2, server.Seen.Count);
        await Push(server, folder, "--again", file);
        Assert.Equal(3, server.Seen.Count);
    }

    [Fact]
    public async Task Refused_lines_give_exit_1_with_places_also_on_a_rerun()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 5, rejected: 1));
        CliRun run = await Push(server, folder, file);
        Assert.Equal(ExitCodes.SomeRefused, run.ExitCode);
        Assert.Contains("line 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("数量ではありません", run.Out, StringComparison.Ordinal);
        Assert.Contains("not a quantity", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.SomeRefused, (await Push(server, folder, file)).ExitCode);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(400, ExitCodes.Unusable)]
    [InlineData(401, ExitCodes.Unusable)]
    [InlineData(403, ExitCodes.Unusable)]
    [InlineData(404, ExitCodes.Unusable)]
    [InlineData(413, ExitCodes.Unusable)]
    [InlineData(415, ExitCodes.Unusable)]
    [InlineData(422, ExitCodes.SomeRefused)]
    [InlineData(500, ExitCodes.Unreachable)]
    public async Task A_refusal_of_the_server_is_told_in_both_languages_and_not_noted(int status, int exitCode)
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(status));
        CliRun run = await Push(server, folder, file);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("台本どおり", run.Error, StringComparison.Ordinal);
        Assert.Contains("as scripted", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("state.jsonl")));
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_japanese_file_name_a_key_and_the_as_of_reach_the_server()
    {
        using var folder = new TempFolder();
        string file = folder.Write("在庫 100%.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 5));
        await Push(server, folder, "--as-of", "2026-11-22T14:00:00+09:00", "--gzip", file);
        SeenRequest seen = Assert.Single(server.Seen);
        Assert.Equal("%E5%9C%A8%E5%BA%AB%20100%25.csv", seen.FileName);
        Assert.Equal("2026-11-22T14:00:00+09:00", seen.AsOf);
        Assert.Equal("Bearer secret", seen.Authorization);
        Assert.Equal("/v1/feeds/demo-csv/snapshots", seen.Path);
        Assert.True(seen.IsGzip);
        Assert.Equal("one", seen.Body);
    }

    [Fact]
    public async Task A_dry_run_is_not_noted()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt(string.Empty, 5));
        Assert.Equal(ExitCodes.AllAccepted, (await Push(server, folder, "--dry-run", file)).ExitCode);
        Assert.EndsWith("?dryRun=true", Assert.Single(server.Seen).Path, StringComparison.Ordinal);
        await Push(server, folder, file);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_missing_file_does_not_keep_the_others_from_being_sent()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 5));
        CliRun run = await Push(server, folder, folder.At("missing.csv"), file);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_server_that_is_away_gives_exit_3_and_says_how_to_go_on()
    {
        using var folder = new TempFolder();
        string file = folder.Write("a.csv", "one");
        CliRun run = await CliRun.Of(
            "push", "--feed", "demo-csv", "--server", "http://127.0.0.1:9", "--key", "secret", "--timeout", "0",
            "--state", folder.At("state.jsonl"), file, file);
        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
        Assert.Contains("run the same command again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_prints_each_receipt_on_a_line()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-1", 5));
        CliRun run = await Push(server, folder, "--json", folder.Write("a.csv", "one"), folder.Write("b.csv", "two"));
        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, x => Assert.StartsWith("{\"receipt\":\"R-1\"", x, StringComparison.Ordinal));
    }

    private static Task<CliRun> Push(ScriptedServer server, TempFolder folder, params string[] more) => CliRun.Of(
        ["push", "--feed", "demo-csv", "--server", server.Url, "--key", "secret", "--state", folder.At("state.jsonl"), .. more]);
}
