using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// One field of a layout, with all that its name and form mean found once. It remembers the last text it gave: shops,
/// units and names are the same from record to record.
/// </summary>
internal sealed class FieldReader
{
    /// <summary>Longer texts are not remembered.</summary>
    public const int KeptMax = 64;

    private readonly byte[] _bytes;
    private readonly char[] _chars;
    private int _length = -1;
    private int _textStart;
    private int _textLength;

    public FieldReader(FixedWidthField field)
    {
        Field = field;
        Name = field.Field;
        Fact = FactOf(field.Field);
        IsCode = field.Field is "item" or "gtin" or "location" or "owner" or "expiry";
        Place = $"{field.Start}-{field.Start + field.Length - 1}";
        Status = WireNames.TryParse(field.Status, out StockStatus status) ? status : StockStatus.OnHand;
        bool isKept = field.Length <= KeptMax;
        _bytes = isKept ? new byte[field.Length] : [];
        // Twice the bytes: room for decoders that ask for more than they use.
        _chars = isKept ? new char[field.Length * 2] : [];
    }

    public FixedWidthField Field { get; }

    public string Name { get; }

    public SharedFact Fact { get; }

    /// <summary>True for codes and dates, which are filled with zeros where they are not used.</summary>
    public bool IsCode { get; }

    /// <summary>Its columns, as places name them.</summary>
    public string Place { get; }

    /// <summary>The status of a quantity.</summary>
    public StockStatus Status { get; }

    public int Length => Field.Length;

    public bool CanKeep => Length <= KeptMax;

    /// <summary>False when the remembered bytes are no text.</summary>
    public bool IsText { get; private set; }

    public ReadOnlySpan<char> Text => _chars.AsSpan(_textStart, _textLength);

    /// <summary>Where it begins in a repetition that far behind the first one.</summary>
    public int StartAt(int shift) => Field.Repeats ? Field.Start + shift : Field.Start;

    /// <summary>True when these bytes are those of the last text.</summary>
    public bool IsAgain(ReadOnlySpan<byte> bytes) => _length >= 0 && bytes.SequenceEqual(_bytes.AsSpan(0, _length));

    /// <summary>Room for the characters of these bytes, which are remembered.</summary>
    public Span<char> Begin(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        (_length, _textStart, _textLength, IsText) = (bytes.Length, 0, 0, false);
        return _chars;
    }

    /// <summary>Says which of the characters are the text.</summary>
    public void End(int start, int length, bool isText) => (_textStart, _textLength, IsText) = (start, length, isText);

    private static SharedFact FactOf(string field) => field switch
    {
        "item" => SharedFact.Item,
        "gtin" => SharedFact.Gtin,
        "location" => SharedFact.Location,
        "locationName" => SharedFact.LocationName,
        "unit" => SharedFact.Unit,
        "status" => SharedFact.Status,
        "saleState" => SharedFact.SaleState,
        "lot" => SharedFact.Lot,
        "expiry" => SharedFact.Expiry,
        "owner" => SharedFact.Owner,
        _ => SharedFact.None,
    };
}
