using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Snapshots;

/// <summary>What the writer writes, our reader and the runtime's document read alike.</summary>
public sealed class CanonicalRoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Snapshots_survive(int seed)
    {
        var snapshots = new RandomSnapshots(seed);
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        for (int i = 0; i < 500; i++)
        {
            StockSnapshot snapshot = snapshots.Next(i % 7);
            output.ResetWrittenCount();
            writer.Write(snapshot, output);
            string context = $"seed {seed}, snapshot {i}: {Encoding.UTF8.GetString(output.WrittenSpan)}";
            using JsonDocument document = JsonDocument.Parse(output.WrittenMemory);
            CheckDocument(snapshot, document.RootElement, context);
            CheckReader(snapshot, output.WrittenSpan, context);
        }
    }

    [Fact]
    public void Equal_snapshots_give_equal_bytes_and_no_blanks()
    {
        var first = new ArrayBufferWriter<byte>();
        var second = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(first);
        writer.Write(new RandomSnapshots(7).Next(5), first);
        writer.Write(new RandomSnapshots(7).Next(5), second);
        Assert.True(first.WrittenSpan.SequenceEqual(second.WrittenSpan));
        Assert.StartsWith("{\"specVersion\":\"1.0\",\"snapshotId\":\"", Encoding.UTF8.GetString(first.WrittenSpan),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_markers_survive()
    {
        var marker = new RunMarker
        {
            SnapshotId = "m-1", Sender = new ParticipantId("tw-nhi"), Feed = "tw-nhi-masks", Run = "r-1",
            AsOf = new DateTimeOffset(2020, 2, 20, 10, 0, 0, TimeSpan.FromHours(8)), Locations = 6_500,
        };
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        writer.Write(marker, output);
        var reader = new SnapshotReader(output.WrittenSpan);
        Assert.True(reader.ReadHeader());
        Assert.Equal(RecordKind.RunClosed, reader.Kind);
        Assert.Equal(6_500, reader.RunLocations);
        Assert.Equal("r-1", Encoding.UTF8.GetString(reader.Run));
        Assert.Equal("tw-nhi-masks", Encoding.UTF8.GetString(reader.Feed));
        Assert.Equal(marker.AsOf.ToUnixTimeMilliseconds(), reader.AsOfMs);
        SnapshotLine line = default;
        Assert.False(reader.ReadLine(ref line));
        Assert.False(reader.IsMalformed);
    }

    [Fact]
    public void A_record_cut_anywhere_is_malformed_and_never_throws()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        writer.Write(new RandomSnapshots(11).Next(4), output);
        for (int length = 0; length < output.WrittenCount - 1; length++)
        {
            var reader = new SnapshotReader(output.WrittenSpan[..length]);
            SnapshotLine line = default;
            int lines = 0;
            if (reader.ReadHeader())
            {
                while (reader.ReadLine(ref line))
                    lines++;
            }

            Assert.True(reader.IsMalformed || lines == 4, $"cut at {length} of {output.WrittenCount}");
        }
    }

    [Fact]
    public void Reading_a_thousand_lines_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        writer.Write(new RandomSnapshots(13).Next(1_000), output);
        // The first pass compiles and fills caches.
        Assert.Equal(1_000, Count(output.WrittenSpan));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int lines = 0;
        for (int i = 0; i < 20; i++)
            lines += Count(output.WrittenSpan);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(20_000, lines);
        Assert.Equal(0, allocated);
    }

    private static int Count(ReadOnlySpan<byte> payload)
    {
        var reader = new SnapshotReader(payload);
        SnapshotLine line = default;
        int lines = 0;
        if (reader.ReadHeader())
        {
            while (reader.ReadLine(ref line))
                lines++;
        }

        return reader.IsMalformed ? -1 : lines;
    }

    private static void CheckDocument(StockSnapshot snapshot, JsonElement root, string context)
    {
        Assert.Equal("1.0", Text(root, "specVersion"));
        Assert.Equal(snapshot.SnapshotId, Text(root, "snapshotId"));
        Assert.Equal(snapshot.Sender.Value, Text(root, "sender"));
        Assert.Equal(snapshot.Location.Value, Text(root, "location"));
        Assert.Equal(snapshot.Feed, Text(root, "feed"));
        Assert.Equal(snapshot.Run, Text(root, "run"));
        Assert.Equal(snapshot.Scope == SnapshotScope.Full ? "full" : "partial", Text(root, "scope"));
        Assert.True(snapshot.AsOf.EqualsExact(root.GetProperty("asOf").GetDateTimeOffset()), context);
        Assert.Equal(snapshot.Lines.Count, root.GetProperty("lines").GetArrayLength());
        for (int i = 0; i < snapshot.Lines.Count; i++)
        {
            StockLine line = snapshot.Lines[i];
            JsonElement value = root.GetProperty("lines")[i];
            Assert.Equal(line.Item.Value, Text(value, "item"));
            Assert.Equal(line.Unit, Text(value, "unit"));
            Assert.Equal(line.Lot, Text(value, "lot"));
            Assert.Equal(line.Owner?.Value, Text(value, "owner"));
            Assert.Equal(line.Expiry?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(value, "expiry"));
            Assert.Equal(line.Quantity, value.TryGetProperty("quantity", out JsonElement quantity) ? quantity.GetDecimal() : null);
            Assert.Equal(line.BaseQuantity, value.TryGetProperty("baseQuantity", out JsonElement based) ? based.GetInt64() : null);
            Assert.Equal(line.AsOf is not null, value.TryGetProperty("asOf", out _));
        }
    }

    private static void CheckReader(StockSnapshot snapshot, ReadOnlySpan<byte> payload, string context)
    {
        var reader = new SnapshotReader(payload);
        Assert.True(reader.ReadHeader(), context);
        Assert.Equal(snapshot.Location.Value, Encoding.UTF8.GetString(reader.Location));
        Assert.Equal(snapshot.SnapshotId, Encoding.UTF8.GetString(reader.SnapshotId));
        Assert.Equal(snapshot.Feed ?? string.Empty, Encoding.UTF8.GetString(reader.Feed));
        Assert.Equal(snapshot.Run ?? string.Empty, Encoding.UTF8.GetString(reader.Run));
        Assert.Equal(snapshot.AsOf.ToUnixTimeMilliseconds(), reader.AsOfMs);
        Assert.Equal((snapshot.Scope, snapshot.AsOfSource), (reader.Scope, reader.AsOfSource));
        SnapshotLine read = default;
        foreach (StockLine line in snapshot.Lines)
        {
            Assert.True(reader.ReadLine(ref read), context);
            Assert.Equal(line.Item.Value, Encoding.UTF8.GetString(read.Item));
            Assert.Equal(line.Unit ?? string.Empty, Encoding.UTF8.GetString(read.Unit));
            Assert.Equal(line.Owner?.Value ?? string.Empty, Encoding.UTF8.GetString(read.Owner));
            Assert.Equal((line.Status, line.SaleState), (read.Status, read.SaleState));
            Assert.Equal((line.Quantity is not null, line.BaseQuantity is not null), (read.HasQuantity,
                read.HasBaseQuantity));
            Assert.Equal(line.BaseQuantity ?? 0, read.BaseQuantity);
            Assert.Equal(line.Band is not null, read.HasBand);
            Assert.Equal((line.Band?.Min ?? 0, line.Band is { } band
                ? band.Max ?? -1 : 0), (read.BandMin, read.BandMax));
            Assert.Equal((line.AsOf ?? snapshot.AsOf).ToUnixTimeMilliseconds(), read.AsOfMs);
        }

        Assert.False(reader.ReadLine(ref read), context);
        Assert.False(reader.IsMalformed, context);
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
