using Inventory.Adapters.Tables;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// Reads Excel workbooks (xlsx, xlsm, xls) through a feed profile: the named sheet, or the first visible one on which
/// the columns are found. Formulas are never computed and links never followed; the stored results count.
/// </summary>
public sealed class SpreadsheetAdapter : IStockAdapter
{
    /// <inheritdoc/>
    public string Format => FeedFormats.Spreadsheet;

    /// <inheritdoc/>
    public async Task<FeedReading> ReadAsync(
        Stream body, FeedProfile profile, StockRegistry registry, Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            Stream file = await SpooledBody.OfAsync(body, cancellation);
            SheetBounds bounds = SheetBounds.Of(profile);
            using IWorkbook workbook = WorkbookKind.Open(file, bounds);
            return Read(workbook, bounds, new Context(profile, registry, delivery, cancellation));
        }
        catch (WorkbookException e)
        {
            return FeedReading.Refused(new Rejection(default, "file", e.Value, e.Reason));
        }
    }

    private static FeedReading Read(IWorkbook workbook, SheetBounds bounds, Context context)
    {
        FeedReading? first = null;
        foreach (int sheet in Candidates(workbook, context.Profile))
        {
            using ISheetRows rows = workbook.Open(sheet);
            var reading = new SheetReading(
                new TableReading(context.Profile, context.Registry, context.Delivery), context.Profile, bounds);
            FeedReading read = reading.Read(rows, context.Cancellation);
            if (read.Failure is not { } failure || !IsOtherSheet(failure.Reason))
                return read;
            // An empty sheet says less about what is wrong than one with other columns.
            if (first is null || first.Failure!.Value.Reason == RejectionReason.Empty)
                first = read;
        }

        return first ?? FeedReading.Refused(new Rejection(default, "file", null, RejectionReason.Empty));
    }

    private static List<int> Candidates(IWorkbook workbook, FeedProfile profile)
    {
        IEnumerable<int> all = Enumerable.Range(0, workbook.Sheets.Count);
        if (profile.Sheet?.Name is not { } name)
            return [.. all.Where(x => !workbook.Sheets[x].IsHidden)];
        string key = TextWidth.Key(name);
        List<int> named = [.. all.Where(x => TextWidth.Key(workbook.Sheets[x].Name) == key).Take(1)];
        if (named.Count > 0)
            return named;
        string others = string.Join(", ", workbook.Sheets.Where(x => !x.IsHidden).Select(x => x.Name));
        throw new WorkbookException(RejectionReason.FormatMismatch, Findings.Cut($"{name}? {others}"));
    }

    /// <summary>True for what a sheet without the stock table gives.</summary>
    private static bool IsOtherSheet(RejectionReason reason) => reason is RejectionReason.Empty
        or RejectionReason.QuantityColumnMissing or RejectionReason.ItemColumnMissing
        or RejectionReason.FieldMissing or RejectionReason.MappingUncertain;

    private sealed record Context(
        FeedProfile Profile, StockRegistry Registry, Delivery Delivery, CancellationToken Cancellation);
}
