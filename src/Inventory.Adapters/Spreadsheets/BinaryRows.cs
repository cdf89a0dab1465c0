using System.Buffers.Binary;
using System.Collections;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>The rows of a sheet of an old workbook. Its cells are records of their own, row by row.</summary>
internal sealed class BinaryRows : ISheetRows
{
    private const int RowsMax = 65_536;
    private const int CellHead = 6;

    private readonly BinaryWorkbook _workbook;
    private readonly BinaryRecords _records;
    private readonly BitArray _hidden = new(RowsMax);
    private int _depth;
    private bool _isPending;

    public BinaryRows(BinaryWorkbook workbook, BinaryRecords records, MergedRanges merges)
    {
        (_workbook, _records, Merges) = (workbook, records, merges);
        if (!records.Read() || records.Kind != 0x0809)
            throw new WorkbookException(RejectionReason.RecordInvalid, null);
        _depth = 1;
    }

    /// <inheritdoc/>
    public MergedRanges Merges { get; }

    /// <summary>The merged ranges of the sheet at a position: they stand behind its cells.</summary>
    public static List<MergedRange> FindMerges(byte[] data, long start)
    {
        var ranges = new List<MergedRange>();
        var records = new BinaryRecords(data);
        records.Seek(start);
        int depth = 0;
        while (records.Read())
        {
            if (records.Kind == 0x0809)
                depth++;
            else if (records.Kind == 0x000A && --depth <= 0)
                break;
            if (records.Kind != 0x00E5 || records.Body.Length < 2)
                continue;
            for (int left = records.TakeUInt16(); left > 0 && ranges.Count < SpreadsheetLimits.MergesMax; left--)
            {
                int first = records.TakeUInt16();
                int last = records.TakeUInt16();
                int column = records.TakeUInt16();
                ranges.Add(new MergedRange(first + 1, last + 1, column, records.TakeUInt16()));
            }
        }

        return ranges;
    }

    /// <inheritdoc/>
    public bool Read(SheetRow row)
    {
        int number = -1;
        while (_isPending || Step())
        {
            _isPending = false;
            ReadOnlySpan<byte> body = _records.Body;
            if (!IsCell(_records.Kind) || body.Length < CellHead)
                continue;
            int at = BinaryPrimitives.ReadUInt16LittleEndian(body);
            if (number >= 0 && at != number)
            {
                _isPending = true;
                return true;
            }

            if (number < 0)
                row.Begin(at + 1, _hidden[at]);
            number = at;
            if (row.IsInside)
                ReadCells(row, body);
        }

        return number >= 0;
    }

    public void Dispose()
    {
    }

    /// <summary>Steps to the next record of the sheet itself; charts inside it are passed over.</summary>
    private bool Step()
    {
        while (_depth > 0 && _records.Read())
        {
            if (_records.Kind == 0x0809)
                _depth++;
            else if (_records.Kind == 0x000A)
                _depth--;
            else if (_records.Kind == 0x0208 && _depth == 1 && _records.Body.Length >= 16)
                _hidden[BinaryPrimitives.ReadUInt16LittleEndian(_records.Body)] = (_records.Body[12] & 0x20) != 0;
            else if (_depth == 1)
                return true;
        }

        return _depth > 0 ? throw new WorkbookException(RejectionReason.Truncated, null) : false;
    }

    private static bool IsCell(int kind) =>
        kind is 0x0203 or 0x027E or 0x00BD or 0x00FD or 0x0204 or 0x00D6 or 0x0205 or 0x0006;

    private void ReadCells(SheetRow row, ReadOnlySpan<byte> body)
    {
        int column = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        int style = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        if (_records.Kind == 0x00BD)
        {
            for (int at = 4; at + 8 <= body.Length; at += 6, column++)
                PutNumber(row, column, BinaryPrimitives.ReadUInt16LittleEndian(body[at..]), Packed(body[(at + 2)..]));
            return;
        }

        if (!row.Wants(column) || column >= SpreadsheetLimits.ColumnsMax)
            return;
        switch (_records.Kind)
        {
            case 0x0203 when body.Length >= 14:
                PutNumber(row, column, style, BinaryPrimitives.ReadDoubleLittleEndian(body[6..]));
                break;
            case 0x027E when body.Length >= 10:
                PutNumber(row, column, style, Packed(body[6..]));
                break;
            case 0x00FD when body.Length >= 10:
                PutShared(row, column, BinaryPrimitives.ReadInt32LittleEndian(body[6..]));
                break;
            case 0x0205 when body.Length >= 8:
                PutText(row, column, body[7] == 0 ? FlagText(body[6]) : ErrorText(body[6]));
                break;
            case 0x0006 when body.Length >= 14:
                ReadFormula(row, column, style, body);
                break;
            case 0x0204 or 0x00D6:
                int from = row.Text.Length;
                _records.Skip(CellHead);
                _workbook.AppendText(_records, _records.TakeUInt16(), row.Text);
                row.End(column, from);
                break;
            default:
                throw new WorkbookException(RejectionReason.RecordInvalid, null);
        }
    }

    private void ReadFormula(SheetRow row, int column, int style, ReadOnlySpan<byte> body)
    {
        if (body[12] != 0xFF || body[13] != 0xFF)
        {
            PutNumber(row, column, style, BinaryPrimitives.ReadDoubleLittleEndian(body[6..]));
            return;
        }

        if (body[6] != 0)
        {
            // 1 is a truth value, 2 an error, 3 an empty text.
            PutText(row, column, body[6] == 1 ? FlagText(body[8]) : body[6] == 2 ? ErrorText(body[8]) : string.Empty);
            return;
        }

        // The text of a formula is a record of its own, behind what several formulas share.
        while (_records.Read() && _records.Kind is 0x04BC or 0x0221 or 0x0236 or 0x003C)
        {
        }

        if (_records.Kind != 0x0207)
            throw new WorkbookException(RejectionReason.RecordInvalid, null);
        int from = row.Text.Length;
        _workbook.AppendText(_records, _records.TakeUInt16(), row.Text);
        row.End(column, from);
    }

    private void PutNumber(SheetRow row, int column, int style, double number)
    {
        if (row.Wants(column))
            PutText(row, column, _workbook.FormatOf(style).Text(number, _workbook.Is1904));
    }

    private void PutShared(SheetRow row, int column, int index)
    {
        bool isKnown = _workbook.Strings.TryGet(index, out ReadOnlySpan<char> text);
        int from = row.Text.Length;
        row.Text.Append(text);
        row.End(column, from, isKnown ? RejectionReason.None : RejectionReason.RecordInvalid);
    }

    private static void PutText(SheetRow row, int column, string text)
    {
        int from = row.Text.Length;
        row.Text.Append(text);
        row.End(column, from);
    }

    /// <summary>A number of 30 bits: a whole number or the head of a double, perhaps of hundredths.</summary>
    private static double Packed(ReadOnlySpan<byte> bytes)
    {
        int raw = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        double number = (raw & 2) != 0
            ? raw >> 2 : BitConverter.Int64BitsToDouble((long)(raw & ~3) << 32);
        return (raw & 1) != 0 ? number / 100 : number;
    }

    private static string FlagText(byte flag) => flag == 0 ? "FALSE" : "TRUE";

    private static string ErrorText(byte code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    };
}
