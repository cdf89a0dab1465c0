using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace Inventory.Storage.Checkpoints;

/// <summary>
/// Checkpoint files: written aside, flushed, renamed; each with a checksum. The newest two are kept, so that one bad
/// sector costs a longer replay and nothing else. File: 16 bytes magic and version, 8 bytes next offset, content, 8
/// bytes content length, 4 bytes
/// CRC-32C over all before it (numbers little-endian).
/// </summary>
public sealed partial class CheckpointStore
{
    private const int HeaderBytes = 24;
    private const int TrailerBytes = 12;
    private const int KeptCount = 2;

    private readonly string directory;
    private readonly string unfinished;

    /// <summary>Opens a folder; where several processes share one, each has a name for its unfinished files.</summary>
    internal CheckpointStore(string directory, string? instance = null)
    {
        this.directory = directory;
        unfinished = instance is null ? ".new" : $".{instance}.new";
        try
        {
            FolderLock.CreatePrivate(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The checkpoint folder {directory} cannot be created: {e.Message}", e);
        }
    }

    private static ReadOnlySpan<byte> Magic => "stock-checkpt/1\n"u8;

    /// <summary>Writes a checkpoint atomically.</summary>
    /// <exception cref="StorageException">It could not be written; the older ones stand.</exception>
    public void Save(long nextOffset, Action<Stream> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nextOffset);
        string path = Path.Combine(directory, $"{nextOffset:D19}.checkpoint");
        string aside = path + unfinished;
        try
        {
            using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                WriteFile(file, nextOffset, write);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
            FolderFlush.Flush(directory);
            foreach (string old in List().Skip(KeptCount))
                File.Delete(old);
            DeleteAbandoned();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A torn file must not hold the space that the disk lacks.
            File.Delete(aside);
            throw new StorageException($"The checkpoint at offset {nextOffset} could not be written: {e.Message}", true, e);
        }
    }

    /// <summary>
    /// Gives the newest valid checkpoint to <paramref name="read"/>; a corrupt one, or one that <paramref
    /// name="read"/> refuses with
    /// <see cref="InvalidDataException"/>, is named in <paramref name="skipped"/> and the one before is taken. False
    /// when none is left.
    /// </summary>
    public bool TryLoad(Action<Stream> read, out IReadOnlyList<string> skipped)
    {
        var wrong = new List<string>();
        skipped = wrong;
        foreach (string path in List())
        {
            string name = Path.GetFileName(path);
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
                long length = Verify(file, name);
                file.Position = HeaderBytes;
                read(new BoundedReadStream(file, length));
                return true;
            }
            catch (InvalidDataException e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                wrong.Add($"{name}: it cannot be read, {e.Message}");
            }
        }

        return false;
    }

    /// <summary>Takes away what other processes on this folder left unfinished; none writes for a day.</summary>
    private void DeleteAbandoned()
    {
        foreach (string path in Directory.EnumerateFiles(directory, "*.new"))
        {
            if (File.GetLastWriteTimeUtc(path) < DateTime.UtcNow.AddDays(-1))
                File.Delete(path);
        }
    }

    private static void WriteFile(FileStream file, long nextOffset, Action<Stream> write)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[Magic.Length..], nextOffset);
        var checksummed = new ChecksumStream(file);
        checksummed.Write(header);
        write(checksummed);
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteInt64LittleEndian(trailer, checksummed.Length - HeaderBytes);
        checksummed.Write(trailer[..8]);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[8..], checksummed.Checksum);
        file.Write(trailer[8..]);
    }

    /// <summary>Reads the whole file once for its checksum; returns the content's length.</summary>
    private static long Verify(FileStream file, string name)
    {
        if (file.Length < HeaderBytes + TrailerBytes)
            throw new InvalidDataException("it is cut short");
        byte[] buffer = new byte[1 << 16];
        file.ReadExactly(buffer.AsSpan(0, HeaderBytes));
        if (!buffer.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("it is of another format or version");
        if (!name.StartsWith($"{BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(Magic.Length)):D19}.", StringComparison.Ordinal))
            throw new InvalidDataException("its offset is not the one of its name");
        uint crc = Crc32C.Update(Crc32C.Start, buffer.AsSpan(0, HeaderBytes));
        long left = file.Length - HeaderBytes - sizeof(uint);
        while (left > 0)
        {
            int part = (int)Math.Min(left, buffer.Length);
            file.ReadExactly(buffer.AsSpan(0, part));
            crc = Crc32C.Update(crc, buffer.AsSpan(0, part));
            left -= part;
        }

        Span<byte> trailer = stackalloc byte[TrailerBytes];
        file.Position = file.Length - TrailerBytes;
        file.ReadExactly(trailer);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(trailer[8..]);
        if (Crc32C.Finish(crc) != expected)
            throw new InvalidDataException($"expected checksum {expected:x8}, found {Crc32C.Finish(crc):x8}");
        long length = BinaryPrimitives.ReadInt64LittleEndian(trailer);
        if (length != file.Length - HeaderBytes - TrailerBytes)
            throw new InvalidDataException($"its content is not the {length} bytes it states");
        return length;
    }

    /// <summary>Finished checkpoints, newest first; what a crash left beside them does not count.</summary>
    private string[] List() =>
        [.. Directory.EnumerateFiles(directory)
            .Where(path => FinishedName().IsMatch(Path.GetFileName(path)))
            .OrderDescending(StringComparer.Ordinal)];

    [GeneratedRegex(@"^[0-9]{19}\.checkpoint\z")]
    private static partial Regex FinishedName();
}
