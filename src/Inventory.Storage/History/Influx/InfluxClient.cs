using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Inventory.Storage.History.Influx;

/// <summary>
/// The two calls every version of InfluxDB shares, <c>/write</c> and <c>/query</c>, over HTTP Basic. A failure says
/// whether waiting helps, and for how long the server asked to be left alone.
/// </summary>
internal sealed class InfluxClient : IDisposable
{
    private const int MessageLengthMax = 2_000;
    private readonly InfluxOptions options;
    private readonly HttpClient http;

    public InfluxClient(InfluxOptions options)
    {
        this.options = options;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
        {
            BaseAddress = options.Address,
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = HistoryLimits.AnswerBytesMax,
        };
        if (options.User is not null || options.Password is not null)
        {
            // An empty user is refused by some versions, and ignored by those that take a token.
            string pair = $"{options.User ?? "inventory"}:{options.Password}";
            http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
    }

    /// <summary>Writes lines with times in milliseconds; null when they were taken, else why they were refused for
    /// good.</summary>
    /// <exception cref="StorageException">They were not taken and may be later.</exception>
    public async Task<string?> WriteAsync(InfluxBody body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"write?db={Uri.EscapeDataString(options.Database)}&precision=ms")
        {
            Content = Compress(body.Bytes),
        };
        using HttpResponseMessage response = await SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode)
            return null;
        string message = InfluxRefusal.Message(await TextAsync(response, cancellation));
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity)
            return message;
        throw Failed(response, message);
    }

    /// <summary>Asks; texts from outside go in as bound parameters only.</summary>
    /// <exception cref="StorageException">It cannot be answered.</exception>
    public async Task<IReadOnlyList<InfluxSeries>> QueryAsync(
        string question, Dictionary<string, string> parameters, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(Question(question, parameters), cancellation);
        if (!response.IsSuccessStatusCode)
            throw Failed(response, InfluxRefusal.Message(await TextAsync(response, cancellation)));
        try
        {
            return InfluxAnswer.Read(await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new StorageException($"InfluxDB at {options.Address}: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>The version it names, or null.</summary>
    /// <exception cref="StorageException">It cannot be reached.</exception>
    public async Task<string?> VersionAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "ping");
        using HttpResponseMessage response = await SendAsync(request, cancellation);
        return response.Headers.TryGetValues("X-Influxdb-Version", out IEnumerable<string>? values)
            ? values.FirstOrDefault() : null;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private HttpRequestMessage Question(string question, Dictionary<string, string> parameters)
    {
        var fields = new Dictionary<string, string>
        {
            ["q"] = question,
            ["params"] = JsonSerializer.Serialize(parameters),
        };
        string path = $"query?db={Uri.EscapeDataString(options.Database)}&epoch=ms";
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
    }

    private static ByteArrayContent Compress(byte[] lines)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(lines);
        var content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StorageException($"InfluxDB at {options.Address} does not answer: {e.Message}", isTransient: true, e);
        }
    }

    private StorageException Failed(HttpResponseMessage response, string message)
    {
        int status = (int)response.StatusCode;
        (string what, bool isTransient) = status switch
        {
            401 or 403 => (
                "refuses the user or password; set INVENTORY_INFLUX__USER and INVENTORY_INFLUX__PASSWORD, or the rights of the user",
                false),
            404 => ($"does not know the database '{options.Database}'", true),
            408 or 429 => ("is busy", true),
            >= 500 => ("failed", true),
            _ => ("refused the call", false),
        };
        return new StorageException($"InfluxDB at {options.Address} {what} ({status}: {message})", isTransient)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        string text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Length <= MessageLengthMax ? text : text[..MessageLengthMax];
    }
}
