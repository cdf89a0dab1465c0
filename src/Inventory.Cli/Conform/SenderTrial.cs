using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Inventory.Cli.Conform;

/// <summary>
/// An endpoint on this machine that speaks the push contract and goes wrong on purpose, so that a sender can be
/// watched. It stores nothing; it listens on the loopback address only.
/// </summary>
internal sealed class SenderTrial : IAsyncDisposable
{
    /// <summary>The key that the sender is to use: it opens nothing anywhere else.</summary>
    public const string Key = "conform-trial";

    private readonly WebApplication _app;
    private readonly int _retryAfterSeconds;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<SeenDelivery> _seen = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SenderTrial(WebApplication app, int retryAfterSeconds) =>
        (_app, _retryAfterSeconds) = (app, retryAfterSeconds);

    /// <summary>Where the sender is to send.</summary>
    public string Url => _app.Urls.First();

    /// <summary>What it sent so far.</summary>
    public IReadOnlyList<SeenDelivery> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen];
        }
    }

    /// <summary>Opens the endpoint.</summary>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="retryAfterSeconds">What <c>Retry-After</c> asks for.</param>
    public static async Task<SenderTrial> StartAsync(int port, int retryAfterSeconds)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.Limits.MaxRequestBodySize = ConformLimits.RequestBytesMax;
        });
        WebApplication app = builder.Build();
        var trial = new SenderTrial(app, retryAfterSeconds);
        app.MapPost("/v1/feeds/{feed}/snapshots", trial.AnswerAsync);
        app.MapPost("/v1/snapshots", trial.AnswerAsync);
        await app.StartAsync();
        return trial;
    }

    /// <summary>Waits until the script is done and the sender has been quiet, or the time is over.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="quiet">How long to watch for needless repeats after the last step.</param>
    public async Task WatchAsync(TimeSpan limit, TimeSpan quiet, CancellationToken cancellation)
    {
        Task first = await Task.WhenAny(_done.Task, Task.Delay(limit, cancellation));
        cancellation.ThrowIfCancellationRequested();
        if (first == _done.Task)
            await Task.Delay(quiet, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        byte[]? body = await BodyOfAsync(context.Request, context.RequestAborted);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        SeenDelivery delivery = Note(context.Request, body);
        await AnswerAsync(context, delivery.Step);
        lock (_gate)
        {
            _seen[_seen.IndexOf(delivery)] = delivery with { AnsweredAt = Stopwatch.GetElapsedTime(_start) };
            if (delivery.Step == TrialStep.Accepted || _seen.Count >= ConformLimits.RequestsMax)
                _done.TrySetResult();
        }
    }

    /// <summary>Reads the body, unpacked; null when it passes the limit.</summary>
    private static async Task<byte[]?> BodyOfAsync(HttpRequest request, CancellationToken cancellation)
    {
        bool isGzip = request.Headers.ContentEncoding == "gzip";
        await using Stream body = isGzip ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var kept = new MemoryStream();
        byte[] block = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(block, cancellation)) > 0)
        {
            if (kept.Length + read > ConformLimits.RequestBytesMax)
                return null;
            kept.Write(block, 0, read);
        }

        return kept.ToArray();
    }

    private SeenDelivery Note(HttpRequest request, byte[] body)
    {
        lock (_gate)
        {
            SeenDelivery delivery = SeenDelivery.Of(
                TrialStep.Busy, Stopwatch.GetElapsedTime(_start), request.Headers.Authorization == $"Bearer {Key}",
                request.Path, request.Headers["X-File-Name"], request.Headers["X-As-Of"], body);
            delivery = delivery with { Step = StepFor(delivery.Content) };
            _seen.Add(delivery);
            return delivery;
        }
    }

    /// <summary>
    /// The first four steps follow request by request. Content that was delivered stays delivered and what was refused
    /// stays refused, as a real server would have it; only something new goes on with the script.
    /// </summary>
    private TrialStep StepFor(string content)
    {
        if (_seen.Count < (int)TrialStep.Refused)
            return (TrialStep)_seen.Count;
        SeenDelivery? same = _seen.FindLast(x => x.Content == content && x.Step >= TrialStep.LostAnswer);
        if (same is { Step: TrialStep.Refused })
            return TrialStep.Refused;
        if (same is not null)
            return TrialStep.Duplicate;
        return _seen.Exists(x => x.Step == TrialStep.Refused) ? TrialStep.Accepted : TrialStep.Refused;
    }

    private async Task AnswerAsync(HttpContext context, TrialStep step)
    {
        HttpResponse response = context.Response;
        switch (step)
        {
            case TrialStep.Busy:
                await ProblemAsync(response, 503, "busy", "混み合っています。", "The server is busy.");
                break;
            case TrialStep.TooFast:
                await ProblemAsync(response, 429, "rateLimited", "送付が速すぎます。", "Sent too fast.");
                break;
            case TrialStep.LostAnswer:
                context.Abort();
                break;
            case TrialStep.Refused:
                await ProblemAsync(response, 422, "nothingAccepted", "水準を言う行がありません。", "No line states a level.");
                break;
            default:
                await ReceiptAsync(response, isDuplicate: step == TrialStep.Duplicate);
                break;
        }
    }

    private async Task ProblemAsync(HttpResponse response, int status, string reason, string ja, string en)
    {
        response.StatusCode = status;
        if (status is 503 or 429)
            response.Headers.RetryAfter = _retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        response.ContentType = "application/problem+json";
        string lines = status == 422
            ? ",\"snapshots\":0,\"lines\":{\"accepted\":0,\"rejected\":1,\"duplicate\":0},\"warnings\":[],\"rejections\":[]"
            : string.Empty;
        await response.WriteAsync(
            $"{{\"type\":\"about:blank\",\"title\":\"{en}\",\"status\":{status},\"reason\":\"{reason}\","
            + $"\"message\":{{\"ja\":\"{ja}\",\"en\":\"{en}\"}}{lines}}}");
    }

    private async Task ReceiptAsync(HttpResponse response, bool isDuplicate)
    {
        response.ContentType = "application/json";
        int number;
        lock (_gate)
            number = _seen.Count;
        (int accepted, int duplicate) = isDuplicate ? (0, 1) : (1, 0);
        await response.WriteAsync(
            $"{{\"receipt\":\"trial-{number}\",\"receivedAt\":\"{Model.Snapshots.CanonicalTime.Format(TimeProvider.System.GetUtcNow())}\","
            + $"\"snapshots\":{accepted},\"lines\":{{\"accepted\":{accepted},\"rejected\":0,\"duplicate\":{duplicate}}},"
            + "\"warnings\":[],\"rejections\":[]}");
    }
}
