using System.Numerics;

namespace Inventory.Engine.Levels;

/// <summary>A growing set of small indexes, one bit each.</summary>
internal sealed class IndexSet
{
    private ulong[] _words = [];

    /// <summary>How many indexes are in it.</summary>
    public int Count { get; private set; }

    /// <summary>The bits, 64 indexes per word.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>True when the index is in it.</summary>
    public bool Contains(int index) => index >> 6 < _words.Length && (_words[index >> 6] >> (index & 63) & 1) != 0;

    /// <summary>Puts an index in.</summary>
    public void Add(int index)
    {
        if (index >> 6 >= _words.Length)
            Array.Resize(ref _words, Math.Max((index >> 6) + 1, _words.Length * 2));
        ulong bit = 1UL << (index & 63);
        Count += (_words[index >> 6] & bit) == 0 ? 1 : 0;
        _words[index >> 6] |= bit;
    }

    /// <summary>The indexes, ascending.</summary>
    public IEnumerable<int> Indexes()
    {
        for (int w = 0; w < _words.Length; w++)
        {
            for (ulong rest = _words[w]; rest != 0; rest &= rest - 1)
                yield return (w << 6) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
