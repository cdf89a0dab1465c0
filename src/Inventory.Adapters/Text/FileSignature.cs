namespace Inventory.Adapters.Text;

/// <summary>Recognises files that are no text by how they begin, so that the sender reads what was sent instead of a
/// byte number.</summary>
internal static class FileSignature
{
    /// <summary>The name of the format; null when the bytes may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] => "Excel workbook or ZIP archive",
        [0x50, 0x4B, 0x05, 0x06, ..] => "empty ZIP archive",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "old Office document (xls)",
        [0x25, 0x50, 0x44, 0x46, ..] => "PDF document",
        [0x1F, 0x8B, ..] => "gzip archive",
        [0x89, 0x50, 0x4E, 0x47, ..] => "PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "JPEG image",
        [0x37, 0x7A, 0xBC, 0xAF, ..] => "7z archive",
        [0x52, 0x61, 0x72, 0x21, ..] => "RAR archive",
        [0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, ..] => "SQLite database",
        _ => null,
    };
}
