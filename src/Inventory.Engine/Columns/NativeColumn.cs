using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inventory.Engine.Columns;

/// <summary>
/// One fixed-width column in native memory, 64-byte aligned and padded as Arrow asks, so that it can be exported
/// without a copy. Owned by its partition; not thread safe.
/// </summary>
internal sealed unsafe class NativeColumn<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private const int HugePageBytes = 2 * 1024 * 1024;
    private const int AdviceHugePage = 14;
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
        T* grown = Allocate(bytes);
        NativeMemory.Clear(grown, bytes);
        if (_data is not null)
        {
            new ReadOnlySpan<T>(_data, Capacity).CopyTo(new Span<T>(grown, capacity));
            NativeMemory.AlignedFree(_data);
        }

        _data = grown;
        Capacity = capacity;
    }

    // Cells are read here and there: with 4 KB pages most reads would miss the page table's cache too. The kernel gives
    // huge pages only where it is asked; whether it does changes nothing but speed, so its answer is not looked at.
    private static T* Allocate(nuint bytes)
    {
        if (bytes < 2 * HugePageBytes || !OperatingSystem.IsLinux())
            return (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        void* data = NativeMemory.AlignedAlloc(bytes, HugePageBytes);
        _ = PageAdvice.Advise(data, bytes, AdviceHugePage);
        return (T*)data;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
        Capacity = 0;
    }
}
