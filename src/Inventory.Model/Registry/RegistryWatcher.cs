using Inventory.Model.Registry.Files;

namespace Inventory.Model.Registry;

/// <summary>
/// Keeps the registry as its files stand: looks at names, sizes and times of the files from time to time, and reads
/// them again when they changed. A folder that is still being written is left alone until two looks in a row see the
/// same; a folder with errors is reported and
/// the last good registry stays. Looking needs no notices from the file system, which network shares and container
/// mounts lose.
/// </summary>
public sealed class RegistryWatcher : IDisposable
{
    /// <summary>Time between two looks: a change is taken within two of them, and 10,000 file stamps cost some
    /// milliseconds.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly string _directory;
    private readonly Action<StockRegistry> _changed;
    private readonly Action<IReadOnlyList<RegistryError>> _failed;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private string _judgedStamp;
    private string _lastStamp;
    private volatile StockRegistry _current;
    private volatile IReadOnlyList<RegistryError> _errors = [];

    /// <summary>A watcher of <paramref name="directory"/>, from which <paramref name="current"/> was loaded.</summary>
    /// <param name="directory">The registry's folder.</param>
    /// <param name="current">The registry in use.</param>
    /// <param name="changed">Called with each new registry, on the timer's thread.</param>
    /// <param name="failed">Called once for each changed folder that has errors, on the timer's thread.</param>
    public RegistryWatcher(
        string directory,
        StockRegistry current,
        Action<StockRegistry> changed,
        Action<IReadOnlyList<RegistryError>> failed)
    {
        (_directory, _current, _changed, _failed) = (directory, current, changed, failed);
        // Nothing is judged yet: had the files changed since they were loaded, the first two looks find it out by the
        // content's hash.
        (_judgedStamp, _lastStamp) = (string.Empty, string.Empty);
    }

    /// <summary>The newest good registry. Any thread may read it.</summary>
    public StockRegistry Current => _current;

    /// <summary>What is wrong with the folder as it stands; empty when <see cref="Current"/> is what stands there. Any
    /// thread may read it.</summary>
    public IReadOnlyList<RegistryError> Errors => _errors;

    /// <summary>Looks every <see cref="PollInterval"/> of <paramref name="clock"/> until disposed.</summary>
    public void Start(TimeProvider clock)
    {
        lock (_gate)
            _timer ??= clock.CreateTimer(_ => Poll(), null, PollInterval, PollInterval);
    }

    /// <summary>Looks once; true when a new registry was taken.</summary>
    public bool Poll()
    {
        // A look that takes longer than the interval must not be overtaken by the next one.
        if (!_gate.TryEnter())
            return false;
        try
        {
            return PollAlone();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private bool PollAlone()
    {
        string stamp = Stamp();
        bool isStable = stamp == _lastStamp;
        _lastStamp = stamp;
        if (!isStable || stamp == _judgedStamp)
            return false;
        StockRegistry? loaded = RegistryLoader.Load(_directory, out IReadOnlyList<RegistryError> errors);
        // Somebody wrote while it was read: what was read may be half of the old and half of the new.
        if (Stamp() != stamp)
            return false;
        _judgedStamp = stamp;
        _errors = errors;
        if (loaded is null)
        {
            _failed(errors);
            return false;
        }

        if (loaded.Version == _current.Version)
            return false;
        _current = loaded;
        _changed(loaded);
        return true;
    }

    private string Stamp()
    {
        try
        {
            return string.Join('\n', RegistryFolder.Names(_directory).Select(StampOf));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder cannot be listed at the moment; loading will say why if that lasts.
            return e.Message;
        }
    }

    private string StampOf(string name)
    {
        var file = new FileInfo(Path.Combine(_directory, name));
        return file.Exists ? $"{name} {file.Length} {file.LastWriteTimeUtc.Ticks}" : name;
    }
}
