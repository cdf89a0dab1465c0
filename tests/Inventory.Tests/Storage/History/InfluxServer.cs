using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Inventory.Tests.Infra;
using Xunit;

namespace Inventory.Tests.Storage.History;

/// <summary>
/// The real InfluxDB of Debian, from a configuration of its own on random ports of loopback, in a folder of its own.
/// </summary>
internal sealed class InfluxServer : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string config;
    private Process? process;

    public InfluxServer(bool withAuthentication = false)
    {
        Port = FreePort();
        config = folder["influxdb.conf"];
        string path(string name) => Path.Combine(folder.Root, name).Replace('\\', '/');
        File.WriteAllText(config, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{FreePort()}"
            [meta]
              dir = "{path("meta")}"
            [data]
              dir = "{path("data")}"
              wal-dir = "{path("wal")}"
              index-version = "tsi1"
              query-log-enabled = false
            [monitor]
              store-enabled = false
            [http]
              bind-address = "127.0.0.1:{Port}"
              log-enabled = false
              auth-enabled = {(withAuthentication ? "true" : "false")}
            [logging]
              level = "error"
            """);
        Start();
    }

    public static string? Missing { get; } = Tools.Find("influxd") is null ? "influxd is not there (infra/test.sh unpacks it, or apt-get install influxdb)" : null;

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public void Start()
    {
        var start = new ProcessStartInfo(Tools.Demand("influxd"), ["-config", config])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (http.Send(new HttpRequestMessage(HttpMethod.Get, "ping")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                Assert.False(process.HasExited, "influxd ended by itself");
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "influxd did not answer");
            Thread.Yield();
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public async Task<string> QueryAsync(string question, string? user = null, string? password = null)
    {
        using var http = new HttpClient { BaseAddress = Address };
        if (user is not null)
        {
            string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["q"] = question });
        using HttpResponseMessage response = await http.PostAsync("query", form);
        return await response.Content.ReadAsStringAsync();
    }

    public void Dispose()
    {
        if (process is not null)
            Kill();
        folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
