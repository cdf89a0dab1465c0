using System.Buffers;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Levels;

/// <summary>Writes levels as UTF-8 JSON. Schema: <c>schemas/levels.v1.schema.json</c>.</summary>
public static class LevelJson
{
    /// <summary>The levels as UTF-8 JSON.</summary>
    public static byte[] ToUtf8(LevelSet levels, bool simulated)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        Write(levels, simulated, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the levels; <paramref name="simulated"/> says that invented data is in them and stands in the
    /// envelope.</summary>
    public static void Write(LevelSet levels, bool simulated, IBufferWriter<byte> output)
    {
        using var json = new JsonOutput(output);
        StartEnvelope(json, levels.Audience, levels.Sequence, levels.ComputedAt, simulated, null);
        foreach (Level level in levels.Levels)
            WriteLevel(json, level);
        json.EndArray();
        if (levels.PartitionsBehind.Count > 0)
            WriteBehind(json, levels.PartitionsBehind);
        json.EndObject();
    }

    /// <summary>One level by itself: the very bytes that stand for it inside the answer.</summary>
    public static byte[] ToUtf8(Level level)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new JsonOutput(output))
            WriteLevel(json, level);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The answer as it was shown: <paramref name="head"/> gives all but its levels, which are bytes of <see
    /// cref="ToUtf8(Level)"/>; <paramref name="at"/> is the time that was asked for.
    /// </summary>
    public static byte[] ToUtf8(
        LevelSet head, bool simulated, DateTimeOffset at, IEnumerable<ReadOnlyMemory<byte>> levels)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new JsonOutput(output))
        {
            StartEnvelope(json, head.Audience, head.Sequence, head.ComputedAt, simulated, at);
            foreach (ReadOnlyMemory<byte> level in levels)
                json.Raw(level.Span);
            json.EndArray();
            json.EndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void StartEnvelope(
        JsonOutput json, Audience audience, long sequence, DateTimeOffset computedAt, bool simulated,
        DateTimeOffset? at)
    {
        json.StartObject();
        json.Text("audience"u8, LevelNames.Of(audience));
        json.Number("sequence"u8, sequence);
        json.Time("computedAt"u8, computedAt);
        json.Flag("simulated"u8, simulated);
        json.Time("at"u8, at);
        json.StartArray("levels"u8);
    }

    private static void WriteBehind(JsonOutput json, IReadOnlyList<PartitionBehind> behind)
    {
        json.StartArray("partitionsBehind"u8);
        foreach (PartitionBehind one in behind)
        {
            json.StartObject();
            json.Number("partition"u8, one.Partition);
            json.Number("lagRecords"u8, one.LagRecords);
            json.Ratio("tickAgeSeconds"u8, one.TickAgeMs / 1000.0);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteLevel(JsonOutput json, Level level)
    {
        json.StartObject();
        json.Text("category"u8, level.Category);
        json.Text("prefecture"u8, level.Prefecture);
        json.Text("tier"u8, level.Tier);
        json.Text("status"u8, level.Status);
        json.Number("quantity"u8, level.Quantity);
        json.Number("staleQuantity"u8, level.StaleQuantity);
        json.Text("unit"u8, level.Unit);
        if (level.Locations is { } locations)
        {
            json.StartObject("locations"u8);
            json.Number("expected"u8, locations.Expected);
            json.Number("reporting"u8, locations.Reporting);
            json.Number("stocked"u8, locations.Stocked);
            json.Number("out"u8, locations.Out);
            json.EndObject();
        }

        json.Number("participants"u8, level.Participants);
        json.Ratio("outflowPerDay"u8, level.OutflowPerDay);
        json.Ratio("daysOfSupply"u8, level.DaysOfSupply);
        if (level.AsOf is { } asOf)
        {
            json.StartObject("asOf"u8);
            json.Time("oldest"u8, asOf.Oldest);
            json.Time("newest"u8, asOf.Newest);
            json.EndObject();
        }

        // Absent means false, as null fields are left out.
        if (level.Suppressed)
            json.Flag("suppressed"u8, true);
        if (level.Band is { } band)
            json.Text("band"u8, LevelNames.Of(band));
        json.EndObject();
    }
}
