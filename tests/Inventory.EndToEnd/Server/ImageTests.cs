using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inventory.EndToEnd.Pages;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>What the image starts, run as a process: its entry point with its environment, and its health check against it.</summary>
public sealed partial class ImageTests
{
    private static readonly string Infra = Path.Combine(PageServer.Root, "infra");

    [Fact]
    public async Task The_entry_point_serves_and_its_health_check_tells_when()
    {
        string dockerfile = await File.ReadAllTextAsync(Path.Combine(Infra, "Dockerfile"));
        string[] entry = JsonSerializer.Deserialize<string[]>(EntryPoint().Match(dockerfile).Groups[1].Value)!;
        string data = Directory.CreateTempSubdirectory("inventory-image-").FullName;
        int port = FreePort();
        var start = new ProcessStartInfo(entry[0]) { WorkingDirectory = data };
        foreach (string argument in entry[1..])
            start.ArgumentList.Add(Here(argument, data, port));
        foreach (Match setting in Setting().Matches(dockerfile))
            start.Environment[setting.Groups[1].Value] = Here(setting.Groups[2].Value, data, port);
        Assert.True(start.Environment.ContainsKey("INVENTORY_REGISTRY"));
        Assert.NotEqual(0, await HealthyAsync(port));
        using Process server = Process.Start(start)!;
        try
        {
            await ServerProcess.UntilAsync(async () => await HealthyAsync(port) == 0, "the image's server is healthy");
            Assert.NotEqual(0, await HealthyAsync(port, "/health/no-such-thing"));
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/levels")).StatusCode);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The places of the image on this machine.</summary>
    private static string Here(string text, string data, int port) => text switch
    {
        "/data" => data,
        "/registry" => Path.Combine(Infra, "registry"),
        "http://0.0.0.0:8080" => $"http://127.0.0.1:{port}",
        _ => text.Replace("/app/", AppContext.BaseDirectory, StringComparison.Ordinal),
    };

    private static async Task<int> HealthyAsync(int port, params string[] more)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Infra, "healthy.sh"), $"{port}", .. more]) { RedirectStandardError = true };
        using Process check = Process.Start(start)!;
        await check.WaitForExitAsync();
        return check.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^ENTRYPOINT (\\[.*\\])", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex("^(?:ENV | +)([A-Za-z_]+)=(\\S+)", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
