using System.Text.Json;
using Inventory.Cli;
using Inventory.Cli.Watch;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class WatchTests
{
    [Fact]
    public async Task Once_as_json_prints_one_full_message_and_ends()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        CliRun run = await CliRun.Of("watch", "--server", server.Url, "--once", "--json", "--by", "category,tier");
        Assert.Equal(ExitCodes.AllAccepted, run.ExitCode);
        JsonElement message = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(1001, message.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
        Assert.Equal("category,tier", message.GetProperty("by").GetString());
    }

    [Fact]
    public async Task Beside_the_number_stand_age_coverage_staleness_and_the_registrys_word()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        CliRun run = await CliRun.Of("watch", "--server", server.Url, "--once", "--lang", "ja");
        Assert.Contains("1,001 ST", run.Out, StringComparison.Ordinal);
        Assert.Contains("82% (41/50)", run.Out, StringComparison.Ordinal);
        Assert.Contains("3.5日分", run.Out, StringComparison.Ordinal);
        Assert.Contains("日前", run.Out, StringComparison.Ordinal);
        Assert.Contains("おおむね足りている", run.Out, StringComparison.Ordinal);
        Assert.Contains("模擬データ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_broken_link_it_comes_back_with_a_full_answer()
    {
        await using LiveServer server = await LiveServer.StartAsync(hangsUpOnce: true);
        var seen = new List<long>();
        var enough = new TaskCompletionSource();
        await using var link = new HubLink(new Uri(server.Url + "/"), null, new LevelFilter())
        {
            OnLevels = x =>
            {
                seen.Add(x.Levels[0].Quantity!.Value);
                if (x.Levels[0].Quantity == 2002)
                    enough.TrySetResult();
            },
        };
        await link.OpenAsync(CancellationToken.None);
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([1001, 2001, 1002, 2002], seen);
    }

    [Fact]
    public async Task A_server_that_says_nothing_gives_exit_3_in_time()
    {
        await using LiveServer server = await LiveServer.StartAsync(isSilent: true);
        CliRun run = await CliRun.Of("watch", "--server", server.Url, "--once", "--timeout", "0.5");
        Assert.Equal(ExitCodes.Unreachable, run.ExitCode);
    }

    [Fact]
    public async Task A_wrong_key_gives_exit_2_and_no_server_gives_exit_3()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        Assert.Equal(ExitCodes.Unusable, (await CliRun.Of("watch", "--server", server.Url, "--once", "--key", "wrong")).ExitCode);
        CliRun none = await CliRun.Of("watch", "--server", "http://127.0.0.1:9", "--once");
        Assert.Equal(ExitCodes.Unreachable, none.ExitCode);
    }

    [Fact]
    public void The_board_waits_for_a_full_message_drops_what_is_gone_and_never_goes_back()
    {
        var board = new LevelBoard();
        var masks = new WatchedLevel { Category = "masks", Quantity = 1 };
        var rice = new WatchedLevel { Category = "rice", Quantity = 2 };
        Assert.False(board.Take(new LevelMessage { Sequence = 5, Levels = [masks] }));
        Assert.True(board.Take(new LevelMessage { Sequence = 6, Full = true, Levels = [masks, rice] }));
        Assert.False(board.Take(new LevelMessage { Sequence = 5, Levels = [masks with { Quantity = 9 }] }));
        Assert.True(board.Take(new LevelMessage
        {
            Sequence = 7, Levels = [masks with { Quantity = 3 }],
            Removed = [rice]
        }));
        Assert.Equal([3L], board.Levels.Select(x => x.Quantity!.Value));
    }

    [Theory]
    [InlineData(0.99, "ほぼなし")]
    [InlineData(1.0, "残りわずか")]
    [InlineData(3.0, "少なめ")]
    [InlineData(7.0, "おおむね足りている")]
    [InlineData(14.0, "十分")]
    public void The_word_follows_the_days_and_the_registrys_limits(double days, string word)
    {
        var level = new WatchedLevel { Quantity = 1, DaysOfSupply = days };
        Assert.EndsWith(word, StateWords.Of(level, new()).Ja, StringComparison.Ordinal);
    }
}
