using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>The process as an operator meets it: options, folders, limits, the simulated nation.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("--log", "kafka")]
    [InlineData("--history", "influx")]
    [InlineData("--kafka", "localhost:9092")]
    [InlineData("--influx", "http://localhost:8086")]
    [InlineData("--roles", "gateway")]
    [InlineData("--roles", "gateway,core,wall")]
    [InlineData("--no-such-option", "1")]
    [InlineData("--demo", "--urls")]
    [InlineData("--data", "")]
    public async Task What_is_not_supported_ends_with_2_and_is_named(params string[] arguments)
    {
        (int code, string said) = await ServerProcess.RunToEndAsync(
            [.. arguments.Where(x => x.Length > 0)]);
        Assert.True(code == 2, $"{code}: {said}");
        Assert.Contains(arguments[^1].StartsWith("--", StringComparison.Ordinal) ? arguments[^1] : arguments[0], said,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_ends_with_a_clear_message()
    {
        await using ServerProcess first = await ServerProcess.StartAsync(
            new ServerSetup { Registry = ShopRegistry.Create() });
        (int code, string said) = await ServerProcess.RunToEndAsync(
            "--urls", "http://127.0.0.1:0", "--data", first.Data, "--registry", first.Registry);
        Assert.NotEqual(0, code);
        Assert.Contains(first.Data, said, StringComparison.Ordinal);
        Assert.Contains("in use by another process", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/health/ready", null)).Status);
    }

    [Fact]
    public async Task A_taken_port_a_missing_registry_and_a_file_as_folder_are_each_named()
    {
        string registry = ShopRegistry.Create();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string data = Directory.CreateTempSubdirectory("inventory-e2e-").FullName;
        string file = Path.Combine(data, "file");
        await File.WriteAllTextAsync(file, "x");
        (string Named, string[] Arguments)[] cases =
        [
            ("Could not listen on", ["--urls", $"http://{taken.LocalEndpoint}", "--data", data, "--registry", registry]),
            (Path.Combine(data, "none"),
                ["--urls", "http://127.0.0.1:0", "--data", data, "--registry", Path.Combine(data, "none")]),
            (file, ["--urls", "http://127.0.0.1:0", "--data", file, "--registry", registry]),
        ];
        foreach ((string named, string[] arguments) in cases)
        {
            (int code, string said) = await ServerProcess.RunToEndAsync(arguments);
            Assert.True(code is 1 or 2, $"{code}: {said}");
            Assert.Contains(named, said, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
        }

        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_simulated_nation_has_levels_soon_and_each_envelope_says_that_it_is_simulated()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(new ServerSetup { Arguments = ["--demo"] });
        await ServerProcess.UntilAsync(
            async () =>
            {
                Answer levels = await server.GetAsync("/v1/levels", "demo-ministry");
                return levels.Json.GetProperty("levels").EnumerateArray().Count(
                    x => x.TryGetProperty("quantity", out JsonElement quantity) && quantity.GetInt64() > 0) == 8;
            },
            "all eight categories have a level", seconds: 30);
        foreach (string path in (string[])["/v1/levels", "/v1/coverage", "/v1/alerts", "/v1/history?category=masks",
            "/v1/locations/9520000000011/cells"])
        {
            Answer answer = await server.GetAsync(path, "demo-ministry");
            Assert.True(answer.Json.TryGetProperty("simulated", out JsonElement simulated) && simulated.GetBoolean(),
                $"{path}: {answer.Text[..Math.Min(200, answer.Text.Length)]}");
        }

        string cells = (await server.GetAsync("/v1/cells", "demo-ministry")).Text;
        Assert.All(cells.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(20),
            x => Assert.Contains("\"simulated\":true", x, StringComparison.Ordinal));
        await using HubLine hub = await HubLine.OpenAsync(server.Address, null);
        await hub.SubscribeAsync("{}");
        Assert.Contains("\"simulated\":true", await hub.NextAsync("Levels"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_lines_and_too_many_calls_are_told_when_to_come_back()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(new ServerSetup
        {
            Registry = ShopRegistry.Create(),
            Settings = new Dictionary<string, string>
            {
                ["limits__ConnectionsPerAddressMax"] = "2",
                ["limits__PushesPerSecond"] = "1",
                ["limits__PushBurst"] = "2",
            },
        });
        await using HubLine first = await HubLine.OpenAsync(server.Address, null);
        HubLine second = await HubLine.OpenAsync(server.Address, null);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HubLine.OpenAsync(server.Address, null));
        Assert.StartsWith("HTTP/1.1 429", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Retry-After:", refused.Message, StringComparison.OrdinalIgnoreCase);
        await second.DisposeAsync();
        await ServerProcess.UntilAsync(
            async () =>
            {
                try
                {
                    await (await HubLine.OpenAsync(server.Address, null)).DisposeAsync();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            },
            "a place becomes free again");

        Answer answer;
        int pushes = 0;
        do
            answer = await server.PushAsync(ShopRegistry.Snapshot("same", 'a', 1), ShopRegistry.ShopA, "?dryRun=true");
        while (answer.Status == HttpStatusCode.OK && ++pushes < 50);
        answer.MustBe(HttpStatusCode.TooManyRequests, "rateLimited");
        Assert.InRange(int.Parse(answer.RetryAfter!), 1, 60);
        Assert.Equal(HttpStatusCode.OK,
            (await server.PushAsync(ShopRegistry.Snapshot("other", 'b', 1), ShopRegistry.ShopB)).Status);
    }
}
