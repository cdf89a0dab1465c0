using System.Globalization;
using System.Text;
using ExcelDataReader;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>The first rows of the first sheet that holds a table (xlsx, xls).</summary>
internal sealed class SpreadsheetSampler : ITableSampler
{
    private const int SheetsMax = 20;

    // The library looks code page 1252 up, which the runtime knows only when told.
    static SpreadsheetSampler() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public bool Fits(ReadOnlySpan<byte> head) => FormatSniffer.Fits(head, FeedFormats.Spreadsheet);

    public ValueTask<TableSample> SampleAsync(Stream body, bool isCut, CancellationToken cancellation)
    {
        if (isCut)
            return new(Failed(RejectionReason.TooLarge));
        try
        {
            using IExcelDataReader reader = ExcelReaderFactory.CreateReader(
                body, new ExcelReaderConfiguration { LeaveOpen = true });
            return new(Read(reader, cancellation));
        }
        catch (ExcelDataReader.Exceptions.InvalidPasswordException)
        {
            return new(Failed(RejectionReason.PasswordProtected));
        }
        catch (Exception x) when (x is not OperationCanceledException and not OutOfMemoryException)
        {
            // A broken workbook makes the library throw whatever its parser meets.
            return new(Failed(RejectionReason.FormatMismatch));
        }
    }

    private static TableSample Failed(RejectionReason reason) => new()
    {
        Format = FeedFormats.Spreadsheet,
        Failure = new Rejection(default, "file", "Excel", reason),
    };

    private static TableSample Read(IExcelDataReader reader, CancellationToken cancellation)
    {
        for (int sheet = 0; sheet < SheetsMax; sheet++)
        {
            var rows = new List<IReadOnlyList<string>>();
            var lines = new List<long>();
            while (rows.Count < SuggestLimits.RowsMax && reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                var cells = new string[Math.Min(reader.FieldCount, SuggestLimits.ColumnsMax)];
                for (int i = 0; i < cells.Length; i++)
                    cells[i] = Shown(reader.GetValue(i));
                rows.Add(cells);
                lines.Add(rows.Count);
            }

            if (rows.Count(x => x.Count(y => y.Length > 0) >= 2) >= 2)
                return new TableSample { Format = FeedFormats.Spreadsheet, Rows = rows, Lines = lines };
            if (!reader.NextResult())
                break;
        }

        return Failed(RejectionReason.Empty);
    }

    /// <summary>The cell as its sender sees it, numbers in full.</summary>
    private static string Shown(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 && number == Math.Truncate(number) =>
            ((long)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
