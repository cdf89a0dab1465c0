using Inventory.Model.Registry;

namespace Inventory.Adapters.Text;

/// <summary>Tells what a file is by its first bytes, as far as they tell it.</summary>
internal static class FormatSniffer
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>True when the bytes can only be of this format; formats that any text may be are never
    /// certain.</summary>
    public static bool Fits(ReadOnlySpan<byte> head, string format)
    {
        if (head.StartsWith(Utf8Mark))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return format switch
        {
            FeedFormats.Spreadsheet => head.StartsWith("PK\x03\x04"u8) || head.StartsWith(OldOffice),
            FeedFormats.Json or FeedFormats.CanonicalJson => head is [(byte)'{' or (byte)'[', ..],
            FeedFormats.Xml or FeedFormats.Gs1Inventory => head is [(byte)'<', ..],
            FeedFormats.Epcis => head is [(byte)'<' or (byte)'{' or (byte)'[', ..],
            FeedFormats.EdifactInvrpt => head.StartsWith("UNA"u8) || head.StartsWith("UNB"u8),
            FeedFormats.X12Inventory => head.StartsWith("ISA"u8),
            _ => false,
        };
    }
}
