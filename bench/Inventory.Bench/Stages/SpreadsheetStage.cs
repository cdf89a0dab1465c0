using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.Stages;

/// <summary>A participant's workbook read through its feed, beside a bare spreadsheet library on the same
/// bytes.</summary>
internal sealed class SpreadsheetStage(StageInput input, int times, TextWriter output)
{
    private const int Rows = 50_000;

    public async Task RunAsync()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] file = Workbook(input.DelimitedFile(Rows));
        FeedProfile profile = input.Registry.Feeds["demo-csv"] with { Format = FeedFormats.Spreadsheet };
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException("There is no spreadsheet adapter.");
        FeedReading last = new();
        long cells = 0;
        output.WriteLine($"workbook of {file.Length:N0} bytes, {Rows} rows");
        // In turns, so that both meet the same machine.
        for (int turn = 0; turn < 2; turn++)
        {
            output.WriteLine(Measured.Rate("read the same XLSX with bare ExcelDataReader", "rows/s", times, () =>
                Measured.PerSecond(Rows, () => cells = CountCells(file))));
            output.WriteLine(Measured.Rate("parse, map and validate XLSX", "rows/s", times, () =>
                Measured.PerSecond(Rows, () => last = adapter.ReadAsync(
                    new MemoryStream(file), profile, input.Registry, new Delivery(input.Now, "bench.xlsx"),
                    CancellationToken.None).GetAwaiter().GetResult())));
        }

        if (last.Accepted != Rows || cells != 5L * (Rows + 1))
            throw new InvalidOperationException($"The XLSX gave {last.Accepted} lines, {cells} cells: {last.Failure}");
        await Task.CompletedTask;
    }

    public static long CountCells(byte[] file)
    {
        long cells = 0;
        using IExcelDataReader reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
                cells += reader.GetValue(i) is null ? 0 : 1;
        }

        return cells;
    }

    /// <summary>The table as Excel stores it: codes and words as shared texts, quantities as numbers.</summary>
    public static byte[] Workbook(byte[] csv)
    {
        var shared = new Dictionary<string, int>();
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        int number = 0;
        foreach (string line in Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            sheet.Append($"<row r=\"{++number}\" spans=\"1:5\">");
            string[] fields = line.Split(',');
            for (int i = 0; i < fields.Length; i++)
            {
                if (i == 1 && number > 1)
                {
                    sheet.Append($"<c r=\"B{number}\" s=\"0\"><v>{fields[i]}</v></c>");
                    continue;
                }

                shared.TryAdd(fields[i], shared.Count);
                sheet.Append($"<c r=\"{(char)('A' + i)}{number}\" s=\"0\" t=\"s\"><v>{shared[fields[i]]}</v></c>");
            }

            sheet.Append("</row>");
        }

        sheet.Append("</sheetData></worksheet>");
        return Pack(sheet.ToString(), shared.Keys);
    }

    private static byte[] Pack(string sheet, IEnumerable<string> shared)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + $"<Relationship Id=\"b\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>");
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(shared.Select(x => $"<si><t>{x}</t></si>"))}</sst>");
            Add(zip, "xl/worksheets/sheet1.xml", sheet);
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml);
    }
}
