using System.Net;
using System.Text.Json;
using Inventory.EndToEnd.Pages;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>The main job from outside: two national files of one day, in any order, and a power cut.</summary>
public sealed class NationalRunTests(ITestOutputHelper output)
{
    private const string Ministry = "demo-ministry";
    private const string FeedId = "tw-nhi-masks";

    [Fact]
    public async Task A_made_up_national_file_moves_the_level_exactly_and_survives_a_power_cut()
    {
        int seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        NationalFile first = NationalFile.First(seed, 3000);
        NationalFile second = first.Next(seed + 1, gone: 2, added: 1);
        await RunAsync(
            new Day(first.ToBytes(), first.Sum, first.Places), new Day(second.ToBytes(), second.Sum, second.Places));
    }

    [SampleFact]
    public async Task The_real_national_files_give_the_published_sums()
    {
        string folder = Samples()!;
        byte[] first = await File.ReadAllBytesAsync(Path.Combine(folder, "maskdata_2020-03-03_100240.csv"));
        byte[] second = await File.ReadAllBytesAsync(Path.Combine(folder, "maskdata_2020-03-03_101310.csv"));
        await RunAsync(new Day(first, 9_776_739, 6585), new Day(second, 9_773_680, 6584));
    }

    [Fact]
    public async Task The_second_file_alone_and_then_the_first_ends_the_same()
    {
        NationalFile first = NationalFile.First(7, 500);
        NationalFile second = first.Next(8, gone: 2, added: 1);
        await using ServerProcess server = await ServerProcess.StartAsync();
        await server.PushFileAsync(FeedId, second.ToBytes(), Ministry);
        string before = await server.StateAsync(Ministry);
        Assert.Equal(second.Sum, await MasksAsync(server));
        Answer late = await server.PushFileAsync(FeedId, first.ToBytes(), Ministry);
        Assert.Equal(HttpStatusCode.OK, late.Status);
        await server.SettleAsync();
        Assert.Equal(second.Sum, await MasksAsync(server));
        Assert.Equal(before, await server.StateAsync(Ministry));
        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Equal(before, await server.StateAsync(Ministry));
    }

    private static async Task RunAsync(Day first, Day second)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await PushAsync(server, first);
        Assert.Equal(first.Sum, await MasksAsync(server));
        Assert.Equal(first.Places, await PlacesAsync(server));
        await PushAsync(server, second);
        Assert.Equal(second.Sum, await MasksAsync(server));
        Assert.Equal(second.Places, await PlacesAsync(server));
        string before = await server.StateAsync(Ministry);

        foreach (Day again in (Day[])[first, second, first])
        {
            Answer duplicate = await server.PushFileAsync(FeedId, again.Bytes, Ministry);
            Assert.Equal(HttpStatusCode.OK, duplicate.Status);
            Assert.Equal(0, duplicate.Lines("accepted"));
            Assert.Equal(2 * again.Places, duplicate.Lines("duplicate"));
            Assert.Equal(before, await server.StateAsync(Ministry));
        }

        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Equal(before, await server.StateAsync(Ministry));
        Assert.Equal(2 * first.Places, (await server.PushFileAsync(FeedId, first.Bytes, Ministry)).Lines("duplicate"));
    }

    private static async Task PushAsync(ServerProcess server, Day day)
    {
        Answer receipt = await server.PushFileAsync(FeedId, day.Bytes, Ministry);
        Assert.True(receipt.Status == HttpStatusCode.OK, receipt.Text);
        Assert.Equal(2 * day.Places, receipt.Lines("accepted"));
        Assert.Equal(0, receipt.Lines("rejected"));
        await server.SettleAsync();
    }

    private static async Task<long> MasksAsync(ServerProcess server)
    {
        JsonElement levels = (await server.GetAsync("/v1/levels?category=masks", Ministry)).Json.GetProperty("levels");
        return levels.EnumerateArray().Single().GetProperty("quantity").GetInt64();
    }

    private static async Task<int> PlacesAsync(ServerProcess server)
    {
        string cells = (await server.GetAsync("/v1/cells", Ministry)).Text;
        return cells.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(x => JsonDocument.Parse(x).RootElement.GetProperty("location").GetString()).Distinct().Count();
    }

    internal static string? Samples()
    {
        for (DirectoryInfo? folder = new(PageServer.Root); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "samples", "tw-mask-csv");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private sealed record Day(byte[] Bytes, long Sum, int Places);
}
