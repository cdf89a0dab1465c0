using System.Buffers.Binary;

namespace Inventory.Storage.History;

/// <summary>
/// What waits for the history, in order, in files of a folder. Goals: what was taken survives the end of the process
/// and is written in order when the store is back; a file cut by a crash costs its last entry at most. Non-goals: a
/// position inside a file (writing again is harmless). Each entry is a little-endian 32-bit length, a CRC-32C of the
/// bytes, and the bytes. Thread safe; one thread may take out.
/// When it is full the newest is refused: the caller leaves it out, and the time shows as not recorded. Frames of what
/// was shown are refused from half of the room on, so that they never cost a point its place.
/// </summary>
public sealed class HistorySpool : IDisposable
{
    private const int HeadBytes = 8;
    private const string Suffix = ".spool";

    private readonly string folder;
    private readonly long bytesMax;
    private readonly int segmentBytesMax;
    private readonly Lock gate = new();
    private readonly LinkedList<Segment> segments = [];
    private FileStream? tail;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;
    private long next;

    /// <summary>Opens the folder; what a crash left in it waits again.</summary>
    /// <exception cref="StorageException">The folder cannot be used.</exception>
    public HistorySpool(string folder)
        : this(folder, HistoryLimits.SpoolBytesMax, HistoryLimits.SegmentBytesMax)
    {
    }

    internal HistorySpool(string folder, long bytesMax, int segmentBytesMax)
    {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.segmentBytesMax = segmentBytesMax;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string path in Directory.GetFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal))
                Recover(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(e);
        }
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Entries that wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return segments.Sum(x => x.Lengths.Count - x.Taken);
            }
        }
    }

    /// <summary>Files whose end could not be read when it was opened: each was cut by a crash or damaged.</summary>
    public int TornFiles { get; private set; }

    /// <summary>Keeps an entry; false when there is no room for it.</summary>
    /// <exception cref="StorageException">The disk does not take it; nothing was kept.</exception>
    public bool TryAppend(HistoryEntry entry)
    {
        byte[] body = HistoryCodec.Write(entry);
        int length = HeadBytes + body.Length;
        lock (gate)
        {
            long room = entry.IsPoints ? bytesMax : bytesMax / 2;
            if (body.Length > HistoryLimits.EntryBytesMax || bytes + length > room)
                return false;
            try
            {
                Append(body);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                AbandonTail();
                throw Wrong(e);
            }

            Interlocked.Add(ref bytes, length);
            arrived.TrySetResult();
            return true;
        }
    }

    /// <summary>Completes when something waits.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (segments.Any(x => x.Taken < x.Lengths.Count))
                return Task.CompletedTask;
            if (arrived.Task.IsCompleted)
                arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return arrived.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>
    /// The oldest entries, at most so many; they stay until <see cref="Release"/>. An entry that cannot be read is
    /// given as null.
    /// </summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public IReadOnlyList<HistoryEntry?> Peek(int countMax)
    {
        lock (gate)
        {
            // Entries of one file only: the next file comes with the next look.
            Segment? first = segments.FirstOrDefault(x => x.Taken < x.Lengths.Count);
            if (first is null)
                return [];
            try
            {
                return Read(first, Math.Min(countMax, first.Lengths.Count - first.Taken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Wrong(e);
            }
        }
    }

    /// <summary>Lets the oldest entries go, for they are written.</summary>
    public void Release(int count)
    {
        lock (gate)
        {
            while (count > 0 && segments.First is { } first)
            {
                Segment segment = first.Value;
                int taken = Math.Min(count, segment.Lengths.Count - segment.Taken);
                for (int i = 0; i < taken; i++)
                {
                    int length = HeadBytes + segment.Lengths[segment.Taken++];
                    segment.TakenBytes += length;
                    Interlocked.Add(ref bytes, -length);
                }

                count -= taken;
                if (segment.Taken < segment.Lengths.Count)
                    return;
                Drop(segment);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            tail?.Dispose();
            tail = null;
        }
    }

    private StorageException Wrong(Exception e) =>
        new($"What waits for the history cannot be kept in {folder}: {e.Message}", isTransient: true, e);

    private void Append(byte[] body)
    {
        if (tail is null || segments.Last is null || segments.Last.Value.Bytes >= segmentBytesMax)
        {
            tail?.Dispose();
            tail = null;
            string path = Path.Combine(folder, $"{next:d12}{Suffix}");
            tail = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
            next++;
            segments.AddLast(new Segment(path));
        }

        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt32LittleEndian(head, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Crc32C.Of(body));
        tail.Write(head);
        tail.Write(body);
        tail.Flush(flushToDisk: true);
        Segment last = segments.Last!.Value;
        last.Lengths.Add(body.Length);
        last.Bytes += HeadBytes + body.Length;
    }

    /// <summary>After a failed write nothing more goes into that file: its end may be half an entry.</summary>
    private void AbandonTail()
    {
        try
        {
            tail?.Dispose();
        }
        catch (IOException)
        {
            // What it could not write is not counted as kept.
        }

        tail = null;
        if (segments.Last is { } last && last.Value.Lengths.Count == 0)
            Drop(last.Value);
    }

    private void Drop(Segment segment)
    {
        if (tail is not null && segment == segments.Last?.Value)
        {
            tail.Dispose();
            tail = null;
        }

        segments.Remove(segment);
        Files.DurableFile.TryDelete(segment.Path);
    }

    private static List<HistoryEntry?> Read(Segment segment, int count)
    {
        using var file = new FileStream(
            segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = segment.TakenBytes;
        var entries = new List<HistoryEntry?>(count);
        for (int i = 0; i < count; i++)
        {
            byte[] body = new byte[segment.Lengths[segment.Taken + i]];
            file.Seek(HeadBytes, SeekOrigin.Current);
            file.ReadExactly(body);
            entries.Add(HistoryCodec.Read(body));
        }

        return entries;
    }

    private void Recover(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (!long.TryParse(name, out long number))
            return;
        next = Math.Max(next, number + 1);
        var segment = new Segment(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            while (TryReadLength(file) is { } length)
            {
                segment.Lengths.Add(length);
                segment.Bytes += HeadBytes + length;
            }

            TornFiles += file.Length > segment.Bytes ? 1 : 0;
        }

        if (segment.Lengths.Count == 0)
        {
            Files.DurableFile.TryDelete(path);
            return;
        }

        bytes += segment.Bytes;
        segments.AddLast(segment);
    }

    /// <summary>The length of the next whole entry; null at the end or where the file is torn.</summary>
    private static int? TryReadLength(FileStream file)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes)
            return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 1 || length > HistoryLimits.EntryBytesMax || length > file.Length - file.Position)
            return null;
        byte[] body = new byte[length];
        file.ReadExactly(body);
        return Crc32C.Of(body) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) ? length : null;
    }

    private sealed class Segment(string path)
    {
        public string Path { get; } = path;

        public List<int> Lengths { get; } = [];

        public int Taken { get; set; }

        public long TakenBytes { get; set; }

        public long Bytes { get; set; }
    }
}
