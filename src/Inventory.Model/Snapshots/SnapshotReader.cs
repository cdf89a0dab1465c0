using System.Text.Json;

namespace Inventory.Model.Snapshots;

/// <summary>What one log record is.</summary>
public enum RecordKind
{
    /// <summary>A stock snapshot with lines.</summary>
    Snapshot = 0,

    /// <summary>A run marker without lines.</summary>
    RunClosed = 1,
}

/// <summary>
/// Reads one canonical record (<see cref="CanonicalWriter"/>) without allocating: first <see cref="ReadHeader"/>, then
/// <see cref="ReadLine"/> until it answers false, then <see cref="IsMalformed"/> tells a broken record from the end. It
/// demands the canonical order (header fields before
/// <c>lines</c>); bytes from outside go through the JSON adapter, which takes any order. Spans point into the payload;
/// ids hold no escapes, for the validator refuses characters that would need them.
/// </summary>
public ref struct SnapshotReader
{
    private Utf8JsonReader _json;
    private bool _inLines;

    /// <summary>A reader over one record.</summary>
    public SnapshotReader(ReadOnlySpan<byte> utf8)
    {
        _json = new Utf8JsonReader(utf8);
        AsOfMs = long.MinValue;
    }

    /// <summary>Snapshot or run marker.</summary>
    public RecordKind Kind { get; private set; }

    /// <summary>The record's id.</summary>
    public ReadOnlySpan<byte> SnapshotId { get; private set; }

    /// <summary>The sender.</summary>
    public ReadOnlySpan<byte> Sender { get; private set; }

    /// <summary>The feed; empty when there is none.</summary>
    public ReadOnlySpan<byte> Feed { get; private set; }

    /// <summary>The run; empty outside a run.</summary>
    public ReadOnlySpan<byte> Run { get; private set; }

    /// <summary>The location; empty for a run marker.</summary>
    public ReadOnlySpan<byte> Location { get; private set; }

    /// <summary>The as-of, milliseconds since 1970 UTC.</summary>
    public long AsOfMs { get; private set; }

    /// <summary>The scope.</summary>
    public SnapshotScope Scope { get; private set; }

    /// <summary>Where the as-of came from.</summary>
    public AsOfSource AsOfSource { get; private set; }

    /// <summary>Locations of the closed run; 0 for a snapshot.</summary>
    public int RunLocations { get; private set; }

    /// <summary>True after a false answer that was not the regular end.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Reads up to the lines (or the end of a marker); false when the record is malformed.</summary>
    public bool ReadHeader()
    {
        try
        {
            return TryReadHeader() || Fail();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Fail();
        }
    }

    /// <summary>Reads the next line into <paramref name="line"/>; false at the end or when the record is
    /// malformed.</summary>
    public bool ReadLine(ref SnapshotLine line)
    {
        if (!_inLines)
            return false;
        try
        {
            if (!_json.Read())
                return Fail();
            if (_json.TokenType == JsonTokenType.EndArray)
            {
                _inLines = false;
                return false;
            }

            return TryReadLine(ref line) || Fail();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Fail();
        }
    }

    private bool TryReadHeader()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("lines"u8))
            {
                _inLines = _json.Read() && _json.TokenType == JsonTokenType.StartArray;
                return _inLines && AsOfMs != long.MinValue && !Location.IsEmpty && !Sender.IsEmpty;
            }

            if (!TryReadHeaderField())
                return false;
        }

        return _json.TokenType == JsonTokenType.EndObject && Kind == RecordKind.RunClosed && AsOfMs != long.MinValue
            && !Feed.IsEmpty && !Run.IsEmpty;
    }

    private bool TryReadHeaderField()
    {
        if (_json.ValueTextEquals("location"u8))
            return ReadText(out var value) && !(Location = value).IsEmpty;
        if (_json.ValueTextEquals("asOf"u8))
        {
            bool ok = ReadText(out var text) & CanonicalTime.TryParse(text, out long ms, out _);
            AsOfMs = ms;
            return ok;
        }

        if (_json.ValueTextEquals("scope"u8))
        {
            _json.Read();
            Scope = _json.ValueTextEquals("partial"u8) ? SnapshotScope.Partial : SnapshotScope.Full;
            return true;
        }

        if (_json.ValueTextEquals("sender"u8))
            return ReadText(out var value) && !(Sender = value).IsEmpty;
        if (_json.ValueTextEquals("snapshotId"u8))
            return ReadText(out var value) && !(SnapshotId = value).IsEmpty;
        if (_json.ValueTextEquals("feed"u8))
            return ReadText(out var value) && !(Feed = value).IsEmpty;
        if (_json.ValueTextEquals("run"u8))
            return ReadText(out var value) && !(Run = value).IsEmpty;
        if (_json.ValueTextEquals("asOfSource"u8))
            return ReadAsOfSource();
        if (_json.ValueTextEquals("runClosed"u8))
            return ReadRunClosed();
        return SkipValue();
    }

    private bool ReadAsOfSource()
    {
        _json.Read();
        for (var source = AsOfSource.Line; source <= AsOfSource.Received; source++)
        {
            if (_json.ValueTextEquals(WireNames.Of(source)))
                AsOfSource = source;
        }

        return true;
    }

    private bool ReadRunClosed()
    {
        Kind = RecordKind.RunClosed;
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("locations"u8))
            {
                _json.Read();
                RunLocations = _json.GetInt32();
            }
            else
            {
                SkipValue();
            }
        }

        return _json.TokenType == JsonTokenType.EndObject;
    }

    private bool TryReadLine(ref SnapshotLine line)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            return false;
        line = default;
        line.AsOfMs = AsOfMs;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadLineField(ref line))
                return false;
        }

        return _json.TokenType == JsonTokenType.EndObject && !line.Item.IsEmpty;
    }

    private bool TryReadLineField(ref SnapshotLine line)
    {
        if (_json.ValueTextEquals("item"u8))
            return ReadText(out line.Item);
        if (_json.ValueTextEquals("baseQuantity"u8))
            return _json.Read() && (line.HasBaseQuantity = _json.TryGetInt64(out line.BaseQuantity));
        if (_json.ValueTextEquals("quantity"u8))
            return _json.Read() && (line.HasQuantity = _json.TokenType == JsonTokenType.Number)
                && Keep(out line.QuantityText);
        if (_json.ValueTextEquals("unit"u8))
            return ReadText(out line.Unit);
        if (_json.ValueTextEquals("status"u8))
            return ReadStatus(ref line);
        if (_json.ValueTextEquals("saleState"u8))
            return ReadSaleState(ref line);
        if (_json.ValueTextEquals("band"u8))
            return ReadBand(ref line);
        if (_json.ValueTextEquals("asOf"u8))
            return ReadText(out var text) && CanonicalTime.TryParse(text, out line.AsOfMs, out _);
        if (_json.ValueTextEquals("owner"u8))
            return ReadText(out line.Owner);
        return SkipValue();
    }

    private bool ReadStatus(ref SnapshotLine line)
    {
        _json.Read();
        for (var status = StockStatus.OnHand; status <= StockStatus.OnHold; status++)
        {
            if (_json.ValueTextEquals(WireNames.Of(status)))
            {
                line.Status = status;
                return true;
            }
        }

        return false;
    }

    private bool ReadSaleState(ref SnapshotLine line)
    {
        _json.Read();
        for (var state = SaleState.Unknown; state <= SaleState.Closed; state++)
        {
            if (_json.ValueTextEquals(WireNames.Of(state)))
                line.SaleState = state;
        }

        return true;
    }

    private bool ReadBand(ref SnapshotLine line)
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return false;
        line.HasBand = true;
        line.BandMax = -1;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool isMin = _json.ValueTextEquals("min"u8);
            bool isMax = _json.ValueTextEquals("max"u8);
            if (!_json.Read() || !_json.TryGetInt64(out long value))
                return false;
            if (isMin)
                line.BandMin = value;
            else if (isMax)
                line.BandMax = value;
        }

        return _json.TokenType == JsonTokenType.EndObject;
    }

    private bool ReadText(out ReadOnlySpan<byte> value)
    {
        value = default;
        return _json.Read() && _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped && Keep(out value);
    }

    private bool Keep(out ReadOnlySpan<byte> value)
    {
        value = _json.ValueSpan;
        return true;
    }

    private bool SkipValue()
    {
        _json.Read();
        _json.Skip();
        return true;
    }

    private bool Fail()
    {
        IsMalformed = true;
        _inLines = false;
        return false;
    }
}

