using System.Buffers;
using System.Text;
using Inventory.Adapters.Simulated;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.Stages;

/// <summary>The same simulated nation in every form that a stage takes: snapshots, canonical bytes, a delimited
/// file.</summary>
internal sealed class StageInput
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(9));

    public StageInput(string registryFolder, int snapshots)
    {
        Registry = RegistryLoader.Load(registryFolder, out var errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
        var nation = new Nation(Registry, new NationOptions { Seed = 20200311 });
        Raw = new StockSnapshot[snapshots];
        for (int i = 0; i < snapshots; i++)
            Raw[i] = nation.Next(Start.AddMilliseconds(i * 10));
        Lines = Raw.Sum(snapshot => (long)snapshot.Lines.Count);
        Now = Start.AddMilliseconds(snapshots * 10L);
    }

    public StockRegistry Registry { get; }

    /// <summary>As the participants state them: without base quantities.</summary>
    public StockSnapshot[] Raw { get; }

    public long Lines { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Snapshots that have passed the validator, base quantities included.</summary>
    public StockSnapshot[] Valid() =>
        [.. Raw.Select(snapshot => SnapshotValidator.Validate(snapshot, Registry, Now, null, [], [])!)];

    /// <summary>Log records of these snapshots from an offset on.</summary>
    public static LogRecord[] Records(IReadOnlyList<StockSnapshot> snapshots, long fromOffset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        var records = new LogRecord[snapshots.Count];
        for (int i = 0; i < records.Length; i++)
        {
            buffer.Clear();
            writer.Write(snapshots[i], buffer);
            records[i] = new LogRecord(fromOffset + i, Start.ToUnixTimeMilliseconds(), buffer.WrittenSpan.ToArray());
        }

        return records;
    }

    /// <summary>A file of one retailer as its till would write it: code, quantity, unit, place, time.</summary>
    public byte[] DelimitedFile(int rows)
    {
        var text = new StringBuilder("JANコード,在庫数,単位,店舗コード,時点\r\n");
        string[] places =
        [
            .. Registry.Locations.Values.Where(place => place.Participant.Value == "retailer-01").Select(place => place.Id.Value),
        ];
        Item[] items = [.. Registry.Items.Values.Where(item => item.Id.IsGtin)];
        for (int row = 0; row < rows; row++)
        {
            Item item = items[row % items.Length];
            string place = places[row / items.Length % places.Length];
            text.Append(item.Id.Value.AsSpan(1)).Append(',').Append(row % 997).Append(',').Append(item.Packs[0].Unit)
                .Append(',').Append(place).Append(",2026/11/22 9:05\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The raw snapshots as newline-delimited canonical JSON.</summary>
    public byte[] CanonicalFile()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        foreach (StockSnapshot snapshot in Raw)
        {
            writer.Write(snapshot, buffer);
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static ParticipantId DemoRetailer { get; } = new("retailer-01");
}
