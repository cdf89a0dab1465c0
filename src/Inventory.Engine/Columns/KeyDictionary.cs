using System.Text;

namespace Inventory.Engine.Columns;

/// <summary>
/// Gives UTF-8 keys dense indexes in the order of first sight. The hash is fixed (no seed per process), a look-up by
/// span allocates nothing, and the last additions can be taken back, so that a record found malformed leaves no trace.
/// </summary>
internal sealed class KeyDictionary
{
    private byte[] _pool = new byte[256];
    private int[] _ends = new int[16];
    private ulong[] _hashes = new ulong[16];
    private string?[] _texts = new string?[16];
    private int[] _slots = new int[32];

    /// <summary>How many keys there are; indexes are 0 to this, excluded.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a key.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => _pool.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>A key as text; made once.</summary>
    public string Text(int index) => _texts[index] ??= Encoding.UTF8.GetString(Bytes(index));

    /// <summary>The fixed hash of a key.</summary>
    public ulong HashOf(int index) => _hashes[index];

    /// <summary>The index of a key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key) => _slots[SlotOf(key, Hash(key))] - 1;

    /// <summary>The index of a text, or -1.</summary>
    public int Find(string text) => Find(Encoding.UTF8.GetBytes(text));

    /// <summary>The index of a key, which is added when it is new.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> key)
    {
        ulong hash = Hash(key);
        int slot = SlotOf(key, hash);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;
        Reserve(key.Length);
        int start = Start(Count);
        key.CopyTo(_pool.AsSpan(start));
        _ends[Count] = start + key.Length;
        _hashes[Count] = hash;
        _texts[Count] = null;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
            Rehash();
        return Count - 1;
    }

    /// <summary>Takes back the newest keys until <paramref name="count"/> are left.</summary>
    public void Truncate(int count)
    {
        while (Count > count)
        {
            // With linear probing the newest key is the last of its chain: clearing its slot breaks no other chain.
            _slots[SlotOf(Bytes(Count - 1), _hashes[Count - 1])] = 0;
            Count--;
        }
    }

    /// <summary>FNV-1a over the bytes, then mixed so that the low bits may pick a slot.</summary>
    public static ulong Hash(ReadOnlySpan<byte> key)
    {
        // Hashing is arithmetic modulo 2^64 by definition.
        unchecked
        {
            ulong hash = 0xCBF29CE484222325;
            foreach (byte b in key)
                hash = (hash ^ b) * 0x100000001B3;
            hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];

    private int SlotOf(ReadOnlySpan<byte> key, ulong hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(hash & (ulong)mask);
        while (_slots[slot] != 0)
        {
            int index = _slots[slot] - 1;
            if (_hashes[index] == hash && Bytes(index).SequenceEqual(key))
                return slot;
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Reserve(int length)
    {
        int end = Start(Count) + length;
        if (end > _pool.Length)
            Array.Resize(ref _pool, Math.Max(end, _pool.Length * 2));
        if (Count < _ends.Length)
            return;
        Array.Resize(ref _ends, Count * 2);
        Array.Resize(ref _hashes, Count * 2);
        Array.Resize(ref _texts, Count * 2);
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < Count; i++)
            _slots[SlotOf(Bytes(i), _hashes[i])] = i + 1;
    }
}
