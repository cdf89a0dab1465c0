using System.Buffers.Binary;
using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// An old workbook (xls) of Excel 5 to 2003: BIFF5 with texts of a code page, BIFF8 with Unicode. Formulas of these
/// files always carry their last result. Macros and drawings are passed over.
/// </summary>
internal sealed class BinaryWorkbook : IWorkbook
{
    private const int Japanese = 932;

    private readonly byte[] _data;
    private readonly SheetBounds _bounds;
    private readonly List<SheetName> _sheets = [];
    private readonly List<long> _starts = [];
    private readonly Dictionary<int, NumberFormat> _custom = [];
    private readonly List<int> _styles = [];
    private readonly TextBuffer _text = new(SpreadsheetLimits.CellCharsMax);

    public BinaryWorkbook(byte[] data, SheetBounds bounds)
    {
        (_data, _bounds) = (data, bounds);
        var records = new BinaryRecords(data);
        if (!records.Read() || records.Kind != 0x0809 || records.Body.Length < 4)
            throw new WorkbookException(RejectionReason.FormatMismatch, "workbook of Excel 4 or older; save it as xlsx");
        IsUnicode = BinaryPrimitives.ReadUInt16LittleEndian(records.Body) == 0x0600;
        Encoding = CodePage(Japanese)!;
        while (records.Read() && records.Kind != 0x000A)
            Take(records);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetName> Sheets => _sheets;

    /// <summary>True for BIFF8.</summary>
    public bool IsUnicode { get; }

    /// <summary>How texts are written that are not Unicode. Files that do not say come from Japanese
    /// programs.</summary>
    public Encoding Encoding { get; private set; }

    public bool Is1904 { get; private set; }

    public SharedStrings Strings { get; } = new();

    /// <summary>Opens the workbook in a compound file.</summary>
    public static BinaryWorkbook OfCompound(Stream file, SheetBounds bounds) =>
        new(CompoundFile.Workbook(file), bounds);

    /// <summary>Opens a workbook that stands without a container.</summary>
    public static BinaryWorkbook OfBare(Stream file, SheetBounds bounds)
    {
        if (file.Length > SpreadsheetLimits.BodyBytesMax)
            throw new WorkbookException(RejectionReason.TooLarge, null);
        var data = new byte[file.Length];
        file.ReadExactly(data);
        return new BinaryWorkbook(data, bounds);
    }

    /// <inheritdoc/>
    public ISheetRows Open(int sheet)
    {
        var records = new BinaryRecords(_data);
        records.Seek(_starts[sheet]);
        return new BinaryRows(this, records, new MergedRanges(_bounds, BinaryRows.FindMerges(_data, _starts[sheet])));
    }

    public NumberFormat FormatOf(int style)
    {
        if (style >= _styles.Count)
            return default;
        return _custom.TryGetValue(_styles[style], out NumberFormat format)
            ? format : NumberFormat.BuiltIn(_styles[style]);
    }

    /// <summary>Appends a text of this many bytes or characters from the record in hand.</summary>
    public void AppendText(BinaryRecords records, int length, TextBuffer text)
    {
        if (IsUnicode)
        {
            records.TakeText(length, text);
            return;
        }

        var bytes = new byte[length];
        for (int i = 0; i < length; i++)
            bytes[i] = records.TakeByte();
        text.Append(Encoding.GetString(bytes));
    }

    public void Dispose()
    {
    }

    private static Encoding? CodePage(int page) => page switch
    {
        0x8001 => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(page),
    };

    private void Take(BinaryRecords records)
    {
        switch (records.Kind)
        {
            case 0x002F:
                throw new WorkbookException(RejectionReason.PasswordProtected, null);
            case 0x0042:
                Encoding = CodePage(records.TakeUInt16()) ?? Encoding;
                break;
            case 0x0022:
                Is1904 = records.TakeUInt16() == 1;
                break;
            case 0x041E when _custom.Count < SpreadsheetLimits.StylesMax:
                int id = records.TakeUInt16();
                string code = TakeText(records, IsUnicode ? records.TakeUInt16() : records.TakeByte());
                _custom[id] = code.Length <= SpreadsheetLimits.NumberFormatCharsMax ? NumberFormat.Of(code) : default;
                break;
            case 0x00E0 when _styles.Count < SpreadsheetLimits.StylesMax:
                records.Skip(2);
                _styles.Add(records.TakeUInt16());
                break;
            case 0x0085 when _sheets.Count < SpreadsheetLimits.SheetsMax:
                TakeSheet(records);
                break;
            case 0x00FC:
                TakeStrings(records);
                break;
            default:
                break;
        }
    }

    private void TakeSheet(BinaryRecords records)
    {
        long start = records.TakeUInt32();
        bool isHidden = (records.TakeByte() & 3) != 0;
        bool isWorksheet = records.TakeByte() == 0;
        string name = TakeText(records, records.TakeByte());
        if (!isWorksheet)
            return;
        _starts.Add(start);
        _sheets.Add(new SheetName(name, isHidden));
    }

    private void TakeStrings(BinaryRecords records)
    {
        records.Skip(4);
        for (long left = records.TakeUInt32(); left > 0; left--)
        {
            _text.Length = 0;
            records.TakeText(records.TakeUInt16(), _text);
            Strings.Add(_text.Text);
        }
    }

    private string TakeText(BinaryRecords records, int length)
    {
        _text.Length = 0;
        AppendText(records, length, _text);
        return _text.Text.ToString();
    }
}
