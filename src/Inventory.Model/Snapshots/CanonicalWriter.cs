using System.Buffers;
using System.Text.Json;

namespace Inventory.Model.Snapshots;

/// <summary>
/// Writes snapshots and run markers as canonical JSON: UTF-8, no blanks, header fields before <c>lines</c>, fields
/// always in the same order, absent ones left out, times with the sender's offset. Equal snapshots give equal bytes.
/// Not thread safe.
/// </summary>
public sealed class CanonicalWriter : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private byte[]? _scratch;

    /// <summary>A writer whose output goes to <paramref name="output"/>.</summary>
    public CanonicalWriter(IBufferWriter<byte> output) =>
        _json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            // Texts are written raw by JsonText; what is left (names, times, wire words) needs no escape.
            SkipValidation = true,
        });

    /// <summary>Writes one snapshot and flushes it to <paramref name="output"/>.</summary>
    public void Write(StockSnapshot snapshot, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("specVersion"u8, StockSnapshot.SpecVersion);
        WriteText("snapshotId"u8, snapshot.SnapshotId);
        WriteText("sender"u8, snapshot.Sender.Value);
        if (snapshot.Feed is not null)
            WriteText("feed"u8, snapshot.Feed);
        if (snapshot.Run is not null)
            WriteText("run"u8, snapshot.Run);
        WriteText("location"u8, snapshot.Location.Value);
        WriteTime("asOf"u8, snapshot.AsOf);
        if (snapshot.AsOfSource != AsOfSource.Line)
            _json.WriteString("asOfSource"u8, WireNames.Of(snapshot.AsOfSource));
        _json.WriteString("scope"u8, WireNames.Of(snapshot.Scope));
        _json.WriteStartArray("lines"u8);
        for (int i = 0; i < snapshot.Lines.Count; i++)
            WriteLine(snapshot.Lines[i]);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Writes one run marker and flushes it to <paramref name="output"/>.</summary>
    public void Write(RunMarker marker, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("specVersion"u8, StockSnapshot.SpecVersion);
        WriteText("snapshotId"u8, marker.SnapshotId);
        WriteText("sender"u8, marker.Sender.Value);
        WriteText("feed"u8, marker.Feed);
        WriteText("run"u8, marker.Run);
        WriteTime("asOf"u8, marker.AsOf);
        _json.WriteStartObject("runClosed"u8);
        _json.WriteNumber("locations"u8, marker.Locations);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteLine(in StockLine line)
    {
        _json.WriteStartObject();
        WriteText("item"u8, line.Item.Value);
        if (line.Status != StockStatus.OnHand)
            _json.WriteString("status"u8, WireNames.Of(line.Status));
        if (line.Quantity is { } quantity)
            _json.WriteNumber("quantity"u8, quantity);
        if (line.Unit is not null)
            WriteText("unit"u8, line.Unit);
        if (line.BaseQuantity is { } baseQuantity)
            _json.WriteNumber("baseQuantity"u8, baseQuantity);
        if (line.Band is { } band)
            WriteBand(band);
        if (line.SaleState != SaleState.Unknown)
            _json.WriteString("saleState"u8, WireNames.Of(line.SaleState));
        if (line.Owner is { } owner)
            WriteText("owner"u8, owner.Value);
        if (line.Lot is not null)
            WriteText("lot"u8, line.Lot);
        if (line.Expiry is { } expiry)
            WriteDate("expiry"u8, expiry);
        if (line.AsOf is { } asOf)
            WriteTime("asOf"u8, asOf);
        _json.WriteEndObject();
    }

    private void WriteText(ReadOnlySpan<byte> name, string text)
    {
        _json.WritePropertyName(name);
        JsonText.WriteValue(_json, text, ref _scratch);
    }

    private void WriteBand(QuantityBand band)
    {
        _json.WriteStartObject("band"u8);
        _json.WriteNumber("min"u8, band.Min);
        if (band.Max is { } max)
            _json.WriteNumber("max"u8, max);
        _json.WriteEndObject();
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        // Written raw, for the runtime's default encoder would escape the plus sign of the offset.
        Span<byte> text = stackalloc byte[CanonicalTime.LengthMax + 2];
        int length = CanonicalTime.Format(time, text[1..]);
        text[0] = text[length + 1] = (byte)'"';
        _json.WritePropertyName(name);
        _json.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
    }

    private void WriteDate(ReadOnlySpan<byte> name, DateOnly date)
    {
        Span<byte> text = stackalloc byte[10];
        date.TryFormat(text, out int written, "yyyy-MM-dd");
        _json.WriteString(name, text[..written]);
    }
}
