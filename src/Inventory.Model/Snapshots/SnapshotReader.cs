using System.Buffers.Text;

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
    /// <summary>The writer nests three deep; what a later version may add is passed over.</summary>
    private const int DepthMax = 32;

    private JsonCursor _json;
    private bool _inLines;
    private bool _isFirst;

    /// <summary>A reader over one record.</summary>
    public SnapshotReader(ReadOnlySpan<byte> utf8)
    {
        _json = new JsonCursor(utf8);
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
    public bool ReadHeader() => TryReadHeader() || Fail();

    /// <summary>Reads the next line into <paramref name="line"/>; false at the end or when the record is
    /// malformed.</summary>
    public bool ReadLine(ref SnapshotLine line)
    {
        if (!_inLines)
            return false;
        bool isMore = _isFirst || _json.TryTake((byte)',');
        if ((_isFirst || !isMore) && _json.TryTake((byte)']'))
        {
            _inLines = false;
            return false;
        }

        _isFirst = false;
        return (isMore && TryReadLine(ref line)) || Fail();
    }

    private bool TryReadHeader()
    {
        if (!_json.TryTake((byte)'{'))
            return false;
        do
        {
            if (!_json.TryName(out ReadOnlySpan<byte> name))
                return false;
            if (name.SequenceEqual("lines"u8))
            {
                _inLines = _isFirst = _json.TryTake((byte)'[');
                return _inLines && AsOfMs != long.MinValue && !Location.IsEmpty && !Sender.IsEmpty;
            }

            if (!TryReadHeaderField(name))
                return false;
        }
        while (_json.TryTake((byte)','));
        return _json.TryTake((byte)'}') && Kind == RecordKind.RunClosed && AsOfMs != long.MinValue
            && !Feed.IsEmpty && !Run.IsEmpty;
    }

    private bool TryReadHeaderField(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("runClosed"u8))
            return ReadRunClosed();
        if (!IsHeaderText(name))
            return _json.TrySkip(DepthMax);
        if (!_json.TryText(out ReadOnlySpan<byte> value))
            return false;
        if (name.SequenceEqual("location"u8))
            return !(Location = value).IsEmpty;
        if (name.SequenceEqual("asOf"u8))
        {
            bool isTime = CanonicalTime.TryParse(value, out long ms, out _);
            AsOfMs = ms;
            return isTime;
        }

        if (name.SequenceEqual("scope"u8))
            Scope = value.SequenceEqual("partial"u8) ? SnapshotScope.Partial : SnapshotScope.Full;
        else if (name.SequenceEqual("sender"u8))
            return !(Sender = value).IsEmpty;
        else if (name.SequenceEqual("snapshotId"u8))
            return !(SnapshotId = value).IsEmpty;
        else if (name.SequenceEqual("feed"u8))
            return !(Feed = value).IsEmpty;
        else if (name.SequenceEqual("run"u8))
            return !(Run = value).IsEmpty;
        else if (WireNames.TryParse(value, out AsOfSource source))
            AsOfSource = source;
        return true;
    }

    private static bool IsHeaderText(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("location"u8) || name.SequenceEqual("asOf"u8) || name.SequenceEqual("scope"u8)
        || name.SequenceEqual("sender"u8) || name.SequenceEqual("snapshotId"u8) || name.SequenceEqual("feed"u8)
        || name.SequenceEqual("run"u8) || name.SequenceEqual("asOfSource"u8);

    private bool ReadRunClosed()
    {
        Kind = RecordKind.RunClosed;
        if (!_json.TryTake((byte)'{'))
            return false;
        if (_json.TryTake((byte)'}'))
            return true;
        do
        {
            if (!_json.TryName(out ReadOnlySpan<byte> name))
                return false;
            if (!name.SequenceEqual("locations"u8))
            {
                if (!_json.TrySkip(DepthMax))
                    return false;
            }
            else if (ReadInteger(out long locations) && locations is >= int.MinValue and <= int.MaxValue)
            {
                RunLocations = (int)locations;
            }
            else
            {
                return false;
            }
        }
        while (_json.TryTake((byte)','));
        return _json.TryTake((byte)'}');
    }

    private bool TryReadLine(ref SnapshotLine line)
    {
        if (!_json.TryTake((byte)'{'))
            return false;
        line = default;
        line.AsOfMs = AsOfMs;
        do
        {
            if (!_json.TryName(out ReadOnlySpan<byte> name) || !TryReadLineField(name, ref line))
                return false;
        }
        while (_json.TryTake((byte)','));
        return _json.TryTake((byte)'}') && !line.Item.IsEmpty;
    }

    private bool TryReadLineField(ReadOnlySpan<byte> name, ref SnapshotLine line)
    {
        // In the order in which nearly every line has them.
        if (name.SequenceEqual("item"u8))
            return _json.TryText(out line.Item);
        if (name.SequenceEqual("quantity"u8))
            return line.HasQuantity = _json.TryNumberText(out line.QuantityText);
        if (name.SequenceEqual("unit"u8))
            return _json.TryText(out line.Unit);
        if (name.SequenceEqual("baseQuantity"u8))
            return line.HasBaseQuantity = ReadInteger(out line.BaseQuantity);
        if (name.SequenceEqual("status"u8))
            return _json.TryText(out ReadOnlySpan<byte> status) && WireNames.TryParse(status, out line.Status);
        if (name.SequenceEqual("saleState"u8))
            return ReadSaleState(ref line);
        if (name.SequenceEqual("band"u8))
            return ReadBand(ref line);
        if (name.SequenceEqual("asOf"u8))
            return _json.TryText(out ReadOnlySpan<byte> text) && CanonicalTime.TryParse(text, out line.AsOfMs, out _);
        if (name.SequenceEqual("owner"u8))
            return _json.TryText(out line.Owner);
        return _json.TrySkip(DepthMax);
    }

    private bool ReadSaleState(ref SnapshotLine line)
    {
        if (!_json.TryText(out ReadOnlySpan<byte> text))
            return false;
        if (WireNames.TryParse(text, out SaleState state))
            line.SaleState = state;
        return true;
    }

    private bool ReadBand(ref SnapshotLine line)
    {
        if (!_json.TryTake((byte)'{'))
            return false;
        line.HasBand = true;
        line.BandMax = -1;
        if (_json.TryTake((byte)'}'))
            return true;
        do
        {
            if (!_json.TryName(out ReadOnlySpan<byte> name) || !ReadInteger(out long value))
                return false;
            if (name.SequenceEqual("min"u8))
                line.BandMin = value;
            else if (name.SequenceEqual("max"u8))
                line.BandMax = value;
        }
        while (_json.TryTake((byte)','));
        return _json.TryTake((byte)'}');
    }

    private bool ReadInteger(out long value)
    {
        if (_json.TryInteger(out value))
            return true;
        return _json.TryNumberText(out ReadOnlySpan<byte> text)
            && Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;
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
