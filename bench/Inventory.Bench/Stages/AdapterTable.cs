using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Registry;

namespace Inventory.Bench.Stages;

/// <summary>
/// Every adapter beside a bare parser of the same bytes, in MB per second of processor time: other work on the machine
/// slows the clock on the wall, not this one. The best of several turns is told, for both sides; a second floor adds to
/// the bare parser the hash that makes a file sent twice known as the same.
/// </summary>
internal sealed class AdapterTable(StageInput input, int times, TextWriter output)
{
    private const int Rows = 50_000;

    /// <summary>Writes one row of the table for each format whose name holds <paramref name="only"/>.</summary>
    public void Run(string only)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        output.WriteLine("format | bytes | lines | bare MB/s | bare + SHA-256 MB/s | adapter MB/s | share | share of bare + SHA-256 | lines/s | bytes allocated a line");
        foreach (Format format in Formats())
        {
            if (format.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
                Measure(format);
        }
    }

    private IEnumerable<Format> Formats()
    {
        byte[] csv = input.DelimitedFile(Rows);
        yield return new Format("CSV", csv, Feed("demo-csv"), () => BareCsv.CountFields(csv));
        byte[] canonical = input.CanonicalFile();
        yield return new Format("canonical JSON", canonical, Canonical, () => WalkLines(canonical));
        var edi = new EdiStage(input, times, output);
        byte[] report = edi.Report("145");
        yield return new Format("EDIFACT INVRPT", report, Feed("edifact-invrpt"), () => EdiStage.Split(report, (byte)'\'', (byte)'+'));
        byte[] advice = edi.Advice("33");
        yield return new Format("X12 846", advice, Feed("x12-846"), () => EdiStage.Split(advice, (byte)'~', (byte)'*'));
        byte[] records = FixedWidthFile.Of(input, Rows);
        yield return new Format("fixed width", records, FixedWidthFile.Profile, () => FixedWidthFile.Cut(records));
        var events = new EventFormats(input, times, output);
        byte[] gs1 = events.Gs1File();
        yield return new Format("GS1 XML", gs1, Feed("gs1-inventory"), () => EventFormats.WalkXml(gs1));
        byte[] epcis = EventFormats.EpcisFile();
        yield return new Format("EPCIS JSON-LD", epcis, Feed("epcis"), () => EventFormats.WalkJson(epcis));
        var paths = new PathStages(input, times, Rows, _ => { });
        byte[] json = paths.Json();
        yield return new Format("JSON by paths", json, Feed("shopify-inventory-levels"), () => PathStages.WalkJson(json));
        byte[] xml = paths.Xml();
        yield return new Format("XML by paths", xml, Feed("xml"), () => PathStages.WalkXml(xml));
        byte[] workbook = SpreadsheetStage.Workbook(csv);
        FeedProfile sheet = Feed("demo-csv") with { Format = FeedFormats.Spreadsheet };
        yield return new Format("XLSX", workbook, sheet, () => SpreadsheetStage.CountCells(workbook));
    }

    private static FeedProfile Canonical { get; } =
        new() { Id = "canonical", Participant = StageInput.DemoRetailer, Format = "canonical-json" };

    private FeedProfile Feed(string id) => input.Registry.Feeds[id];

    private void Measure(Format format)
    {
        double megabytes = format.File.Length / 1e6;
        double bare = Measured.Best(times, megabytes, format.Bare);
        double hash = Measured.Best(times, megabytes, () => SHA256.HashData(format.File));
        FeedReading last = new();
        double adapter = Measured.Best(times, megabytes, () => last = Read(format));
        if (last.Failure is not null || last.Accepted == 0 || last.Rejected > 0)
            throw new InvalidOperationException($"{format.Name}: {last.Failure} {last.Accepted} lines, {last.Rejected} refused");
        long before = GC.GetAllocatedBytesForCurrentThread();
        long lines = Read(format).Accepted;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double floor = 1 / ((1 / bare) + (1 / hash));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{format.Name} | {format.File.Length:N0} | {lines:N0} | {bare:N0} | {floor:N0} | {adapter:N1} | {adapter / bare:P0} | "
            + $"{adapter / floor:P0} | {adapter * 1e6 / format.File.Length * lines:N0} | {allocated / lines:N0}"));
    }

    private FeedReading Read(Format format)
    {
        if (!AdapterCatalog.TryFind(format.Profile, out IStockAdapter? adapter))
            throw new InvalidOperationException($"There is no adapter of {format.Name}.");
        return adapter.ReadAsync(new MemoryStream(format.File), format.Profile, input.Registry,
            new Delivery(input.Now, "bench"), CancellationToken.None).GetAwaiter().GetResult();
    }

    internal static void WalkLines(byte[] file)
    {
        ReadOnlySpan<byte> rest = file;
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            var reader = new Utf8JsonReader(rest[..end]);
            while (reader.Read())
            {
            }

            rest = rest[(end + 1)..];
        }
    }

    private sealed record Format(string Name, byte[] File, FeedProfile Profile, Action Bare);
}
