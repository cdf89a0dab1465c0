using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inventory.EndToEnd.Pages;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>
/// The built server as a process of its own, with a data folder that outlives it: what a participant and a power cut
/// see, and nothing more.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int PatienceSeconds = 60;
    private readonly StringBuilder _output = new();
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly bool _ownsFolder;
    private Process? _process;

    private ServerProcess(ServerSetup setup)
    {
        _ownsFolder = setup.Data is null;
        Data = setup.Data ?? Directory.CreateTempSubdirectory("inventory-e2e-").FullName;
        Registry = setup.Registry ?? Path.Combine(PageServer.Root, "infra", "registry");
        _settings = setup.Settings;
        _arguments = setup.Arguments;
    }

    public string Data { get; }

    public string Registry { get; }

    public HttpClient Client { get; private set; } = new();

    /// <summary>When it was last ready.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public Uri Address => Client.BaseAddress!;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSetup? setup = null)
    {
        var server = new ServerProcess(setup ?? new ServerSetup());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Runs it to its end and tells the exit code and what it said; for starts that must fail.</summary>
    public static async Task<(int Code, string Said)> RunToEndAsync(params string[] arguments)
    {
        using Process process = Launch(arguments, new Dictionary<string, string>());
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The server was expected to end by itself: {string.Join(' ', arguments)}");
        }

        return (process.ExitCode, await output + await error);
    }

    /// <summary>Starts the process again on the same data.</summary>
    public async Task StartAgainAsync()
    {
        await LaunchAsync();
        await ReadyAsync();
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        await UntilAsync(
            async () => (await GetAsync("/health/ready", null)).Status == HttpStatusCode.OK,
            "the server is ready: " + string.Join(' ', _arguments));
        StartedAt = DateTimeOffset.UtcNow;
    }

    /// <summary>A process that is not started yet.</summary>
    public static ServerProcess Prepare(ServerSetup setup) => new(setup);

    /// <summary>Starts it and waits until it says where it listens; it may not be ready yet.</summary>
    public async Task LaunchAsync()
    {
        string[] arguments =
            ["--urls", "http://127.0.0.1:0", "--data", Data, "--registry", Registry, .. _arguments];
        _process = Launch(arguments, _settings);
        int from = Output.Length;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Uri? address = null;
        await UntilAsync(
            () =>
            {
                Assert.False(_process.HasExited, "The server ended: " + Output);
                Match said = RunningAt().Match(Output, from);
                address = said.Success ? new Uri(said.Groups[1].Value) : null;
                return Task.FromResult(address is not null);
            },
            "the server says where it listens");
        Client.Dispose();
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
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

    /// <summary>Ends the process as an operator would, and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds));
        await _process!.WaitForExitAsync(patience.Token);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends a signal, such as STOP or CONT: a process that hangs and comes back.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString()]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Memory the process really holds, in bytes.</summary>
    public long ResidentBytes()
    {
        _process!.Refresh();
        return _process.WorkingSet64;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? key, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text, response.Headers.RetryAfter?.ToString());
    }

    public Task<Answer> GetAsync(string path, string? key) => SendAsync(HttpMethod.Get, path, key);

    /// <summary>Pushes a native file.</summary>
    public Task<Answer> PushFileAsync(string feed, byte[] file, string key, string query = "") =>
        SendAsync(HttpMethod.Post, $"/v1/feeds/{feed}/snapshots{query}", key, new ByteArrayContent(file));

    /// <summary>Pushes canonical JSON.</summary>
    public Task<Answer> PushAsync(string json, string key, string query = "") => SendAsync(
        HttpMethod.Post, "/v1/snapshots" + query, key, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Waits until the core has applied what is durable and published it.</summary>
    public async Task SettleAsync()
    {
        long end = 0;
        await UntilAsync(
            async () =>
            {
                JsonElement ready = (await GetAsync("/health/ready", null)).Json;
                end = ready.GetProperty("log").GetProperty("nextOffset").GetInt64();
                return ready.GetProperty("core").GetProperty("nextOffset").GetInt64() >= end;
            },
            "the core applies the log");
        // What is published from here on was computed after the last record.
        string before = await ComputedAtAsync();
        await UntilAsync(async () => await ComputedAtAsync() != before, "the core publishes");
    }

    /// <summary>All levels and all cells, without what tells the time: equal texts mean equal states.</summary>
    public async Task<string> StateAsync(string ministryKey)
    {
        await SettleAsync();
        Answer levels = await GetAsync("/v1/levels?by=category,prefecture,tier,status", ministryKey);
        Answer cells = await GetAsync("/v1/cells", ministryKey);
        Assert.Equal(HttpStatusCode.OK, levels.Status);
        Assert.Equal(HttpStatusCode.OK, cells.Status);
        return levels.Json.GetProperty("levels").GetRawText() + "\n" + cells.Text;
    }

    /// <summary>Looks until it holds; a test that waits in vain says for what.</summary>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, string what, int seconds = PatienceSeconds)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds, "waited in vain: " + what);
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        if (_ownsFolder)
            Directory.Delete(Data, recursive: true);
    }

    private static Process Launch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = PageServer.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Inventory.Server.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in settings)
            start.Environment["INVENTORY_" + name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
    }

    private async Task<string> ComputedAtAsync()
    {
        Answer coverage = await GetAsync("/v1/coverage", null);
        return coverage.Status == HttpStatusCode.OK ? coverage.Json.GetProperty("computedAt").GetString()! : string.Empty;
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    [GeneratedRegex(@"is running at (http://[0-9.:]+)")]
    private static partial Regex RunningAt();
}
