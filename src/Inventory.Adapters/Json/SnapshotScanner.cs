using System.Runtime.InteropServices;
using System.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>What came of scanning a record.</summary>
internal enum ScanResult
{
    /// <summary>A whole snapshot without anything to be said about it.</summary>
    Whole,

    /// <summary>The bytes end before it does: it goes on where it stopped when there are more.</summary>
    Cut,

    /// <summary>Something is not as it should be: <see cref="SnapshotParser"/> reads the record from its
    /// beginning.</summary>
    Declined,
}

/// <summary>
/// Reads a record that is as nearly all are: a snapshot whose every field is known and right, in any order, with any
/// blanks and escapes. It makes nothing but the lines, and says nothing of what is wrong; that is <see
/// cref="SnapshotParser"/>'s work, which gives the same for the same record, more slowly. One record at a time; not
/// thread safe.
/// </summary>
internal sealed class SnapshotScanner
{
    /// <summary>A field of the head lies one deep in its record.</summary>
    private const int DepthMax = JsonLimits.DepthMax - 1;

    private readonly TextCache _texts = new();
    private readonly TimeCache _times = new();
    private readonly LineScanner _scanner;
    private readonly byte[] _scratch = new byte[512];
    private StockLine[] _lines = new StockLine[64];
    private RecordHead _head = new();
    private Step _step;

    /// <param name="registry">Where items are looked up.</param>
    /// <param name="now">The clock of reception.</param>
    public SnapshotScanner(StockRegistry registry, DateTimeOffset now) =>
        _scanner = new LineScanner(registry, now, _texts);

    private enum Step
    {
        Start,
        Field,
        Line,
        FieldEnd,
    }

    /// <summary>Bytes of the record taken so far; all of it once it is whole.</summary>
    public int Length { get; private set; }

    /// <summary>Lines of the record read so far.</summary>
    public int LineCount { get; private set; }

    /// <summary>True when there is nothing to say of any line read so far.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Begins a new record.</summary>
    public void Begin()
    {
        _head = new RecordHead();
        _step = Step.Start;
        (Length, LineCount, IsComplete) = (0, 0, true);
    }

    /// <summary>Goes on with a record; <paramref name="utf8"/> begins where the record does, also when it is longer
    /// than the last time.</summary>
    public ScanResult Scan(ReadOnlySpan<byte> utf8)
    {
        var json = new JsonCursor(utf8, Length);
        while (TryStep(ref json, out bool isEnd))
        {
            Length = json.Position;
            if (isEnd)
                return _head.Missing() is null ? ScanResult.Whole : ScanResult.Declined;
        }

        return json.IsCut ? ScanResult.Cut : ScanResult.Declined;
    }

    /// <summary>The snapshot that was scanned, before the registry was asked.</summary>
    public StockSnapshot ToSnapshot()
    {
        var lines = new List<StockLine>(LineCount);
        CollectionsMarshal.SetCount(lines, LineCount);
        _lines.AsSpan(0, LineCount).CopyTo(CollectionsMarshal.AsSpan(lines));
        return _head.ToSnapshot(lines);
    }

    private bool TryStep(ref JsonCursor json, out bool isEnd)
    {
        isEnd = false;
        switch (_step)
        {
            case Step.Start:
                return json.TryTake((byte)'{') && Go(Step.Field);
            case Step.Field:
                return TryField(ref json);
            case Step.Line:
                return TryLine(ref json);
            default:
                if (json.TryTake((byte)','))
                    return Go(Step.Field);
                isEnd = json.TryTake((byte)'}');
                return isEnd;
        }
    }

    private bool TryLine(ref JsonCursor json)
    {
        if (LineCount == _lines.Length)
            Array.Resize(ref _lines, _lines.Length * 2);
        // A line counts once it is known how it goes on: until then it is read again when more bytes come.
        if (!_scanner.TryRead(ref json, ref _lines[LineCount], out bool isComplete))
            return false;
        bool isLast = !json.TryTake((byte)',');
        if (isLast && !json.TryTake((byte)']'))
            return false;
        LineCount++;
        IsComplete &= isComplete;
        return !isLast || Go(Step.FieldEnd);
    }

    private bool TryField(ref JsonCursor json)
    {
        if (!json.TryName(out ReadOnlySpan<byte> name))
            return false;
        if (name.SequenceEqual("lines"u8))
            return TryLines(ref json);
        if (name.StartsWith("x-"u8))
            return json.TrySkip(DepthMax) && Go(Step.FieldEnd);
        if (FieldOf(name) is not { } field)
            return false;
        // Null says the same as leaving it out.
        bool isTaken = json.TryText(_scratch, out ReadOnlySpan<byte> text) ? TrySet(field, text) : json.TryNull();
        return isTaken && Go(Step.FieldEnd);
    }

    private bool TryLines(ref JsonCursor json)
    {
        // A second list would take the place of the first one.
        if (_head.HasLines || !json.TryTake((byte)'['))
            return false;
        bool isEmpty = json.TryTake((byte)']');
        if (json.IsCut)
            return false;
        _head.HasLines = true;
        return Go(isEmpty ? Step.FieldEnd : Step.Line);
    }

    private bool TrySet(string field, ReadOnlySpan<byte> text)
    {
        if (field == "asOf")
        {
            if (!_times.TryRead(text, out DateTimeOffset time))
                return false;
            _head.SetAsOf(time);
            return true;
        }

        string value = field is "snapshotId" or "location" ? Encoding.UTF8.GetString(text) : _texts.Of(text);
        return _head.Set(field, value) == RejectionReason.None;
    }

    private static string? FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("run"u8) => "run",
        4 when name.SequenceEqual("asOf"u8) => "asOf",
        4 when name.SequenceEqual("feed"u8) => "feed",
        5 when name.SequenceEqual("scope"u8) => "scope",
        6 when name.SequenceEqual("sender"u8) => "sender",
        8 when name.SequenceEqual("location"u8) => "location",
        10 when name.SequenceEqual("snapshotId"u8) => "snapshotId",
        10 when name.SequenceEqual("asOfSource"u8) => "asOfSource",
        11 when name.SequenceEqual("specVersion"u8) => "specVersion",
        _ => null,
    };

    private bool Go(Step next)
    {
        _step = next;
        return true;
    }
}
