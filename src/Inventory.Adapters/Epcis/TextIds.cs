using System.Runtime.InteropServices;
using System.Text;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Numbers for texts, from 1 in order of first appearance: two texts have one number only when they are the same, so
/// nobody can make two that are taken for one. A text takes its ASCII bytes and 20 more. Not thread safe.
/// </summary>
internal sealed class TextIds
{
    private const int ChunkBytes = 256 * 1024;
    private const int StackBytes = 512;

    private readonly List<byte[]> _chunks = [];
    private int[] _buckets = new int[1024];
    private Entry[] _entries = new Entry[256];
    private int _used = ChunkBytes;

    /// <summary>Texts so far.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a text, which is new when <see cref="Count"/> grows.</summary>
    public int Of(ReadOnlySpan<char> text)
    {
        // One byte more, so that the hash over pairs of bytes takes all of them.
        Span<byte> narrow = text.Length < StackBytes ? stackalloc byte[StackBytes] : new byte[text.Length + 1];
        bool isWide = Ascii.FromUtf16(text, narrow, out int length) != System.Buffers.OperationStatus.Done;
        if (isWide)
            return Find(MemoryMarshal.AsBytes(text), string.GetHashCode(text), -text.Length);
        narrow[length] = 0;
        int hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(narrow[..(length + (length & 1))]));
        return Find(narrow[..length], hash, length);
    }

    private int Find(ReadOnlySpan<byte> bytes, int hash, int length)
    {
        int at = _buckets[hash & (_buckets.Length - 1)];
        while (at != 0)
        {
            ref Entry entry = ref _entries[at - 1];
            if (entry.Hash == hash && entry.Length == length
                && bytes.SequenceEqual(_chunks[entry.Chunk].AsSpan(entry.Start, bytes.Length)))
                return at;
            at = entry.Next;
        }

        return Add(bytes, hash, length);
    }

    private int Add(ReadOnlySpan<byte> bytes, int hash, int length)
    {
        if (Count == _buckets.Length)
            Grow();
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        if (ChunkBytes - _used < bytes.Length)
        {
            _chunks.Add(new byte[Math.Max(ChunkBytes, bytes.Length)]);
            _used = 0;
        }

        bytes.CopyTo(_chunks[^1].AsSpan(_used));
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[Count] = new Entry
        {
            Hash = hash, Next = bucket, Chunk = _chunks.Count - 1, Start = _used, Length = length,
        };
        _used += bytes.Length;
        return bucket = ++Count;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            ref int bucket = ref _buckets[_entries[i].Hash & (_buckets.Length - 1)];
            _entries[i].Next = bucket;
            bucket = i + 1;
        }
    }

    private struct Entry
    {
        public int Hash;
        public int Next;
        public int Chunk;
        public int Start;

        // Negative for a text that is not ASCII, which is kept in two bytes a character.
        public int Length;
    }
}
