using System.Globalization;
using Inventory.Engine.Arrow;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>Levels as an Arrow IPC stream: one row a level, the names of the CSV's columns, what stands around the
/// levels as notes of the schema.</summary>
internal static class LevelArrow
{
    /// <summary>The media type.</summary>
    public const string Type = "application/vnd.apache.arrow.stream";

    // One dictionary holds all names: they are few, and no two columns' names are confused by it.
    private const int Names = 0;

    private static readonly ArrowField[] Fields =
    [
        new("category", ArrowType.Dictionary, true, Names),
        new("prefecture", ArrowType.Dictionary, true, Names),
        new("tier", ArrowType.Dictionary, true, Names),
        new("status", ArrowType.Dictionary, true, Names),
        new("quantity", ArrowType.Int64, true),
        new("staleQuantity", ArrowType.Int64, true),
        new("unit", ArrowType.Dictionary, true, Names),
        new("expected", ArrowType.Int32, true),
        new("reporting", ArrowType.Int32, true),
        new("stocked", ArrowType.Int32, true),
        new("out", ArrowType.Int32, true),
        new("participants", ArrowType.Int32, true),
        new("outflowPerDay", ArrowType.Float64, true),
        new("daysOfSupply", ArrowType.Float64, true),
        new("asOfOldest", ArrowType.Timestamp, true),
        new("asOfNewest", ArrowType.Timestamp, true),
        new("suppressed", ArrowType.Bool, false),
        new("band", ArrowType.Dictionary, true, Names),
    ];

    /// <summary>The whole answer.</summary>
    public static byte[] ToBytes(LevelSet set, bool isSimulated)
    {
        var names = new Dictionary<string, long>(StringComparer.Ordinal);
        ArrowColumn[] columns = [.. Fields.Select(x => new ArrowColumn(x.Type))];
        foreach (Level level in set.Levels)
            Add(columns, level, name => Number(names, name));
        var to = new MemoryStream();
        var writer = new ArrowWriter(to, Fields, Notes(set, isSimulated));
        writer.Begin();
        writer.WriteDictionary(Names, [.. names.Keys]);
        writer.WriteBatch(columns);
        writer.End();
        return to.ToArray();
    }

    private static List<KeyValuePair<string, string>> Notes(LevelSet set, bool isSimulated)
    {
        List<KeyValuePair<string, string>> notes =
        [
            new("audience", LevelNames.Of(set.Audience)),
            new("sequence", set.Sequence.ToString(CultureInfo.InvariantCulture)),
            new("computedAt", CanonicalTime.Format(set.ComputedAt)),
        ];
        if (isSimulated)
            notes.Add(new("simulated", "true"));
        if (set.PartitionsBehind.Count > 0)
            notes.Add(new("partitionsBehind", string.Join(',', set.PartitionsBehind.Select(x => x.Partition))));
        return notes;
    }

    private static void Add(ArrowColumn[] columns, Level level, Func<string?, long?> number)
    {
        int at = 0;
        columns[at++].Add(number(level.Category));
        columns[at++].Add(number(level.Prefecture));
        columns[at++].Add(number(level.Tier));
        columns[at++].Add(number(level.Status));
        columns[at++].Add(level.Quantity);
        columns[at++].Add(level.StaleQuantity);
        columns[at++].Add(number(level.Unit));
        columns[at++].Add(level.Locations?.Expected);
        columns[at++].Add(level.Locations?.Reporting);
        columns[at++].Add(level.Locations?.Stocked);
        columns[at++].Add(level.Locations?.Out);
        columns[at++].Add(level.Participants);
        columns[at++].Add(Rounded(level.OutflowPerDay));
        columns[at++].Add(Rounded(level.DaysOfSupply));
        columns[at++].Add(level.AsOf?.Oldest.ToUnixTimeMilliseconds());
        columns[at++].Add(level.AsOf?.Newest.ToUnixTimeMilliseconds());
        columns[at++].Add((bool?)level.Suppressed);
        columns[at].Add(number(level.Band is { } band ? LevelNames.Of(band) : null));
    }

    /// <summary>As the JSON gives it.</summary>
    private static double? Rounded(double? value) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, 3) : null;

    private static long? Number(Dictionary<string, long> names, string? name)
    {
        if (name is null)
            return null;
        if (names.TryGetValue(name, out long number))
            return number;
        number = names.Count;
        names.Add(name, number);
        return number;
    }
}
