using Inventory.Model.Alerts;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Follows the alerts from the beginning; the newest state of an id wins. What a judge wrote after another had taken over
/// is left out. <see cref="Poll"/> belongs to one thread.
/// </summary>
public sealed class KafkaAlertsReader : IDisposable
{
    /// <summary>Starts at the beginning.</summary>
    public KafkaAlertsReader(KafkaOptions options) => throw new NotSupportedException();

    /// <summary>True once the topic was read up to its end.</summary>
    public bool IsCaughtUp => throw new NotSupportedException();

    /// <summary>Messages ignored because another judge had taken over, or because they were no alerts.</summary>
    public long Ignored => throw new NotSupportedException();

    /// <summary>Adds at most <paramref name="countMax"/> alerts after waiting at most <paramref name="wait"/> for the
    /// first; returns how many.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<Alert> into, int countMax, TimeSpan wait) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
