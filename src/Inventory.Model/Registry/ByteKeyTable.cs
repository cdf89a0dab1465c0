using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Inventory.Model.Registry;

/// <summary>
/// Values by the UTF-8 form of a text, so that bytes are looked up without making a text of them. Filled once, then
/// read by any thread. Half of its slots are empty, and its keys are ours: what a sender writes cannot make a look-up
/// long.
/// </summary>
internal sealed class ByteKeyTable<T>
    where T : class
{
    private readonly Slot[] _slots;
    private readonly int _mask;

    public ByteKeyTable(int count)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, (count * 2) + 1));
        _slots = new Slot[size];
        _mask = size - 1;
    }

    /// <summary>Adds a value; a key that is there already keeps its first one.</summary>
    public void TryAdd(string text, T value)
    {
        byte[] key = Encoding.UTF8.GetBytes(text);
        uint hash = ByteHash.Of(key);
        int at = (int)(hash & (uint)_mask);
        for (; _slots[at].Key is { } taken; at = (at + 1) & _mask)
        {
            if (_slots[at].Hash == hash && key.AsSpan().SequenceEqual(taken))
                return;
        }

        _slots[at] = new Slot(hash, key, value);
    }

    /// <summary>The value under these bytes; null when there is none.</summary>
    public T? Find(ReadOnlySpan<byte> key)
    {
        uint hash = ByteHash.Of(key);
        for (int at = (int)(hash & (uint)_mask); ; at = (at + 1) & _mask)
        {
            ref readonly Slot slot = ref _slots[at];
            if (slot.Key is null)
                return null;
            if (slot.Hash == hash && key.SequenceEqual(slot.Key))
                return slot.Value;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(uint Hash, byte[]? Key, T Value);
}
