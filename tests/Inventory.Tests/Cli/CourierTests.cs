using Inventory.Cli.Push;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class CourierTests
{
    private static readonly Consignment Plain = new("v1/feeds/x/snapshots", false, null);

    [Fact]
    public async Task Busy_and_broken_answers_are_tried_again_until_a_receipt_comes()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Status(503, "7"), ScriptedServer.Abort, ScriptedServer.Status(429, "1"), ScriptedServer.Receipt("R-9", 3));
        var waits = new List<TimeSpan>();
        Answer answer = await Send(server, folder, waits, TimeSpan.FromMinutes(5));
        Assert.Equal("R-9", answer.Receipt);
        Assert.Equal(4, server.Seen.Count);
        Assert.All(server.Seen, x => Assert.Equal("content", x.Body));
        Assert.Equal(3, waits.Count);
        Assert.True(waits[0] >= TimeSpan.FromSeconds(7));
        Assert.True(waits[2] >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_time_limit_ends_the_tries_with_the_last_answer()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(503, "60"));
        var waits = new List<TimeSpan>();
        Answer answer = await Send(server, folder, waits, TimeSpan.FromSeconds(30));
        Assert.Equal(503, answer.Status);
        Assert.Empty(waits);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(422), ScriptedServer.Receipt("R-9", 3));
        Answer answer = await Send(server, folder, [], TimeSpan.FromMinutes(5));
        Assert.Equal(422, answer.Status);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Progress_ends_at_the_size_of_the_file()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Receipt("R-9", 3));
        PushItem item = await PushItem.OfAsync(folder.Write("a.csv", new string('x', 300_000)), CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        var sent = new List<long>();
        await new Courier(client, TimeSpan.FromMinutes(1)).SendAsync(item, Plain, sent.Add, CancellationToken.None);
        Assert.Equal(sent.Order(), sent);
        Assert.Equal(300_000, sent[^1]);
    }

    [Fact]
    public void Waits_double_are_jittered_and_never_shorter_than_asked()
    {
        for (int failures = 1; failures < 40; failures++)
        {
            TimeSpan least = BackOff.After(failures, null, 0);
            TimeSpan most = BackOff.After(failures, null, 1);
            double full = Math.Min(30, 0.5 * Math.Pow(2, failures - 1));
            Assert.Equal(full / 2, least.TotalSeconds, 6);
            Assert.Equal(full, most.TotalSeconds, 6);
            Assert.True(BackOff.After(failures, TimeSpan.FromSeconds(45), 0.3) >= TimeSpan.FromSeconds(45));
        }
    }

    private static async Task<Answer> Send(ScriptedServer server, TempFolder folder, List<TimeSpan> waits,
        TimeSpan timeout)
    {
        PushItem item = await PushItem.OfAsync(folder.Write("a.csv", "content"), CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        var courier = new Courier(client, timeout)
        {
            Wait = (wait, _) =>
            {
                waits.Add(wait);
                return Task.CompletedTask;
            },
        };
        return await courier.SendAsync(item, Plain, null, CancellationToken.None);
    }
}
