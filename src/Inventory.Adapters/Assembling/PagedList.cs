namespace Inventory.Adapters.Assembling;

/// <summary>
/// A list that grows by pages and never copies what it holds: a million lines leave no halves behind for the garbage
/// collector, and no page is large enough for its large objects. Not thread safe.
/// </summary>
/// <typeparam name="T">A small value; a page holds <see cref="PageLength"/> of them.</typeparam>
internal sealed class PagedList<T>
    where T : struct
{
    /// <summary>Entries of a page: 48 KB of lines, below the 85 KB from which an array is a large object.</summary>
    public const int PageLength = 1 << PageBits;

    private const int PageBits = 11;
    private const int First = 16;

    private readonly List<T[]> _pages = [];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>One entry, to read or to change.</summary>
    public ref T this[int index] => ref _pages[index >> PageBits][index & (PageLength - 1)];

    /// <summary>Adds one at the end and gives its index.</summary>
    public int Add(in T entry)
    {
        int page = Count >> PageBits;
        int at = Count & (PageLength - 1);
        if (page == _pages.Count)
            _pages.Add(new T[page == 0 ? First : PageLength]);
        else if (at == _pages[page].Length)
            GrowFirst();
        _pages[page][at] = entry;
        return Count++;
    }

    /// <summary>The first page begins small: most deliveries are.</summary>
    private void GrowFirst()
    {
        T[] page = _pages[0];
        Array.Resize(ref page, Math.Min(PageLength, page.Length * 4));
        _pages[0] = page;
    }
}
