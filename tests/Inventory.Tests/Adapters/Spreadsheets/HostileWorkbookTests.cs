using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>What attackers and broken transfers send is refused for what it is, in bounded time and memory.</summary>
public sealed class HostileWorkbookTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("<!DOCTYPE w [<!ENTITY a \"b\">]>")]
    [InlineData("<!DOCTYPE w SYSTEM \"http://example.invalid/a.dtd\">")]
    public async Task A_document_type_in_any_part_that_is_read_is_forbidden(string type)
    {
        foreach (string part in (string[])["xl/workbook.xml", "xl/worksheets/s0.xml", "xl/styles.xml", "_rels/.rels"])
        {
            byte[] bytes = SheetFeed.Quantity(5).Bytes();
            string xml = ZipText.Read(bytes, part).Replace("?>\n", "?>\n" + type, StringComparison.Ordinal);
            await RefusesAsync(ZipText.With(bytes, part, Encoding.UTF8.GetBytes(xml)), RejectionReason.ContentForbidden);
        }
    }

    [Fact]
    public async Task An_undeclared_entity_is_forbidden() =>
        await RefusesAsync(SheetFeed.Quantity("<c t=\"str\"><v>&lol9;</v></c>").Bytes(), RejectionReason.ContentForbidden);

    [Fact]
    public async Task A_sheet_that_inflates_a_thousandfold_is_forbidden()
    {
        string blanks = new(' ', 64 * 1024 * 1024);
        byte[] bytes = new WorkbookMaker().Sheet("<row r=\"1\">" + blanks + "</row>").Bytes();
        Assert.True(bytes.Length < 200_000);
        await RefusesAsync(bytes, RejectionReason.ContentForbidden);
    }

    [Fact]
    public async Task Endless_texts_and_tags_are_refused()
    {
        string text = Noise(200_000);
        await RefusesAsync(SheetFeed.Quantity($"<c t=\"str\"><v>{text}</v></c>").Bytes(), RejectionReason.RowTooLong);
        await RefusesAsync(SheetFeed.Quantity($"<c note=\"{text}\"><v>1</v></c>").Bytes(), RejectionReason.RowTooLong);
        var workbook = new WorkbookMaker();
        int shared = workbook.Shared($"<t>{text}</t>");
        workbook.Table(SheetFeed.Header, ["0001", "A-1", $"<c t=\"s\"><v>{shared}</v></c>"]);
        await RefusesAsync(workbook.Bytes(), RejectionReason.RowTooLong);
    }

    [Fact]
    public async Task Endless_shared_texts_are_refused()
    {
        var shared = new StringBuilder("<sst>");
        for (int i = 0; i < 1_100_000; i++)
            shared.Append("<si><t>").Append(i).Append("</t></si>");
        WorkbookMaker workbook = SheetFeed.Quantity("<c t=\"s\"><v>0</v></c>").Part("xl/sharedStrings.xml", shared.Append("</sst>").ToString());
        await RefusesAsync(workbook.Bytes(), RejectionReason.TooLarge);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("<a>", 500)) + string.Concat(Enumerable.Repeat("</a>", 500));
        await RefusesAsync(new WorkbookMaker().Sheet(deep).Bytes(), RejectionReason.TooDeep);
    }

    [Fact]
    public async Task A_declared_size_takes_no_memory()
    {
        string rows = WorkbookMaker.Rows(1, SheetFeed.Header, ["0001", "A-1", 5, "EA"]);
        byte[] bytes = new WorkbookMaker().Sheet(rows + "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"0\"/></row>", head: "<dimension ref=\"A1:XFD1048576\"/>").Bytes();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    [Theory]
    [InlineData("<row r=\"1048577\"><c><v>1</v></c></row>", RejectionReason.TooManyLines)]
    [InlineData("<row r=\"0\"><c><v>1</v></c></row>", RejectionReason.TooManyLines)]
    [InlineData("<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>", RejectionReason.RowTooLong)]
    public async Task Places_beyond_the_sheet_are_refused(string row, RejectionReason reason) =>
        await RefusesAsync(new WorkbookMaker().Sheet(row).Bytes(), reason);

    [Fact]
    public async Task An_archive_of_too_many_entries_is_forbidden()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 5000; i++)
                zip.CreateEntry($"a{i}");
        }

        await RefusesAsync(bytes.ToArray(), RejectionReason.ContentForbidden);
    }

    [Theory]
    [InlineData("zaiko.xlsx", RejectionReason.ContentForbidden, "ZIP archive with zaiko.xlsx")]
    [InlineData("word/document.xml", RejectionReason.FormatMismatch, "ZIP archive without a workbook")]
    [InlineData("content.xml", RejectionReason.FormatMismatch, "OpenDocument file (ods); save it as xlsx")]
    [InlineData("xl/workbook.bin", RejectionReason.FormatMismatch, "binary workbook (xlsb); save it as xlsx")]
    public async Task Archives_of_other_kinds_are_named(string entry, RejectionReason reason, string value)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry(entry);
        await RefusesAsync(bytes.ToArray(), reason, value);
    }

    [Theory]
    [InlineData("<html><body><table><tr><td>在庫</td></tr></table></body></html>", "web page (HTML table) named as a workbook; save it as xlsx")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "XML spreadsheet 2003; save it as xlsx")]
    [InlineData("JAN,在庫\r\n1,2\r\n", "text file (CSV?) named as a workbook")]
    [InlineData("%PDF-1.7", "PDF document")]
    [InlineData("MIME-Version: 1.0\r\nX-Document-Type: Workbook", "web archive (mht) named as a workbook")]
    public async Task Other_files_with_the_name_of_a_workbook_are_named(string text, string value) =>
        await RefusesAsync(Encoding.UTF8.GetBytes(text), RejectionReason.FormatMismatch, value);

    [Fact]
    public async Task An_empty_body_is_empty() => await RefusesAsync([], RejectionReason.Empty);

    [Fact]
    public async Task A_sheet_in_another_file_is_forbidden_and_links_in_formulas_are_not_followed()
    {
        byte[] bytes = SheetFeed.Quantity("<c><f>[1]Sheet1!$A$1</f><v>5</v></c>").Part("xl/externalLinks/externalLink1.xml", "<!DOCTYPE a>").Bytes();
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(bytes)));
        string relations = ZipText.Read(bytes, "xl/_rels/workbook.xml.rels")
            .Replace("Target=\"worksheets/s0.xml\"", "Target=\"http://example.invalid/s.xml\" TargetMode=\"External\"", StringComparison.Ordinal);
        await RefusesAsync(ZipText.With(bytes, "xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes(relations)), RejectionReason.ContentForbidden);
    }

    [Fact]
    public async Task A_locked_workbook_says_so()
    {
        var bytes = new byte[512 * 8];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        bytes[30] = 9;
        bytes.AsSpan(76, 436).Fill(0xFF);
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(bytes, 1024);
        await RefusesAsync(bytes, RejectionReason.PasswordProtected);
    }

    [Fact]
    public async Task Each_beginning_of_a_workbook_is_refused()
    {
        byte[] bytes = new WorkbookMaker().Table([SheetFeed.Header, .. Enumerable.Range(0, 50).Select(x => new object?[] { "0001", $"A-{x}", x, "EA" })]).Bytes();
        for (int length = 4; length < bytes.Length; length += 7)
            await RefusesAsync(bytes[..length], RejectionReason.Truncated);
    }

    [Fact]
    public async Task No_changed_byte_breaks_the_adapter()
    {
        const int Seed = 932_010;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        byte[] packed = Stored(new WorkbookMaker().Table(SheetFeed.Header, ["0001", "A-1", 5, "EA"], ["0002", "4901234567894", 7, "EA"]).Bytes());
        int kept = 0;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. packed];
            for (int edits = random.Next(1, 8); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"<>&\"/=;0"[random.Next(8)] : (byte)random.Next(256);
            FeedReading reading = await SheetFeed.ReadAsync(bytes);
            kept += reading.Failure is null ? 1 : 0;
            Assert.True(reading.Failure is not { Reason: RejectionReason.None });
        }

        Assert.InRange(kept, 100, 4900);
        Assert.True(watch.Elapsed < 3 * Bound);
    }

    private static async Task RefusesAsync(byte[] bytes, RejectionReason reason, string? value = null)
    {
        var watch = Stopwatch.StartNew();
        FeedReading reading = await SheetFeed.ReadAsync(bytes);
        Assert.True(watch.Elapsed < Bound);
        Assert.Equal(reason, reading.Failure?.Reason);
        Assert.Empty(reading.Snapshots);
        if (value is not null)
            Assert.Equal(value, reading.Failure!.Value.Value);
    }

    /// <summary>The same archive without compression, so that a changed byte is a changed letter.</summary>
    private static byte[] Stored(byte[] archive)
    {
        using var bytes = new MemoryStream();
        using var from = new ZipArchive(new MemoryStream(archive));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using Stream target = zip.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                using Stream source = entry.Open();
                source.CopyTo(target);
            }
        }

        return bytes.ToArray();
    }

    private static string Noise(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, (chars, r) =>
        {
            foreach (ref char c in chars)
                c = (char)('a' + r.Next(26));
        });
    }
}
