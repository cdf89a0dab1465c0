using System.Text;
using Inventory.Adapters.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Opens a workbook by what its first bytes say, whatever its file is named.</summary>
internal static class WorkbookKind
{
    private const int HeadBytes = 1024;

    public static IWorkbook Open(Stream file, SheetBounds bounds)
    {
        var head = new byte[HeadBytes];
        int length = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        file.Position = 0;
        if (length == 0)
            throw new WorkbookException(RejectionReason.Empty, null);
        return head.AsSpan(0, length) switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => new OpenXmlWorkbook(file, bounds),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => BinaryWorkbook.OfCompound(file, bounds),
            [0x09, 0x08 or 0x04 or 0x02 or 0x00, ..] => BinaryWorkbook.OfBare(file, bounds),
            _ => throw new WorkbookException(RejectionReason.FormatMismatch, Name(head.AsSpan(0, length))),
        };
    }

    /// <summary>What the file is instead; many systems name web pages and text <c>.xls</c>.</summary>
    private static string Name(ReadOnlySpan<byte> head)
    {
        if (FileSignature.Of(head) is { } known)
            return known;
        bool isWide = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        string text = (isWide ? head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode : Encoding.Latin1)
            .GetString(head).TrimStart('\uFEFF', '\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("MIME-Version", StringComparison.OrdinalIgnoreCase))
            return "web archive (mht) named as a workbook";
        if (!text.StartsWith('<'))
            return text.Contains('\0', StringComparison.Ordinal) ? "unknown binary file" : "text file (CSV?) named as a workbook";
        if (text.Contains("Excel.Sheet", StringComparison.Ordinal)
            || text.Contains("office:spreadsheet", StringComparison.Ordinal))
            return "XML spreadsheet 2003; save it as xlsx";
        return text.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<table", StringComparison.OrdinalIgnoreCase)
            ? "web page (HTML table) named as a workbook; save it as xlsx"
            : "XML file named as a workbook";
    }
}