/// <summary>One line as <see cref="SnapshotReader"/> sees it; spans point into the record.</summary>
public ref struct SnapshotLine
{
    /// <summary>The item id; never empty.</summary>
    public ReadOnlySpan<byte> Item;

    /// <summary>The unit as sent; empty when none was.</summary>
    public ReadOnlySpan<byte> Unit;

    /// <summary>The owner; empty when it is the location's participant.</summary>
    public ReadOnlySpan<byte> Owner;

    /// <summary>The digits of the quantity as sent; empty when none was.</summary>
    public ReadOnlySpan<byte> QuantityText;

    /// <summary>True when a quantity was sent.</summary>
    public bool HasQuantity;

    /// <summary>True when <see cref="BaseQuantity"/> is known.</summary>
    public bool HasBaseQuantity;

    /// <summary>The quantity in base units.</summary>
    public long BaseQuantity;

    /// <summary>True when a band was sent.</summary>
    public bool HasBand;

    /// <summary>Least quantity of the band.</summary>
    public long BandMin;

    /// <summary>Greatest quantity of the band; -1 when there is none.</summary>
    public long BandMax;

    /// <summary>The status.</summary>
    public StockStatus Status;

    /// <summary>The sale state.</summary>
    public SaleState SaleState;

    /// <summary>When the line was counted, milliseconds since 1970 UTC.</summary>
    public long AsOfMs;
}
