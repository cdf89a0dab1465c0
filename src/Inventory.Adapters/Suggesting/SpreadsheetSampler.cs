using Inventory.Adapters.Spreadsheets;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>The first rows of the sheet that holds the stock (xlsx, xls), read as the feed will read them: hidden
/// sheets are passed over, merged cells of the head are filled.</summary>
internal sealed class SpreadsheetSampler : ITableSampler
{
    private const int SheetsMax = 20;

    public bool Fits(ReadOnlySpan<byte> head) => FormatSniffer.Fits(head, FeedFormats.Spreadsheet);

    public ValueTask<TableSample> SampleAsync(Stream body, bool isCut, CancellationToken cancellation)
    {
        if (isCut)
            return new(Failed("Excel", RejectionReason.TooLarge));
        try
        {
            SheetBounds bounds = SheetBounds.Of(new SheetMapping(), skipLines: 0);
            using IWorkbook workbook = WorkbookKind.Open(body, bounds);
            return new(Choose(workbook, bounds, cancellation));
        }
        catch (WorkbookException e)
        {
            return new(Failed(e.Value ?? "Excel", e.Reason));
        }
    }

    private static TableSample Failed(string value, RejectionReason reason) => new()
    {
        Format = FeedFormats.Spreadsheet,
        Failure = new Rejection(default, "file", value, reason),
    };

    /// <summary>The first sheet on which the stock is found surely, else the first that holds a table: covers and notes
    /// come before it in many workbooks.</summary>
    private static TableSample Choose(IWorkbook workbook, SheetBounds bounds, CancellationToken cancellation)
    {
        TableSample? first = null;
        int looked = 0;
        for (int sheet = 0; sheet < workbook.Sheets.Count && looked < SheetsMax; sheet++)
        {
            if (workbook.Sheets[sheet].IsHidden)
                continue;
            looked++;
            using ISheetRows stored = workbook.Open(sheet);
            TableSample sample = Read(stored, bounds, cancellation);
            if (sample.Rows.Count(x => x.Count(y => y.Length > 0) >= 2) < 2)
                continue;
            var hints = new SuggestionHints { Format = FeedFormats.Spreadsheet, Lines = sample.Lines };
            if (TableSuggester.Suggest(sample.Rows, hints).Confidence >= ProfileSuggestion.SureFrom)
                return sample;
            first ??= sample;
        }

        return first ?? Failed("Excel", RejectionReason.Empty);
    }

    private static TableSample Read(ISheetRows stored, SheetBounds bounds, CancellationToken cancellation)
    {
        var rows = new List<IReadOnlyList<string>>();
        var lines = new List<long>();
        var findings = new Findings();
        var row = new SheetRow(bounds);
        while (rows.Count < SuggestLimits.RowsMax && stored.Read(row))
        {
            cancellation.ThrowIfCancellationRequested();
            stored.Merges.Apply(row, rows.Count < SuggestLimits.HeaderRowsMax, findings);
            if (row.IsBlank)
                continue;
            var cells = new string[Math.Min(row.Count, SuggestLimits.ColumnsMax)];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = row.Field(i).ToString();
            rows.Add(cells);
            lines.Add(row.Number);
        }

        return new TableSample { Format = FeedFormats.Spreadsheet, Rows = rows, Lines = lines };
    }
}
