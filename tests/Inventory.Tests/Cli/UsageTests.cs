using Inventory.Cli;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData()]
    [InlineData("frobnicate")]
    [InlineData("check")]
    [InlineData("check", "file.csv")]
    [InlineData("check", "--feed", "a", "--profile", "b", "file.csv")]
    [InlineData("conform", "file.csv")]
    [InlineData("conform", "--feed", "demo-csv")]
    [InlineData("conform", "--sender", "file.csv")]
    [InlineData("conform", "--feed", "demo-csv", "--level", "S4", "file.csv")]
    [InlineData("conform", "--sender", "--port", "70000")]
    [InlineData("push", "file.csv")]
    [InlineData("push", "--feed", "demo-csv", "--key", "k", "--server", "ftp://x", "file.csv")]
    [InlineData("push", "--feed", "demo-csv", "--key", "k k", "file.csv")]
    [InlineData("push", "--feed", "demo-csv", "--key", "k", "--as-of", "yesterday", "file.csv")]
    [InlineData("simulate", "--key", "k", "--scenario", "flood")]
    [InlineData("simulate", "--key", "k", "--rate", "0")]
    [InlineData("suggest")]
    [InlineData("suggest", "no-such-file.csv")]
    [InlineData("suggest", "--unit", "furlong", "file.csv")]
    public async Task Wrong_usage_gives_exit_2_and_a_sentence(params string[] args)
    {
        CliRun run = await CliRun.Of(args);
        Assert.Equal(ExitCodes.Unusable, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("conform")]
    [InlineData("push")]
    [InlineData("simulate")]
    [InlineData("suggest")]
    [InlineData("watch")]
    public async Task Help_shows_an_example_and_gives_exit_0(string command)
    {
        CliRun run = await CliRun.Of(command, "--help");
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        Assert.Contains($"inventory {command}", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_on_the_command_line_is_warned_about()
    {
        using var folder = new TempFolder();
        CliRun run = await CliRun.Of(
            "push", "--feed", "f", "--server", "http://127.0.0.1:9", "--key", "k", "--timeout", "0",
            "--state", folder.At("s"), folder.Write("a.csv", "x"));
        Assert.Contains("INVENTORY_KEY", run.Error, StringComparison.Ordinal);
    }
}
