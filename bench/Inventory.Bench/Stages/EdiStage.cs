using System.Diagnostics;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;

namespace Inventory.Bench.Stages;

/// <summary>The EDI adapters in MB/s beside the least that any reader must do: a bare split of the same bytes into
/// segments
/// and elements. Two files of each: one whose quantities are levels, and one whose quantities are none (orders), which
/// costs the reading alone.</summary>
internal sealed class EdiStage(StageInput input, int times, TextWriter output)
{
    private const int Rows = 50_000;

    private readonly Item[] _items = [.. input.Registry.Items.Values.Where(x => x.Id.IsGtin).Take(500)];

    public async Task RunAsync()
    {
        await CompareAsync("INVRPT", "edifact-invrpt", Report("145"), Report("21"), (byte)'\'', (byte)'+');
        await CompareAsync("846", "x12-846", Advice("33"), Advice("63"), (byte)'~', (byte)'*');
    }

    private async Task CompareAsync(string name, string format, byte[] levels, byte[] orders, byte terminator,
        byte element)
    {
        long count = 0;
        output.WriteLine(Measured.Rate($"{name}: bare split into elements", "MB/s", times, () =>
            Measured.PerSecond(levels.Length / 1e6, () => count = Split(levels, terminator, element))));
        if (count == 0)
            throw new InvalidOperationException("The bare split found nothing.");
        output.WriteLine(await RateAsync($"{name}: read, no levels in it", format, orders, 0));
        output.WriteLine(await RateAsync($"{name}: read, map, validate", format, levels, Rows));
    }

    private async Task<Measured> RateAsync(string name, string format, byte[] file, long lines)
    {
        FeedProfile profile = input.Registry.Feeds[format];
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException($"There is no adapter for {format}.");
        double[] rates = new double[times + 1];
        for (int i = 0; i <= times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            FeedReading reading = await adapter.ReadAsync(
                new MemoryStream(file), profile, input.Registry, new Delivery(input.Now), CancellationToken.None);
            rates[i] = file.Length / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (reading.Failure is not null || reading.Accepted != lines)
                throw new InvalidOperationException($"{format} gave {reading.Accepted} of {lines} lines: {reading.Failure}");
        }

        // The first run warms up.
        double[] counted = rates[1..];
        Array.Sort(counted);
        return new Measured(name, counted[times / 2], counted[0], counted[^1], "MB/s");
    }

    public static long Split(ReadOnlySpan<byte> text, byte terminator, byte element)
    {
        long count = 0;
        while (text.IndexOf(terminator) is var end and >= 0)
        {
            ReadOnlySpan<byte> segment = text[..end];
            text = text[(end + 1)..];
            for (; segment.IndexOf(element) is var at and >= 0; count++)
                segment = segment[(at + 1)..];
        }

        return count;
    }

    public byte[] Report(string code)
    {
        var text = new StringBuilder("UNA:+.? '\r\nUNB+UNOC:3+S:14+R:14+261122:0900+1'\r\nUNH+1+INVRPT:D:96A:UN:EAN004'\r\nBGM+35+1+9'\r\n"
            + "DTM+366:20261121:102'\r\nNAD+GY+4900000000009::9'\r\n");
        for (int i = 0; i < Rows; i++)
        {
            text.Append("LIN+").Append(i + 1).Append("++").Append(Gtin(i)).Append(":SRV'\r\nQTY+").Append(code).Append(':').Append(i % 997)
                .Append(":PCE'\r\nLOC+14+STORE").Append(i / 500).Append("::92'\r\nDTM+273:2026010120261231:718'\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append($"UNT+{(Rows * 4) + 5}+1'\r\nUNZ+1+1'\r\n").ToString());
    }

    public byte[] Advice(string code)
    {
        var text = new StringBuilder("ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261122*0900*U*00401*000000001*0*P*>~\n"
            + "GS*IB*S*R*20261122*0900*1*X*004010~\nST*846*0001~\nBIA*00*SI*1*20261121~\nDTM*007*20261121~\n");
        for (int i = 0; i < Rows; i++)
        {
            text.Append("LIN*").Append(i + 1).Append("*VN*V-").Append(i % 500).Append("*EN*").Append(Gtin(i))
                .Append("~\nPID*F****SURGICAL MASK OF FIFTY~\nQTY*").Append(code).Append('*').Append(i % 997)
                .Append("*EA~\nN1*WH**92*STORE").Append(i / 500).Append("~\n");
        }

        return Encoding.ASCII.GetBytes(text.Append($"SE*{(Rows * 4) + 4}*0001~\nGE*1*1~\nIEA*1*000000001~\n").ToString());
    }

    private string Gtin(int row) => _items[row % _items.Length].Id.Value[1..];
}
