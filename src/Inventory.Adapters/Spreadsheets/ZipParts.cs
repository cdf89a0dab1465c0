using System.Buffers.Binary;
using System.IO.Compression;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// The parts of a packed workbook. Its directory is checked before anything is made of it, and all that is inflated
/// counts against one budget, however often a part is opened.
/// </summary>
internal sealed class ZipParts : IDisposable
{
    private const int EndBytes = 22;
    private const int CommentBytesMax = 65_535;
    private const long BudgetFreeBytes = 64L * 1024 * 1024;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _fileBytes;
    private long _budget;

    public ZipParts(Stream file)
    {
        CheckDirectory(file);
        _fileBytes = file.Length;
        _budget = BudgetFreeBytes + (2L * SpreadsheetLimits.RatioMax * _fileBytes);
        try
        {
            _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in _archive.Entries)
                _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
        catch (InvalidDataException)
        {
            throw new WorkbookException(RejectionReason.Truncated, "ZIP directory");
        }
    }

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Opens a part; null when there is none of this name.</summary>
    public Stream? Open(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
            return null;
        if (entry.IsEncrypted)
            throw new WorkbookException(RejectionReason.PasswordProtected, null);
        try
        {
            return new InflatedPart(entry.Open(), Math.Min(entry.CompressedLength, _fileBytes), this);
        }
        catch (InvalidDataException)
        {
            throw new WorkbookException(RejectionReason.Truncated, name);
        }
    }

    public void Dispose() => _archive.Dispose();

    private void Spend(int bytes)
    {
        _budget -= bytes;
        if (_budget < 0)
            throw new WorkbookException(RejectionReason.TooLarge, null);
    }

    /// <summary>The end record tells how many entries there are and where: the archive's own reader believes what it
    /// finds and would take memory for all of it.</summary>
    private static void CheckDirectory(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, EndBytes + CommentBytesMax)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        int end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndBytes > tail.Length)
            throw new WorkbookException(RejectionReason.Truncated, "ZIP directory");
        ReadOnlySpan<byte> record = tail.AsSpan(end);
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        long endOffset = file.Length - tail.Length + end;
        if (entries > SpreadsheetLimits.EntriesMax || bytes > SpreadsheetLimits.DirectoryBytesMax)
            throw new WorkbookException(RejectionReason.ContentForbidden, $"ZIP archive of {entries} entries");
        // What lies between directory and end record is at most the records of a large archive.
        if (offset + bytes > endOffset || endOffset - offset > SpreadsheetLimits.DirectoryBytesMax)
            throw new WorkbookException(RejectionReason.Truncated, "ZIP directory");
        file.Position = 0;
    }

    /// <summary>A part being inflated, within its bounds.</summary>
    private sealed class InflatedPart(Stream inflater, long packedBytes, ZipParts owner) : Stream
    {
        private long _bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _bytes; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int count;
            try
            {
                count = inflater.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw new WorkbookException(RejectionReason.Truncated, null);
            }

            _bytes += count;
            owner.Spend(count);
            if (_bytes > SpreadsheetLimits.RatioFreeBytes && _bytes > packedBytes * SpreadsheetLimits.RatioMax)
                throw new WorkbookException(RejectionReason.ContentForbidden, "ZIP bomb");
            if (_bytes > SpreadsheetLimits.PartBytesMax)
                throw new WorkbookException(RejectionReason.TooLarge, null);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inflater.Dispose();
            base.Dispose(disposing);
        }
    }
}
