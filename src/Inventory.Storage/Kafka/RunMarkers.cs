using System.Buffers.Text;
using System.Text.Json;
using Inventory.Storage.Log;

namespace Inventory.Storage.Kafka;

/// <summary>
/// A run's marker for each partition. A partition knows only its own locations, so its marker states how many of the
/// run are its own; 0 too, for then all of the feed's former locations there are gone.
/// </summary>
internal static class RunMarkers
{
    /// <summary>How many different locations of the entries stand in each partition.</summary>
    public static int[] Count(IReadOnlyList<LogEntry> entries, int partitions)
    {
        int[] counts = new int[partitions];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (LogEntry entry in entries)
        {
            if (entry.Location.Length > 0 && seen.Add(entry.Location))
                counts[KafkaPartitioner.PartitionOf(entry.Location, partitions)]++;
        }

        return counts;
    }

    /// <summary>The marker with each partition's own count.</summary>
    /// <exception cref="StorageException">The payload is no run marker.</exception>
    public static ReadOnlyMemory<byte>[] Split(ReadOnlyMemory<byte> marker, int[] counts)
    {
        (int start, int length, int stated) = FindLocations(marker.Span);
        // A run of more locations than came here did not come whole: every partition's marker must be one that changes
        // nothing, as the whole marker would.
        int missing = Math.Max(0, stated - counts.Sum());
        var parts = new ReadOnlyMemory<byte>[counts.Length];
        Span<byte> digits = stackalloc byte[11];
        for (int partition = 0; partition < counts.Length; partition++)
        {
            Utf8Formatter.TryFormat(counts[partition] + missing, digits, out int written);
            byte[] part = new byte[marker.Length - length + written];
            marker.Span[..start].CopyTo(part);
            digits[..written].CopyTo(part.AsSpan(start));
            marker.Span[(start + length)..].CopyTo(part.AsSpan(start + written));
            parts[partition] = part;
        }

        return parts;
    }

    private static (int Start, int Length, int Stated) FindLocations(ReadOnlySpan<byte> marker)
    {
        try
        {
            var reader = new Utf8JsonReader(marker);
            bool isClosed = false;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.CurrentDepth == 1)
                    isClosed = reader.ValueTextEquals("runClosed"u8);
                else if (isClosed && reader.CurrentDepth == 2 && reader.ValueTextEquals("locations"u8) && reader.Read())
                    return ((int)reader.TokenStartIndex, reader.ValueSpan.Length, reader.GetInt32());
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new StorageException("An entry without a location is no run marker.", e);
        }

        throw new StorageException("An entry without a location is no run marker.");
    }
}
