using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// An old workbook (xls, BIFF2 to BIFF8), read by ExcelDataReader. Formulas of these files always carry their last
/// result. What the library throws at broken bytes becomes a refusal.
/// </summary>
internal sealed class BinaryWorkbook : IWorkbook
{
    private readonly SheetBounds _bounds;
    private readonly IExcelDataReader _reader;
    private readonly List<SheetName> _sheets = [];

    static BinaryWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public BinaryWorkbook(Stream file, SheetBounds bounds)
    {
        _bounds = bounds;
        // Files without a code page come from Japanese programs.
        var configuration = new ExcelReaderConfiguration
        {
            FallbackEncoding = Encoding.GetEncoding(932),
            LeaveOpen = true,
        };
        _reader = Guarded(() => ExcelReaderFactory.CreateBinaryReader(file, configuration));
        Guarded(ListSheets);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetName> Sheets => _sheets;

    /// <summary>Opens the workbook in a compound file.</summary>
    public static BinaryWorkbook OfCompound(Stream file, SheetBounds bounds)
    {
        CompoundFile.Check(file);
        return new BinaryWorkbook(file, bounds);
    }

    /// <inheritdoc/>
    public ISheetRows Open(int sheet) => Guarded(() =>
    {
        _reader.Reset();
        for (int i = 0; i < sheet; i++)
            _reader.NextResult();
        IEnumerable<MergedRange> merges = (_reader.MergeCells ?? []).Take(SpreadsheetLimits.MergesMax)
            .Select(x => new MergedRange(x.FromRow + 1, x.ToRow + 1, x.FromColumn, x.ToColumn));
        return new Rows(_reader, new MergedRanges(_bounds, merges));
    });

    public void Dispose() => _reader.Dispose();

    private bool ListSheets()
    {
        do
        {
            _sheets.Add(new SheetName(_reader.Name ?? string.Empty, _reader.VisibleState is not (null or "visible")));
        }
        while (_sheets.Count < SpreadsheetLimits.SheetsMax && _reader.NextResult());
        return true;
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException)
        {
            throw new WorkbookException(RejectionReason.PasswordProtected, null);
        }
        catch (HeaderException e)
        {
            throw new WorkbookException(RejectionReason.FormatMismatch, e.Message);
        }
        catch (Exception e) when (e is not (WorkbookException or OutOfMemoryException))
        {
            // The library does not say which exceptions broken bytes may cause: indexes, casts, ends of streams.
            throw new WorkbookException(RejectionReason.RecordInvalid, null);
        }
    }

    private sealed class Rows(IExcelDataReader reader, MergedRanges merges) : ISheetRows
    {
        private readonly Dictionary<string, NumberFormat> _formats = [];

        /// <inheritdoc/>
        public MergedRanges Merges => merges;

        /// <inheritdoc/>
        public bool Read(SheetRow row)
        {
            if (!Guarded(reader.Read))
                return false;
            return Guarded(() => ReadCells(row));
        }

        public void Dispose()
        {
        }

        private bool ReadCells(SheetRow row)
        {
            row.Begin(reader.Depth + 1, reader.RowHeight == 0);
            if (!row.IsInside)
                return true;
            int count = Math.Min(reader.FieldCount, SpreadsheetLimits.ColumnsMax);
            for (int i = 0; i < count; i++)
            {
                if (!row.Wants(i))
                    continue;
                int from = row.Text.Length;
                row.Text.Append(TextOf(i));
                row.End(i, from);
            }

            return true;
        }

        private string? TextOf(int column) => reader.GetValue(column) switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "TRUE" : "FALSE",
            DateTime time => time.ToString(
                time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
            IConvertible number => FormatOf(column).Text(number.ToDouble(CultureInfo.InvariantCulture), false),
            _ => null,
        };

        private NumberFormat FormatOf(int column)
        {
            string? code = reader.GetNumberFormatString(column);
            if (string.IsNullOrEmpty(code) || code.Length > SpreadsheetLimits.NumberFormatCharsMax)
                return default;
            if (_formats.TryGetValue(code, out NumberFormat format))
                return format;
            format = NumberFormat.Of(code);
            if (_formats.Count < SpreadsheetLimits.StylesMax)
                _formats[code] = format;
            return format;
        }
    }
}
