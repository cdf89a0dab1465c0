namespace Inventory.Adapters.Simulated;

/// <summary>
/// Randomness without state: a number that depends only on the seed and on what it is for. The mixer is the finaliser
/// of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), written out so that no runtime's own generator can change the
/// nation.
/// </summary>
internal readonly record struct SeededHash(ulong State)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The hash of this one and a number.</summary>
    public SeededHash With(ulong value)
    {
        // Wrap-around is the point of a hash.
        unchecked
        {
            return new SeededHash(Mix(State + GoldenGamma + (value * 0xD1B54A32D192ED03)));
        }
    }

    /// <summary>The hash of this one and a text (FNV-1a over its UTF-16 units).</summary>
    public SeededHash With(string text)
    {
        // Wrap-around is the point of a hash.
        unchecked
        {
            ulong hash = 0xCBF29CE484222325;
            foreach (char c in text)
                hash = (hash ^ c) * 0x100000001B3;
            return With(hash);
        }
    }

    /// <summary>A number from 0 up to and not including <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)((State >> 33) % (ulong)bound);

    /// <summary>A number from 0 up to and not including 1.</summary>
    public double Unit() => (State >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number between two others.</summary>
    public double Between(double low, double high) => low + (Unit() * (high - low));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
