using System.Buffers.Text;
using System.Globalization;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>The rows of a sheet of a packed workbook, as they are stored.</summary>
internal sealed class OpenXmlRows(
    Stream part, Lazy<SharedStrings> strings, CellStyles styles, bool is1904, MergedRanges merges) : ISheetRows
{
    /// <summary>Digits that a number keeps exactly.</summary>
    private const int ExactDigits = 15;

    private readonly XmlTokens _tokens = new(part);
    private readonly TextBuffer _value = new(SpreadsheetLimits.CellCharsMax);
    private int _row;
    private int _column;
    private bool _isInData;

    /// <inheritdoc/>
    public MergedRanges Merges => merges;

    /// <inheritdoc/>
    public bool Read(SheetRow row)
    {
        while (true)
        {
            XmlToken token = _tokens.Read();
            if (token == XmlToken.End)
                return false;
            if (token == XmlToken.Open && _isInData && _tokens.Is("row"u8))
            {
                ReadRow(row);
                return true;
            }

            if (token == XmlToken.Text || !_tokens.Is("sheetData"u8))
                continue;
            if (token == XmlToken.Close)
                return false;
            _isInData = true;
        }
    }

    public void Dispose() => part.Dispose();

    private void ReadRow(SheetRow row)
    {
        bool isNumbered = Utf8Parser.TryParse(_tokens.Attribute("r"u8), out int number, out _);
        _row = isNumbered ? number : _row + 1;
        if (_row is < 1 or > SpreadsheetLimits.RowsMax)
            throw new WorkbookException(RejectionReason.TooManyLines, null);
        row.Begin(_row, _tokens.Flag("hidden"u8));
        _column = -1;
        int depth = _tokens.Depth;
        while (true)
        {
            XmlToken token = _tokens.Read();
            if (_tokens.Depth < depth)
                return;
            if (token == XmlToken.Open && _tokens.Is("c"u8))
                ReadCell(row);
        }
    }

    private void ReadCell(SheetRow row)
    {
        bool isNamed = ColumnLetters.TryReference(_tokens.Attribute("r"u8), out int column, out _);
        _column = isNamed ? column : _column + 1;
        if (_column >= SpreadsheetLimits.ColumnsMax)
            throw new WorkbookException(RejectionReason.RowTooLong, null);
        if (!row.IsInside || !row.Wants(_column))
        {
            _tokens.Skip();
            return;
        }

        CellType type = TypeOf(_tokens.Attribute("t"u8));
        int style = Utf8Parser.TryParse(_tokens.Attribute("s"u8), out int s, out _) ? s : 0;
        int from = row.Text.Length;
        ReadContent(row, out bool hasFormula, out bool hasValue);
        bool isComputed = !hasFormula || _value.Length > 0 || (hasValue && type == CellType.FormulaText);
        RejectionReason fault = isComputed ? RejectionReason.None : RejectionReason.QuantityNotComputed;
        if (_value.Length > 0)
            fault = AppendValue(row, type, style);
        row.End(_column, from, fault);
    }

    /// <summary>Reads what is in a cell: its value into the buffer, an inline text into the row.</summary>
    private void ReadContent(SheetRow row, out bool hasFormula, out bool hasValue)
    {
        (hasFormula, hasValue) = (false, false);
        _value.Length = 0;
        int depth = _tokens.Depth;
        bool isValue = false;
        while (true)
        {
            XmlToken token = _tokens.Read();
            if (_tokens.Depth < depth)
                return;
            if (token == XmlToken.Text)
            {
                if (isValue)
                    _tokens.AppendTo(_value);
                continue;
            }

            isValue = token == XmlToken.Open && _tokens.Is("v"u8);
            hasValue |= isValue;
            if (token != XmlToken.Open || isValue)
                continue;
            if (_tokens.Is("is"u8))
                SharedStrings.AppendRuns(_tokens, row.Text);
            else if (_tokens.Is("f"u8))
                hasFormula = true;
        }
    }

    private RejectionReason AppendValue(SheetRow row, CellType type, int style)
    {
        ReadOnlySpan<char> value = _value.Text;
        switch (type)
        {
            case CellType.Shared:
                if (!int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture, out int index) || !strings.Value.TryGet(index, out value))
                    return RejectionReason.RecordInvalid;
                row.Text.Append(value);
                break;
            case CellType.Number:
                AppendNumber(row.Text, value.Trim(), styles.Of(style));
                break;
            case CellType.Flag:
                row.Text.Append(value.Trim() is "1" or "true" ? "TRUE" : "FALSE");
                break;
            case CellType.Day:
                AppendDay(row.Text, value.Trim());
                break;
            case CellType.FormulaText:
                int from = row.Text.Length;
                row.Text.Append(value);
                row.Text.Unescape(from);
                break;
            default:
                row.Text.Append(value);
                break;
        }

        return RejectionReason.None;
    }

    private void AppendNumber(TextBuffer text, ReadOnlySpan<char> value, NumberFormat format)
    {
        bool isExact = format.Kind == NumberKind.Plain && value.Length <= ExactDigits && CheckDigit.IsAllDigits(value)
            && (value.Length == 1 || value[0] != '0');
        bool isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        if (isExact || !isNumber || !double.IsFinite(number))
            text.Append(value);
        else
            text.Append(format.Text(number, is1904));
    }

    private static void AppendDay(TextBuffer text, ReadOnlySpan<char> value)
    {
        int from = text.Length;
        int time = value.IndexOf('T');
        text.Append(time < 0 ? value : value[..time]);
        if (time < 0 || value[(time + 1)..].TrimEnd('Z').TrimEnd('0').TrimEnd('.') is "00:00:" or "00:00:00")
            return;
        text.Append(" ");
        text.Append(value[(time + 1)..]);
        if (text.Text[from..].IndexOf('.') is >= 0 and int point)
            text.Length = from + point;
    }

    private static CellType TypeOf(ReadOnlySpan<byte> type) => type switch
    {
        [] or [(byte)'n'] => CellType.Number,
        [(byte)'s'] => CellType.Shared,
        [(byte)'b'] => CellType.Flag,
        [(byte)'d'] => CellType.Day,
        [(byte)'s', (byte)'t', (byte)'r'] => CellType.FormulaText,
        _ => CellType.Other,
    };

    private enum CellType
    {
        Number,
        Shared,
        FormulaText,
        Flag,
        Day,
        Other,
    }
}
