using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inventory.Engine.Columns;

/// <summary>
/// One fixed-width column in native memory, 64-byte aligned and padded as Arrow asks, so that it can be exported
/// without a copy.
/// Owned by its partition; not thread safe.
/// </summary>
internal sealed unsafe class NativeColumn<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private T* _data;

    /// <summary>How many values fit.</summary>
    public int Capacity { get; private set; }

    /// <summary>The first value; valid until the next <see cref="Grow"/>.</summary>
    public T* Data => _data;

    /// <summary>A range of the column; valid until the next <see cref="Grow"/>.</summary>
    public Span<T> Slice(int start, int count)
    {
        Invariant.That(
            (uint)start <= (uint)Capacity && (uint)count <= (uint)(Capacity - start), "range within the column");
        return new Span<T>(_data + start, count);
    }

    /// <summary>Makes room for <paramref name="capacity"/> values; the old ones stay in place.</summary>
    public void Grow(int capacity)
    {
        if (capacity <= Capacity)
            return;
        nuint bytes = (((nuint)capacity * (nuint)Unsafe.SizeOf<T>()) + Alignment - 1) / Alignment * Alignment;
        T* grown = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(grown, bytes);
        if (_data is not null)
        {
            new ReadOnlySpan<T>(_data, Capacity).CopyTo(new Span<T>(grown, capacity));
            NativeMemory.AlignedFree(_data);
        }

        _data = grown;
        Capacity = capacity;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
        Capacity = 0;
    }
}
