using System.Text.Json;
using Inventory.Model.Levels;

namespace Inventory.Server.Levels;

/// <summary>Writes which partitions are behind; nothing where none is, which is so in a single process.</summary>
internal static class BehindJson
{
    /// <summary>Writes the member <c>partitionsBehind</c> where there is something to say.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PartitionBehind> behind)
    {
        if (behind.Count == 0)
            return;
        json.WriteStartArray("partitionsBehind"u8);
        foreach (PartitionBehind one in behind)
        {
            json.WriteStartObject();
            json.WriteNumber("partition"u8, one.Partition);
            if (one.LagRecords is { } lag)
                json.WriteNumber("lagRecords"u8, lag);
            if (one.TickAgeMs is { } age)
                json.WriteNumber("tickAgeSeconds"u8, age / 1000.0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
