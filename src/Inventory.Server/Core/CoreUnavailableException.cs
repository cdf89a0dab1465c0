namespace Inventory.Server.Core;

/// <summary>
/// The core cannot answer now: it is starting, stopping, failed, or asked too much. The caller answers 503.
/// </summary>
internal sealed class CoreUnavailableException : Exception
{
    /// <summary>An exception with its reason.</summary>
    public CoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception without a reason.</summary>
    public CoreUnavailableException()
    {
    }

    /// <summary>An exception with its cause.</summary>
    public CoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
