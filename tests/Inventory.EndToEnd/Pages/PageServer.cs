using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Inventory.EndToEnd.Pages;

/// <summary>The real server as a process of its own, on a free port, with an empty data folder and the demo
/// registry.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int StartSecondsMax = 60;
    private readonly string _data = Directory.CreateTempSubdirectory("inventory-pages-").FullName;
    private readonly StringBuilder _output = new();
    private readonly int _port = FreePort();
    private Process? _process;

    private PageServer() => Client = new HttpClient { BaseAddress = new Uri(Url) };

    public string Url => $"http://127.0.0.1:{_port}";

    public HttpClient Client { get; }

    public static string Root { get; } = FindRoot();

    /// <summary>Starts it and waits until it says it is ready.</summary>
    public static async Task<PageServer> StartAsync()
    {
        var server = new PageServer();
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Starts the process again on the same port and data.</summary>
    public async Task StartProcessAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        string program = Path.Combine(AppContext.BaseDirectory, "Inventory.Server.dll");
        foreach (string argument in new[] { program, "--urls", Url, "--data", _data, "--registry", Path.Combine(Root, "infra", "registry") })
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun).TotalSeconds > StartSecondsMax)
                throw new InvalidOperationException($"The server is not ready. It said: {_output}");
            await Task.Delay(100);
        }
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Waits until the engine knows a first level.</summary>
    public async Task SettleAsync(string key)
    {
        for (int i = 0; i < 100; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/levels");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using HttpResponseMessage answer = await Client.SendAsync(request);
            if ((await answer.Content.ReadAsStringAsync()).Contains("\"masks\"", StringComparison.Ordinal))
                return;
            await Task.Delay(100);
        }

        throw new InvalidOperationException("The engine knows nothing after ten seconds.");
    }

    /// <summary>Pushes one line of the demo retailer's CSV: pieces of a 7-sheet mask pack in a Sapporo shop.</summary>
    public Task PushMasksAsync(int packs, DateTimeOffset asOf) => PushAsync(asOf, $"09521000010017,{packs},PK");

    /// <summary>Pushes lines "GTIN,count,unit" of the demo retailer's CSV for the same shop.</summary>
    public async Task PushAsync(DateTimeOffset asOf, params string[] lines)
    {
        string time = asOf.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm:ss'+09:00'", CultureInfo.InvariantCulture);
        string file = "JANコード,在庫数,単位,店舗コード,時点\n" + string.Concat(lines.Select(line => $"{line},9520000002015,{time}\n"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feeds/demo-csv/snapshots") { Content = new StringContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "demo-retailer");
        using HttpResponseMessage answer = await Client.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"The push was answered {(int)answer.StatusCode}: {body}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        try
        {
            Directory.Delete(_data, recursive: true);
        }
        catch (IOException)
        {
            // A leftover temporary folder harms nobody; the test's verdict matters more.
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Inventory.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
