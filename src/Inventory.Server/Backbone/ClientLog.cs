namespace Inventory.Server.Backbone;

/// <summary>What the Kafka client library reports, each text at most once in ten seconds.</summary>
internal sealed partial class ClientLog(ILogger<ClientLog> log)
{
    private const long QuietMs = 10_000;
    private readonly Lock _gate = new();
    private string? _last;
    private long _at;

    /// <summary>Takes a line; returns at once.</summary>
    public void Write(string text)
    {
        lock (_gate)
        {
            long now = Environment.TickCount64;
            if (text == _last && now - _at < QuietMs)
                return;
            (_last, _at) = (text, now);
        }

        LogSaid(text);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka client: {Text}")]
    private partial void LogSaid(string text);
}
