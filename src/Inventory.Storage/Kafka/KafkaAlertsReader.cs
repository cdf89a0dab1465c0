using System.Text.Json;
using Confluent.Kafka;
using Inventory.Model.Alerts;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Follows the alerts from the beginning; the newest state of an id wins. What a judge wrote after another had taken
/// over is left out. <see cref="Poll"/> belongs to one thread.
/// </summary>
public sealed class KafkaAlertsReader : IDisposable
{
    private readonly Follower follower;
    private long epoch;
    private long ignored;

    /// <summary>Starts at the beginning. The topic has one partition, for its order is what tells judges
    /// apart.</summary>
    /// <exception cref="StorageException">The settings are wrong, or the native library is missing.</exception>
    public KafkaAlertsReader(KafkaOptions options) =>
        follower = new Follower(options, options.Topics.Alerts, "alerts", Follower.FromBeginning(1));

    /// <summary>True once the topic was read up to its end.</summary>
    public bool IsCaughtUp => follower.IsCaughtUp;

    /// <summary>Messages ignored because another judge had taken over, or because they were no alerts.</summary>
    public long Ignored => Interlocked.Read(ref ignored);

    /// <summary>Adds at most <paramref name="countMax"/> alerts after waiting at most <paramref name="wait"/> for the
    /// first; returns how many.</summary>
    /// <exception cref="StorageException">The reader is broken for good and must be made anew.</exception>
    public int Poll(List<Alert> into, int countMax, TimeSpan wait)
    {
        int added = 0;
        while (added < countMax && follower.Next(wait) is { } result)
        {
            wait = TimeSpan.Zero;
            if (Read(result) is { } alert)
            {
                into.Add(alert);
                added++;
            }
            else
            {
                Interlocked.Increment(ref ignored);
            }
        }

        return added;
    }

    /// <inheritdoc/>
    public void Dispose() => follower.Dispose();

    private Alert? Read(ConsumeResult<byte[]?, byte[]?> result)
    {
        if (KafkaHeaders.Number(result.Message.Headers, KafkaHeaders.Epoch) is { } number)
        {
            if (number < epoch)
                return null;
            epoch = number;
        }

        if (result.Message.Value is not { } value)
            return null;
        try
        {
            return AlertJson.Read(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
