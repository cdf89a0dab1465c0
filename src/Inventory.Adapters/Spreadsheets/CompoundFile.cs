using System.Buffers.Binary;
using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Checks the container of an old workbook before it is read: whole, of sizes that fit the file, and not
/// locked.</summary>
internal static class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int ListedTables = 109;
    private const uint Free = 0xFFFF_FFFF;

    private static readonly byte[] Locked = Encoding.Unicode.GetBytes("EncryptedPackage");

    public static void Check(Stream file)
    {
        var header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            throw new WorkbookException(RejectionReason.Truncated, null);
        int shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (shift is not (9 or 12))
            throw new WorkbookException(RejectionReason.FormatMismatch, "old Office document");
        int sector = 1 << shift;
        long sectors = file.Length / sector;
        foreach (int field in (ReadOnlySpan<int>)[44, 64, 72])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(field)) > sectors)
                throw new WorkbookException(RejectionReason.Truncated, null);
        }

        long last = LastSector(file, header, sector);
        if ((last + 1) * sector >= file.Length)
            throw new WorkbookException(RejectionReason.Truncated, null);
        if (Contains(file, Locked))
            throw new WorkbookException(RejectionReason.PasswordProtected, null);
        file.Position = 0;
    }

    /// <summary>The last sector in use, by the allocation tables that the header lists.</summary>
    private static long LastSector(Stream file, byte[] header, int sector)
    {
        var table = new byte[sector];
        long last = 0;
        for (int i = 0; i < ListedTables; i++)
        {
            uint at = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + (i * 4)));
            if (at >= 0xFFFF_FFFA)
                continue;
            last = Math.Max(last, at);
            file.Position = Math.Min(file.Length, (at + 1L) * sector);
            if (file.ReadAtLeast(table, sector, throwOnEndOfStream: false) < sector)
                throw new WorkbookException(RejectionReason.Truncated, null);
            for (int j = 0; j < sector / 4; j++)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(j * 4)) != Free)
                    last = Math.Max(last, (i * (sector / 4L)) + j);
            }
        }

        return last;
    }

    private static bool Contains(Stream file, byte[] bytes)
    {
        var window = new byte[64 * 1024];
        file.Position = 0;
        int kept = 0;
        int count;
        while ((count = file.Read(window.AsSpan(kept))) > 0)
        {
            int length = kept + count;
            if (window.AsSpan(0, length).IndexOf(bytes) >= 0)
                return true;
            kept = Math.Min(length, bytes.Length);
            window.AsSpan(length - kept, kept).CopyTo(window);
        }

        return false;
    }
}
