namespace Inventory.Storage.Kafka;

/// <summary>
/// A core's writer of partial levels. A partition is claimed first; the claim's number stands on every message. Belongs to
/// one thread.
/// </summary>
public sealed class KafkaLevels : IDisposable
{
    /// <summary>The key of claims.</summary>
    public const string ClaimKey = "claim";

    /// <summary>A writer that connects lazily.</summary>
    public KafkaLevels(KafkaOptions options) => throw new NotSupportedException();

    /// <summary>
    /// Takes the partition over: reads its levels to the end, writes the next number, reads on until it stands there
    /// uncontested. Blocks for some round trips.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="instance">This process, a name no other one has.</param>
    /// <param name="url">Where it answers queries; may be empty.</param>
    /// <param name="known">A follower of the levels in this process, so that reading goes on where it is instead of at the
    /// beginning; null when there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StorageException">The brokers do not answer; the partition is not claimed.</exception>
    public long Claim(
        int partition, string instance, string url, KafkaLevelsReader? known, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>
    /// Hands the messages over, in order, and returns at once. False, and nothing was taken, while the partition's last
    /// messages are not acknowledged yet: then the caller waits and sends what is newest.
    /// </summary>
    public bool Publish(int partition, long epoch, IReadOnlyList<LevelMessage> messages) =>
        throw new NotSupportedException();

    /// <summary>True once after messages of the partition were lost on the way: all groups must be published again.
    /// </summary>
    public bool TakeLoss(int partition) => throw new NotSupportedException();

    /// <summary>Waits until what was handed over is acknowledged or lost.</summary>
    public void Flush(TimeSpan atMost) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
