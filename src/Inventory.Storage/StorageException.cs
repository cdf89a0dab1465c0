namespace Inventory.Storage;

/// <summary>A bad environment: disk full, file locked, database corrupt. Caught in one place per pipeline.</summary>
public sealed class StorageException : Exception
{
    /// <summary>An exception that says whether a retry helps.</summary>
    public StorageException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>An exception without a statement about retries.</summary>
    public StorageException()
    {
    }

    /// <summary>A permanent failure.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>A permanent failure with its cause.</summary>
    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>True when a later retry may succeed.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the other side asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
