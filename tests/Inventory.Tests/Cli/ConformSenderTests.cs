using System.Text;
using System.Text.Json;
using Inventory.Cli;
using Inventory.Cli.Conform;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class ConformSenderTests
{
    private const string Path = "/v1/feeds/demo-csv/snapshots";

    [Fact]
    public async Task Our_own_push_passes_every_criterion_that_a_trial_can_show()
    {
        using var folder = new TempFolder();
        (int code, JsonElement report) = await TrialAsync(async url =>
        {
            string[] names = ["a.csv", "b.csv", "c.csv"];
            await CliRun.Of(
            [
                "push", "--feed", "demo-csv", "--server", url, "--key", SenderTrial.Key, "--state", folder.At("state"),
                "--as-of", "2026-03-01T09:00:00+09:00", "--gzip", .. names.Select(x => folder.Write(x, $"content of {x}")),
            ]);
        });
        Assert.Equal(ExitCodes.AllAccepted, code);
        Assert.All(Verdicts(report), x => Assert.Equal(x.Id is "S3-8" or "S3-9" ? "notJudged" : "passed", x.Verdict));
    }

    [Fact]
    public async Task A_sender_that_hammers_and_changes_what_it_sends_fails_each_criterion()
    {
        (int code, JsonElement report) = await TrialAsync(async url =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            for (int i = 0; i < 4; i++)
                await SendAsync(client, null, Snapshot("same-id", i));
            await SendAsync(client, null, Snapshot("same-id", 3));
            await SendAsync(client, null, Snapshot("refused", 1));
            await SendAsync(client, null, Snapshot("refused", 1));
            await SendAsync(client, null, Snapshot("same-id", 9));
        });
        Assert.Equal(ExitCodes.SomeRefused, code);
        string[] failed = [.. Verdicts(report).Where(x => x.Verdict == "failed").Select(x => x.Id)];
        Assert.Equal(["S3-1", "S3-2", "S3-3", "S3-4", "S3-5", "S3-6", "S3-7"], failed);
    }

    [Fact]
    public async Task A_canonical_correction_is_the_same_as_of_under_a_new_id()
    {
        (_, JsonElement report) = await TrialAsync(async url =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            for (int i = 0; i < 4; i++)
                await SendAsync(client, SenderTrial.Key, Snapshot("first", 1));
            await SendAsync(client, SenderTrial.Key, Snapshot("second", 2));
            await SendAsync(client, SenderTrial.Key, Snapshot("third", 3));
        });
        Assert.Equal("passed", Verdicts(report).Single(x => x.Id == "S3-7").Verdict);
        Assert.Equal("failed", Verdicts(report).Single(x => x.Id == "S3-3").Verdict);
    }

    [Fact]
    public async Task A_file_sent_again_under_its_name_is_a_correction_and_another_file_is_none()
    {
        foreach ((string name, string verdict) in new[] { ("stock.csv", "passed"), ("other.csv", "notJudged") })
        {
            using var folder = new TempFolder();
            Directory.CreateDirectory(folder.At("later"));
            (int code, JsonElement report) = await TrialAsync(url => CliRun.Of(
                "push", "--feed", "demo-csv", "--server", url, "--key", SenderTrial.Key, "--state", folder.At("state"),
                folder.Write("stock.csv", "first"), folder.Write("refused.csv", "second"), folder.Write($"later/{name}", "third")));
            Assert.Equal(verdict, Verdicts(report).Single(x => x.Id == "S3-7").Verdict);
            Assert.Equal(verdict == "passed" ? ExitCodes.AllAccepted : ExitCodes.SomeRefused, code);
        }
    }

    [Fact]
    public async Task Nobody_came_gives_exit_3_and_nothing_is_judged()
    {
        (int code, JsonElement report) = await TrialAsync(_ => Task.CompletedTask, seconds: 0.2);
        Assert.Equal(ExitCodes.Unreachable, code);
        Assert.All(Verdicts(report), x => Assert.Equal("notJudged", x.Verdict));
    }

    [Fact]
    public async Task A_body_that_unpacks_without_end_is_refused_and_not_kept()
    {
        await using SenderTrial trial = await SenderTrial.StartAsync(0, 1);
        using var client = new HttpClient { BaseAddress = new Uri(trial.Url) };
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(
            packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(new byte[ConformLimits.RequestBytesMax + 1]);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using HttpResponseMessage response = await client.PostAsync(new Uri(Path, UriKind.Relative), content);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Empty(trial.Seen);
    }

    private static string Snapshot(string id, int quantity) =>
        $$"""
        {"specVersion":"1.0","snapshotId":"{{id}}","sender":"retailer-01","location":"9520000002015",
         "asOf":"2026-03-01T09:00:00+09:00","scope":"full","lines":[{"item":"9521000010024","quantity":{{quantity}},"unit":"BX"}]}
        """;

    private static async Task SendAsync(HttpClient client, string? key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/snapshots");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // The script cuts one connection; what the sender does next is what is judged.
        }
    }

    /// <summary>Runs the trial with a sender that starts when the endpoint is open.</summary>
    private static async Task<(int Code, JsonElement Report)> TrialAsync(Func<string, Task> sender, double seconds = 60)
    {
        var output = new StringWriter();
        var run = new ConformRun(new Terminal(output, new StringWriter(), null), isJson: true, outFile: null);
        Task sent = Task.CompletedTask;
        var options = new SenderTrialOptions(0, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(0.5), 1)
        {
            OnReady = url => sent = Task.Run(() => sender(url)),
        };
        int code = await run.OfSenderAsync(options, CancellationToken.None);
        await sent;
        return (code, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private static IEnumerable<(string Id, string Verdict)> Verdicts(JsonElement report) =>
        report.GetProperty("criteria").EnumerateArray()
            .Select(x => (x.GetProperty("id").GetString()!, x.GetProperty("verdict").GetString()!));
}
