using System.Collections.Concurrent;
using System.Globalization;

namespace Inventory.Storage.Checkpoints;

/// <summary>
/// Checkpoints of the partitions a core may hold, one folder for each. The folder may be shared by all cores: a
/// file's name is the offset its state belongs to, and equal offsets have equal states.
/// </summary>
public sealed class PartitionCheckpoints
{
    private readonly string directory;
    private readonly string instance;
    private readonly ConcurrentDictionary<int, CheckpointStore> stores = new();

    /// <summary>Opens the folder, creating what is missing.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="instance">This process, a name no other one has: unfinished files carry it.</param>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public PartitionCheckpoints(string directory, string instance)
    {
        this.directory = directory;
        this.instance = string.Concat(instance.Where(char.IsAsciiLetterOrDigit));
    }

    /// <summary>The checkpoints of a partition.</summary>
    /// <exception cref="StorageException">Its folder cannot be used.</exception>
    public CheckpointStore For(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        string name = partition.ToString("'p'00000", CultureInfo.InvariantCulture);
        return stores.GetOrAdd(partition, _ => new CheckpointStore(Path.Combine(directory, name), instance));
    }
}
