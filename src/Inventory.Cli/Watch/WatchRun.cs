using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Inventory.Model.Registry;

namespace Inventory.Cli.Watch;

/// <summary>Follows the hub and shows what it says until the user stops it.</summary>
internal sealed class WatchRun(Terminal terminal, Uri server, string? key, LevelFilter filter)
{
    /// <summary>Ages tick once a second even when nothing changes.</summary>
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromSeconds(1);

    /// <summary>What is waiting to be shown: the newest matter, and a screen that is slow loses none of its
    /// order.</summary>
    private readonly Channel<JsonElement> _messages = Channel.CreateBounded<JsonElement>(256);

    private readonly LevelBoard _board = new();
    private volatile bool _isConnected = true;

    /// <summary>True to show one full answer and stop.</summary>
    public bool IsOnce { get; init; }

    /// <summary>True to print messages as they came.</summary>
    public bool IsJson { get; init; }

    /// <summary>How long to wait for the first answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Watches.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var link = new HubLink(server, key, filter)
        {
            OnRaw = x => _messages.Writer.TryWrite(x.Clone()),
            OnLink = isUp => _isConnected = isUp,
        };
        using var first = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        first.CancelAfter(Timeout);
        try
        {
            await link.OpenAsync(first.Token);
            JsonElement message = await _messages.Reader.ReadAsync(first.Token);
            IReadOnlyDictionary<string, BandLimits> limits = IsJson ? new Dictionary<string,
                BandLimits>() : await LimitsAsync(first.Token);
            var table = new LevelTable(terminal, limits);
            Show(message, table);
            if (IsOnce)
                return ExitCodes.AllAccepted;
            return await FollowAsync(table, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UsageException(
                $"サーバーから応答がありません（{Timeout.TotalSeconds:0.#}秒）。",
                $"The server sent no levels within {Timeout.TotalSeconds:0.#} s.", ExitCodes.Unreachable);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a watch ends.
            return ExitCodes.AllAccepted;
        }
    }

    private async Task<int> FollowAsync(LevelTable table, CancellationToken cancellation)
    {
        if (terminal.Screen.Profile.Capabilities.Interactive && !IsJson)
        {
            await FollowOnScreenAsync(table, cancellation);
            return ExitCodes.AllAccepted;
        }

        await foreach (JsonElement message in _messages.Reader.ReadAllAsync(cancellation))
            Show(message, table);
        return ExitCodes.AllAccepted;
    }

    private async Task FollowOnScreenAsync(LevelTable table, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(RedrawEvery);
        await Spectre.Console.AnsiConsoleExtensions.Live(terminal.Screen, table.Render(_board, Now(), _isConnected))
            .StartAsync(async screen =>
            {
                Task<bool> tick = timer.WaitForNextTickAsync(cancellation).AsTask();
                Task<bool> news = _messages.Reader.WaitToReadAsync(cancellation).AsTask();
                while (!cancellation.IsCancellationRequested)
                {
                    await await Task.WhenAny(tick, news);
                    while (_messages.Reader.TryRead(out JsonElement message))
                        Take(message);
                    screen.UpdateTarget(table.Render(_board, Now(), _isConnected));
                    if (tick.IsCompleted)
                        tick = timer.WaitForNextTickAsync(cancellation).AsTask();
                    if (news.IsCompleted)
                        news = _messages.Reader.WaitToReadAsync(cancellation).AsTask();
                }
            });
    }

    private void Show(JsonElement message, LevelTable table)
    {
        if (IsJson)
        {
            terminal.Out.WriteLine(message.GetRawText());
            return;
        }

        Take(message);
        if (!terminal.Screen.Profile.Capabilities.Interactive || IsOnce)
            terminal.Screen.Write(table.Render(_board, Now(), _isConnected));
    }

    private void Take(JsonElement message)
    {
        if (message.Deserialize<LevelMessage>(JsonSerializerOptions.Web) is { } read)
            _board.Take(read);
    }

    /// <summary>The band limits of each category, by which a state gets its word; the defaults where the server does
    /// not tell.</summary>
    private async Task<IReadOnlyDictionary<string, BandLimits>> LimitsAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpClient client = ServerOptions.Client(server, key);
            Limits[]? rows = await client.GetFromJsonAsync<Limits[]>("v1/registry/categories", JsonSerializerOptions.Web, cancellation);
            return (rows ?? []).Where(x => x.Id is not null).ToDictionary(x => x.Id!, x => x.Bands ?? new BandLimits());
        }
        catch (Exception x) when (x is HttpRequestException or JsonException)
        {
            return new Dictionary<string, BandLimits>();
        }
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private sealed record Limits(string? Id, BandLimits? Bands);
}
