using System.Buffers.Binary;
using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// The container of an old workbook: a small file system of sectors. Only the workbook's stream is taken out. A chain
/// of sectors that is longer than the file runs in a circle.
/// </summary>
internal sealed class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int EntryBytes = 128;
    private const int SmallSector = 64;
    private const int ListedTables = 109;
    private const uint LastSector = 0xFFFF_FFFA;

    private readonly Stream _file;
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly int _sector;
    private readonly uint[] _table;

    private CompoundFile(Stream file)
    {
        _file = file;
        file.Position = 0;
        if (file.ReadAtLeast(_header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            throw new WorkbookException(RejectionReason.Truncated, null);
        int shift = BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(30));
        if (shift is not (9 or 12))
            throw new WorkbookException(RejectionReason.FormatMismatch, "old Office document");
        _sector = 1 << shift;
        _table = ReadTable();
    }

    private long SectorsMax => (_file.Length / _sector) + 1;

    /// <summary>The workbook's stream.</summary>
    public static byte[] Workbook(Stream file)
    {
        var compound = new CompoundFile(file);
        byte[] directory = compound.Chain(Header(compound, 48), int.MaxValue);
        byte[]? found = null;
        for (int at = 0; at + EntryBytes <= directory.Length; at += EntryBytes)
        {
            ReadOnlySpan<byte> entry = directory.AsSpan(at, EntryBytes);
            int length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
            string name = Encoding.Unicode.GetString(entry[..(length & ~1)]);
            if (name == "EncryptedPackage")
                throw new WorkbookException(RejectionReason.PasswordProtected, null);
            if (found is null && entry[66] == 2 && name is "Workbook" or "Book")
                found = compound.Content(entry, directory);
        }

        return found ?? throw new WorkbookException(RejectionReason.FormatMismatch, "old Office document without a workbook");
    }

    private static uint Header(CompoundFile compound, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(compound._header.AsSpan(at));

    private byte[] Content(ReadOnlySpan<byte> entry, byte[] directory)
    {
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]);
        if (length > _file.Length)
            throw new WorkbookException(RejectionReason.Truncated, null);
        if (length >= Header(this, 56))
            return Chain(first, (int)length);
        // Small streams lie in one stream of the root, in sectors of their own.
        byte[] small = Chain(BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(116)), int.MaxValue);
        byte[] links = Chain(Header(this, 60), int.MaxValue);
        var content = new byte[length];
        for (int done = 0; done < content.Length; done += SmallSector)
        {
            long at = (long)first * SmallSector;
            if (at + SmallSector > small.Length || (first + 1L) * 4 > links.Length)
                throw new WorkbookException(RejectionReason.Truncated, null);
            int count = Math.Min(SmallSector, content.Length - done);
            small.AsSpan((int)at, count).CopyTo(content.AsSpan(done));
            first = BinaryPrimitives.ReadUInt32LittleEndian(links.AsSpan((int)first * 4));
        }

        return content;
    }

    /// <summary>The bytes of a chain, up to a length.</summary>
    private byte[] Chain(uint sector, int lengthMax)
    {
        var sectors = new List<uint>();
        for (; sector < LastSector && (long)sectors.Count * _sector < lengthMax; sector = Next(sector))
        {
            if (sectors.Count >= SectorsMax)
                throw new WorkbookException(RejectionReason.RecordInvalid, null);
            sectors.Add(sector);
        }

        var bytes = new byte[Math.Min((long)sectors.Count * _sector, lengthMax)];
        for (int i = 0; i < sectors.Count; i++)
        {
            int from = i * _sector;
            ReadSector(sectors[i], bytes.AsSpan(from, Math.Min(_sector, bytes.Length - from)));
        }

        return bytes.Length < lengthMax && lengthMax != int.MaxValue
            ? throw new WorkbookException(RejectionReason.Truncated, null) : bytes;
    }

    private uint Next(uint sector) =>
        sector < _table.Length ? _table[sector] : throw new WorkbookException(RejectionReason.Truncated, null);

    private void ReadSector(uint sector, Span<byte> bytes)
    {
        _file.Position = Math.Min(_file.Length, (sector + 1L) * _sector);
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new WorkbookException(RejectionReason.Truncated, null);
    }

    private uint[] ReadTable()
    {
        long count = Header(this, 44);
        if (count > SectorsMax)
            throw new WorkbookException(RejectionReason.Truncated, null);
        var sectors = new List<uint>();
        var bytes = new byte[_sector];
        for (int i = 0; i < Math.Min(count, ListedTables); i++)
            sectors.Add(Header(this, 76 + (i * 4)));
        uint more = Header(this, 68);
        while (sectors.Count < count && more < LastSector)
        {
            ReadSector(more, bytes);
            for (int i = 0; i < (_sector / 4) - 1 && sectors.Count < count; i++)
                sectors.Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * 4)));
            more = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(_sector - 4));
        }

        var table = new uint[sectors.Count * (_sector / 4)];
        for (int i = 0; i < sectors.Count; i++)
        {
            ReadSector(sectors[i], bytes);
            for (int j = 0; j < _sector / 4; j++)
                table[(i * (_sector / 4)) + j] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(j * 4));
        }

        return table;
    }
}
