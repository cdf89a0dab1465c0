using System.Diagnostics;

namespace Inventory.Load;

/// <summary>Waits until a watcher sees the level on the asked side of the jump, and says when. Thread safe.</summary>
internal sealed class Sighting
{
    private readonly Lock _lock = new();
    private bool _wanted;
    private TaskCompletionSource<long>? _waiting;

    /// <summary>Begins to wait for a side; call it before the probe is pushed.</summary>
    public Task<long> Expect(bool isHigh)
    {
        lock (_lock)
        {
            _wanted = isHigh;
            _waiting = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }

    /// <summary>Tells what is seen now.</summary>
    public void See(long quantity)
    {
        long at = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            if (_waiting is not null && _wanted == quantity >= Probe.Jump / 2)
                _waiting.TrySetResult(at);
        }
    }
}
