using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inventory.Tests.Storage.History;

/// <summary>An InfluxDB that answers writes as a test scripts it; everything else is answered well.</summary>
internal sealed class ScriptedInflux : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Queue<(int Status, string Body, string? RetryAfter)> script = new();

    public ScriptedInflux()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Bodies of writes that were answered well.</summary>
    public List<string> Taken { get; } = [];

    public string? Version { get; set; } = "1.6.7";

    public List<string> Questions { get; } = [];

    public string? Authorization { get; private set; }

    public TaskCompletionSource? Hold { get; set; }

    public void Answer(int status, string body = "", string? retryAfter = null) => script.Enqueue((status, body, retryAfter));

    public void Dispose()
    {
        Hold?.TrySetResult();
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await ServeAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The test is over, or the client gave up.
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        Authorization = context.Request.Headers["Authorization"];
        (int Status, string Body, string? RetryAfter) answer = (204, string.Empty, null);
        if (context.Request.Url!.AbsolutePath == "/write")
        {
            if (Hold is { } hold)
                await hold.Task;
            using var gzip = new GZipStream(context.Request.InputStream, CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.UTF8);
            string lines = await reader.ReadToEndAsync();
            if (script.Count > 0)
                answer = script.Dequeue();
            if (answer.Status == 204)
                Taken.Add(lines);
        }
        else if (context.Request.Url.AbsolutePath == "/query")
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            Questions.Add(await reader.ReadToEndAsync());
            answer = (200, """{"results":[{}]}""", null);
        }

        if (Version is not null)
            context.Response.AddHeader("X-Influxdb-Version", Version);
        if (answer.RetryAfter is not null)
            context.Response.AddHeader("Retry-After", answer.RetryAfter);
        context.Response.StatusCode = answer.Status;
        byte[] bytes = Encoding.UTF8.GetBytes(answer.Body);
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
