using System.Net.Http.Headers;

namespace Inventory.Cli.Push;

/// <summary>How a file is to be sent.</summary>
/// <param name="Path">The call, relative to the server.</param>
/// <param name="IsGzip">True to compress.</param>
/// <param name="AsOf">The as-of stated beside the file, in canonical form; null for none.</param>
internal sealed record Consignment(string Path, bool IsGzip, string? AsOf);

/// <summary>
/// Carries one file to the server and brings the answer back, trying again while the server is busy or away. Trying
/// again is safe: the server knows a delivery by its content.
/// </summary>
internal sealed class Courier(HttpClient client, TimeSpan timeout)
{
    /// <summary>Waits between tries; a test puts its own here.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    /// <summary>The clock of the time limit.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told before each wait: how long, and why.</summary>
    public Action<TimeSpan, string>? OnWait { get; init; }

    /// <summary>Sends a file; an answer with status 0 tells that none came within the time limit.</summary>
    /// <param name="item">The file.</param>
    /// <param name="consignment">How.</param>
    /// <param name="onSent">Told how much has been sent in the current try.</param>
    /// <param name="cancellation">Stops at once.</param>
    public async Task<Answer> SendAsync(
        PushItem item, Consignment consignment, Action<long>? onSent, CancellationToken cancellation)
    {
        long start = Clock.GetTimestamp();
        for (int failures = 1; ; failures++)
        {
            (Answer answer, TimeSpan? retryAfter) = await TryAsync(item, consignment, onSent, start, cancellation);
            if (!IsTransient(answer.Status))
                return answer;
            TimeSpan wait = BackOff.After(failures, retryAfter, Random.Shared.NextDouble());
            if (Clock.GetElapsedTime(start) + wait > timeout)
                return answer;
            OnWait?.Invoke(wait, answer.Reason ?? $"HTTP {answer.Status}");
            await Wait(wait, cancellation);
        }
    }

    private static bool IsTransient(int status) => status is 0 or 408 or 429 or 502 or 503 or 504;

    private async Task<(Answer Answer, TimeSpan? RetryAfter)> TryAsync(
        PushItem item, Consignment consignment, Action<long>? onSent, long start, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TimeSpan left = timeout - Clock.GetElapsedTime(start);
        // The last try still gets a moment, or a limit of zero could never send anything.
        limit.CancelAfter(left > TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, consignment.Path);
            request.Content = new FileBody(item, consignment.IsGzip, onSent);
            request.Headers.Add("X-File-Name", PercentName.Encode(item.Name));
            if (consignment.AsOf is not null)
                request.Headers.Add("X-As-Of", consignment.AsOf);
            using HttpResponseMessage response =
                await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            string body = await response.Content.ReadAsStringAsync(limit.Token);
            return (Answer.Parse((int)response.StatusCode, body), RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (Exception x) when (x is HttpRequestException or IOException)
        {
            return (Answer.None(x.Message), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (Answer.None("no answer in time"), null);
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - Clock.GetUtcNow() : null);
}
