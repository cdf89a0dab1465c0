using Inventory.Storage;

namespace Inventory.Server.Ingest;

/// <summary>
/// Whether the log took the last append; read by the probes. One line is logged per failure, not per push.
/// </summary>
internal sealed partial class LogHealth(ILogger<LogHealth> log)
{
    private volatile string? _error;

    /// <summary>Why the last append failed; null when it did not.</summary>
    public string? Error => _error;

    /// <summary>The log took an append.</summary>
    public void Succeeded()
    {
        if (_error is null)
            return;
        _error = null;
        LogBack();
    }

    /// <summary>The log refused an append.</summary>
    public void Failed(StorageException error)
    {
        if (_error is null)
            LogLost(error);
        _error = error.Message;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log cannot be written; pushes are answered 503")]
    private partial void LogLost(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The log can be written again")]
    private partial void LogBack();
}
