using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Adapters.Json;
using Inventory.Engine;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.Stages;

/// <summary>
/// The way of canonical JSON, stage by stage and all of it, beside two floors over the same bytes: the runtime's reader
/// walking every token, and the same taking item and quantity out. MB per second of processor time, best of several
/// turns.
/// </summary>
internal sealed class CanonicalStage(StageInput input, int times, TextWriter output)
{
    private readonly byte[] _lines = input.CanonicalFile();
    private readonly byte[] _spaced = Spaced(input.CanonicalFile());
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private double _bare;
    private string _only = "";

    /// <summary>Writes the row of each stage whose name holds <paramref name="only"/>.</summary>
    public void Run(string only)
    {
        _only = only;
        StockSnapshot[] valid = input.Valid();
        LogRecord[] records = StageInput.Records(valid, 0);
        int logged = records.Sum(x => x.Payload.Length);
        output.WriteLine("stage | MB/s of the delivery's bytes | share of the walk | ns a line | bytes allocated a line");
        _bare = Write("Utf8JsonReader, walk", _lines, () => AdapterTable.WalkLines(_lines));
        Write("Utf8JsonReader, item and quantity", _lines, () => Extract(_lines));
        Write("read and validate, as the writer writes", _lines, () => Read(_lines));
        Write("the same, one array", Array(_lines), file => Read(file));
        Write("the same with blanks, other order, 13 digits", _spaced, () => Read(_spaced));
        Write("validate alone", _lines, () => input.Valid());
        Write("write for the log", _lines, () => WriteAll(valid));
        Write("read from the log", _lines, () => Count(records));
        Write("apply, reading included", _lines, () => Apply(records));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{input.Lines} lines in {input.Raw.Length} snapshots, {_lines.Length} bytes sent, {logged} bytes on the log"));
    }

    private double Write(string name, byte[] file, Action<byte[]> action) => Write(name, file, () => action(file));

    private double Write(string name, byte[] file, Action action)
    {
        if (!name.Contains(_only, StringComparison.OrdinalIgnoreCase))
            return 0;
        double rate = Measured.Best(times, file.Length / 1e6, action);
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double share = rate / (_bare == 0 ? rate : _bare);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} | {rate:N0} | {share:P0} | {file.Length * 1e3 / rate / input.Lines:N0} | {allocated / input.Lines:N0}"));
        return rate;
    }

    private void Read(byte[] file)
    {
        FeedProfile profile = new() { Id = "canonical", Participant = StageInput.DemoRetailer, Format = "canonical-json" };
        FeedReading reading = new CanonicalJsonAdapter().ReadAsync(new MemoryStream(file), profile, input.Registry,
            new Delivery(input.Now, "bench"), CancellationToken.None).GetAwaiter().GetResult();
        if (reading.Accepted != input.Lines)
            throw new InvalidOperationException($"{reading.Failure} {reading.Accepted} of {input.Lines} lines");
    }

    private void WriteAll(StockSnapshot[] snapshots)
    {
        using var writer = new CanonicalWriter(_buffer);
        foreach (StockSnapshot snapshot in snapshots)
        {
            _buffer.ResetWrittenCount();
            writer.Write(snapshot, _buffer);
        }
    }

    private static void Count(LogRecord[] records)
    {
        var line = default(SnapshotLine);
        foreach (LogRecord record in records)
        {
            var reader = new SnapshotReader(record.Payload.Span);
            reader.ReadHeader();
            while (reader.ReadLine(ref line))
            {
            }
        }
    }

    private void Apply(LogRecord[] records)
    {
        using var engine = new StockEngine(new EngineOptions(), input.Registry);
        engine.Apply(records, new RecordOutcome[records.Length]);
    }

    /// <summary>What a reader by hand would do: the bytes of each item summed up with its quantity.</summary>
    private static long Extract(ReadOnlySpan<byte> rest)
    {
        long sum = 0;
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            var reader = new Utf8JsonReader(rest[..end]);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                bool isItem = reader.ValueTextEquals("item"u8);
                bool isQuantity = !isItem && reader.ValueTextEquals("quantity"u8);
                if (!isItem && !isQuantity)
                    continue;
                reader.Read();
                sum += isItem ? reader.ValueSpan[^1] : reader.GetInt64();
            }

            rest = rest[(end + 1)..];
        }

        return sum;
    }

    private static byte[] Array(byte[] lines)
    {
        byte[] array = new byte[lines.Length + 1];
        lines.CopyTo(array, 1);
        array.AsSpan().Replace((byte)'\n', (byte)',');
        (array[0], array[^1]) = ((byte)'[', (byte)']');
        return array;
    }

    /// <summary>The same facts as another program writes them.</summary>
    private static byte[] Spaced(byte[] lines)
    {
        string text = System.Text.Encoding.UTF8.GetString(lines)
            .Replace("\"item\":\"0", "\"item\":\"").Replace(":\"", ": \"").Replace("\",\"", "\", \"").Replace("},{", "}, {")
            .Replace("\"quantity\":", "\"status\": \"onHand\", \"quantity\": ");
        return System.Text.Encoding.UTF8.GetBytes(text);
    }
}
