using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Inventory.Model.Snapshots;

/// <summary>
/// Writes snapshots and run markers as canonical JSON: UTF-8, no blanks, header fields before <c>lines</c>, fields
/// always in the same order, absent ones left out, times with the sender's offset. Equal snapshots give equal bytes.
/// Not thread safe.
/// </summary>
public sealed class CanonicalWriter : IDisposable
{
    /// <summary>The longest number or date: a decimal has 29 digits, a sign and a point.</summary>
    private const int NumberLengthMax = 32;

    /// <summary>Room for a small record.</summary>
    private const int FirstRoom = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstRoom);
    private int _length;

    /// <summary>A writer for records that go to <paramref name="output"/>, in which room is made for a small
    /// one.</summary>
    public CanonicalWriter(IBufferWriter<byte> output) => output.GetSpan(FirstRoom);

    /// <summary>Writes one snapshot to <paramref name="output"/>.</summary>
    public void Write(StockSnapshot snapshot, IBufferWriter<byte> output)
    {
        _length = 0;
        WriteHead(snapshot.SnapshotId, snapshot.Sender.Value, snapshot.Feed, snapshot.Run);
        WriteText(",\"location\":"u8, snapshot.Location.Value);
        WriteTime(",\"asOf\":\""u8, snapshot.AsOf);
        if (snapshot.AsOfSource != AsOfSource.Line)
            WriteWord(",\"asOfSource\":\""u8, WireNames.Of(snapshot.AsOfSource));
        WriteWord(",\"scope\":\""u8, WireNames.Of(snapshot.Scope));
        Append(",\"lines\":["u8);
        WriteLines(snapshot.Lines);
        Append("]}"u8);
        output.Write(_bytes.AsSpan(0, _length));
    }

    /// <summary>Writes one run marker to <paramref name="output"/>.</summary>
    public void Write(RunMarker marker, IBufferWriter<byte> output)
    {
        _length = 0;
        WriteHead(marker.SnapshotId, marker.Sender.Value, marker.Feed, marker.Run);
        WriteTime(",\"asOf\":\""u8, marker.AsOf);
        WriteNumber(",\"runClosed\":{\"locations\":"u8, marker.Locations);
        Append("}}"u8);
        output.Write(_bytes.AsSpan(0, _length));
    }

    /// <summary>Gives the buffer back; the writer is not used after it.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void WriteHead(string id, string sender, string? feed, string? run)
    {
        WriteText("{\"specVersion\":\"1.0\",\"snapshotId\":"u8, id);
        WriteText(",\"sender\":"u8, sender);
        if (feed is not null)
            WriteText(",\"feed\":"u8, feed);
        if (run is not null)
            WriteText(",\"run\":"u8, run);
    }

    private void WriteLines(IReadOnlyList<StockLine> lines)
    {
        ReadOnlySpan<StockLine> span = lines is List<StockLine> list
            ? CollectionsMarshal.AsSpan(list)
            : lines as StockLine[] ?? [.. lines];
        for (int i = 0; i < span.Length; i++)
            WriteLine(i == 0 ? "{\"item\":"u8 : ",{\"item\":"u8, span[i]);
    }

    private void WriteLine(ReadOnlySpan<byte> start, in StockLine line)
    {
        WriteText(start, line.Item.Value);
        if (line.Status != StockStatus.OnHand)
            WriteWord(",\"status\":\""u8, WireNames.Of(line.Status));
        if (line.Quantity is { } quantity)
            WriteQuantity(quantity);
        if (line.Unit is { } unit)
            WriteText(",\"unit\":"u8, unit);
        if (line.BaseQuantity is { } baseQuantity)
            WriteNumber(",\"baseQuantity\":"u8, baseQuantity);
        if (line.Band is { } band)
            WriteBand(band);
        if (line.SaleState != SaleState.Unknown)
            WriteWord(",\"saleState\":\""u8, WireNames.Of(line.SaleState));
        if (line.Owner is { } owner)
            WriteText(",\"owner\":"u8, owner.Value);
        if (line.Lot is { } lot)
            WriteText(",\"lot\":"u8, lot);
        if (line.Expiry is { } expiry)
            WriteDate(expiry);
        if (line.AsOf is { } asOf)
            WriteTime(",\"asOf\":\""u8, asOf);
        Append("}"u8);
    }

    private void WriteText(ReadOnlySpan<byte> name, string text)
    {
        Append(name);
        Reserve(JsonText.EncodedMax(text));
        _length += JsonText.Encode(text, _bytes.AsSpan(_length));
    }

    /// <summary>A word that needs no escape; its quote stands at the end of the name.</summary>
    private void WriteWord(ReadOnlySpan<byte> name, string word)
    {
        Append(name);
        Reserve(word.Length + 1);
        _length += Encoding.ASCII.GetBytes(word, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)'"';
    }

    private void WriteNumber(ReadOnlySpan<byte> name, long number)
    {
        Append(name);
        Reserve(NumberLengthMax);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out int written);
        _length += written;
    }

    private void WriteQuantity(decimal quantity)
    {
        if (quantity.Scale == 0 && quantity is > 0 and <= long.MaxValue)
        {
            WriteNumber(",\"quantity\":"u8, (long)quantity);
            return;
        }

        Append(",\"quantity\":"u8);
        Reserve(NumberLengthMax);
        Utf8Formatter.TryFormat(quantity, _bytes.AsSpan(_length), out int written);
        _length += written;
    }

    private void WriteBand(QuantityBand band)
    {
        WriteNumber(",\"band\":{\"min\":"u8, band.Min);
        if (band.Max is { } max)
            WriteNumber(",\"max\":"u8, max);
        Append("}"u8);
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Append(name);
        Reserve(CanonicalTime.LengthMax + 1);
        _length += CanonicalTime.Format(time, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)'"';
    }

    private void WriteDate(DateOnly date)
    {
        Append(",\"expiry\":\""u8);
        Reserve(NumberLengthMax);
        date.TryFormat(_bytes.AsSpan(_length), out int written, "yyyy-MM-dd");
        _length += written;
        _bytes[_length++] = (byte)'"';
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
            Grow(more);
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + more));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
