namespace Inventory.Bench.National;

/// <summary>
/// National workload v1: a nation of locations and items, and an endless stream of updates with duplicates, late
/// arrivals and clock jitter. Every value is a pure integer function of (seed, stream, index), so any part can be
/// generated alone and the final
/// state does not depend on arrival order. All arithmetic wraps at 64 bits by definition.
/// </summary>
internal sealed class NationalWorld
{
    public const int Prefectures = 47;
    public const int Categories = 8;
    public const int Tiers = 3;

    /// <summary>Groups of Q2, index (category * 47 + prefecture) * 3 + tier.</summary>
    public const int Groups = Categories * Prefectures * Tiers;

    /// <summary>2025-01-01T00:00:00Z in milliseconds.</summary>
    public const long StartMs = 1_735_689_600_000;

    /// <summary>Census of 2020 in thousands, Hokkaido to Okinawa.</summary>
    private static readonly int[] Population =
    [
        5225, 1238, 1211, 2302, 960, 1068, 1833, 2867, 1933, 1939, 7345, 6284, 14048, 9237, 2201, 1035,
        1133, 767, 810, 2048, 1979, 3633, 7542, 1770, 1414, 2578, 8838, 5465, 1324, 923, 553, 671,
        1888, 2800, 1342, 720, 950, 1335, 692, 5135, 811, 1312, 1738, 1124, 1070, 1588, 1467,
    ];

    /// <summary>Upper ends of the categories in thousandths of the item numbers.</summary>
    private static readonly int[] CategoryEnds = [40, 80, 160, 440, 520, 600, 720, 1000];
    private static readonly int[] UseScale = [200, 20, 1];

    private readonly int[] _firstItem;
    private readonly int[] _itemStep;

    public NationalWorld(int locations, int items, int perLocation)
    {
        (Locations, Items, PerLocation) = (locations, items, perLocation);
        Prefecture = new byte[locations];
        Tier = new byte[locations];
        Category = new byte[items];
        _firstItem = new int[locations];
        _itemStep = new int[locations];
        for (int item = 0; item < items; item++)
            Category[item] = (byte)Array.FindIndex(CategoryEnds, end => item * 1000L / items < end);
        for (int location = 0; location < locations; location++)
            Place(location);
    }

    public int Locations { get; }

    public int Items { get; }

    public int PerLocation { get; }

    public long Cells => (long)Locations * PerLocation;

    public byte[] Prefecture { get; }

    public byte[] Tier { get; }

    public byte[] Category { get; }

    /// <summary>The k-th item stocked at a location.</summary>
    public int ItemAt(int location, int k) => (_firstItem[location] + (k * _itemStep[location])) % Items;

    public int Group(int location, int item) =>
        (((Category[item] * Prefectures) + Prefecture[location]) * Tiers) + Tier[location];

    /// <summary>Daily use of a cell: master data, updates do not carry it.</summary>
    public int Use(int location, int item) => (int)(1 + (Hash(5, Key(location, item)) % 20)) * UseScale[Tier[location]];

    /// <summary>The cell's state before the first update.</summary>
    public NationalUpdate Initial(int location, int k)
    {
        int item = ItemAt(location, k);
        long asOf = StartMs - 1 - (long)(Hash(8, Key(location, item)) % 3_600_000);
        return new NationalUpdate(location, item, Quantity(location, item, asOf), asOf);
    }

    /// <summary>The n-th update of the stream.</summary>
    public NationalUpdate Update(long index)
    {
        unchecked
        {
            ulong n = (ulong)index;
            ulong r = Hash(16, n);
            while (n >= 64 && r % 100 == 0)
            {
                n = n - 1 - (Hash(17, n) % 64);
                r = Hash(16, n);
            }

            ulong x = Hash(18, n);
            ulong u = x >> 32;
            ulong cubed = ((u * u) >> 32) * u >> 32;
            ulong rank = (cubed * (ulong)Locations) >> 32;
            int location = (int)(rank * 48271 % (ulong)Locations);
            int item = ItemAt(location, (int)((uint)x % (uint)PerLocation));
            long now = StartMs + (long)(n / 100);
            long asOf = r / 100 % 100 < 3
                ? now - 7_200_000 - (long)(Hash(19, n) % 3_600_000)
                : now - (long)(Hash(19, n) % 50);
            return new NationalUpdate(location, item, Quantity(location, item, asOf), asOf);
        }
    }

    /// <summary>Folds one sum into the result hash of Q2.</summary>
    public static ulong Fold(ulong hash, long sum) => Mix(hash ^ unchecked((ulong)sum));

    private int Quantity(int location, int item, long asOf)
    {
        ulong seed = unchecked(Hash(7, Key(location, item)) + (ulong)asOf);
        ulong bound = ((ulong)Use(location, item) * (ulong)(6 + (Prefecture[location] * 7 % 12))) + 1;
        return (int)(Hash(6, seed) % bound);
    }

    private ulong Key(int location, int item) => ((ulong)location * (ulong)Items) + (ulong)item;

    private void Place(int location)
    {
        int population = Population.Sum();
        int lot = (int)(Hash(1, (ulong)location) % (ulong)population);
        int prefecture = 0;
        for (int sum = Population[0]; lot >= sum; sum += Population[prefecture])
            prefecture++;
        Prefecture[location] = (byte)prefecture;
        int tier = (int)(Hash(2, (ulong)location) % 1000);
        Tier[location] = (byte)(tier < 5 ? 0 : tier < 50 ? 1 : 2);
        _firstItem[location] = (int)(Hash(3, (ulong)location) % (ulong)Items);
        int step = 1 + (int)(Hash(4, (ulong)location) % (ulong)(Items - 1));
        while (GreatestDivisor(step, Items) != 1)
            step = (step % (Items - 1)) + 1;
        _itemStep[location] = step;
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);

    private static ulong Hash(ulong stream, ulong x) => unchecked(
        Mix(((x + 1) * 0x9E3779B97F4A7C15) + (stream * 0xD1B54A32D192ED03) + 20200311));

    private static ulong Mix(ulong z) => unchecked(Mix3(Mix2((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9)));

    private static ulong Mix2(ulong z) => unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);

    private static ulong Mix3(ulong z) => z ^ (z >> 31);
}

/// <summary>One update of the stream.</summary>
internal readonly record struct NationalUpdate(int Location, int Item, int Quantity, long AsOfMs);
