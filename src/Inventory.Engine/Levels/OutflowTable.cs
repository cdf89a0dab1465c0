namespace Inventory.Engine.Levels;

/// <summary>
/// Falls of on-hand quantities per group in hourly buckets over seven days: long enough to hold each weekday once,
/// short enough to
/// follow a run on the shops. A fall between two as-ofs is spread evenly over the time between them; a rise is
/// replenishment and adds
/// nothing but observed time. Exact integers: the parts of one fall always add up to it.
/// </summary>
internal sealed class OutflowTable(int groups)
{
    /// <summary>Least observed time before a rate is given: shorter ones turn one sale into a national panic.</summary>
    public const long ObservedMsMin = 10 * 60_000;

    /// <summary>Hours looked back on.</summary>
    public const int WindowHours = 7 * 24;

    private const long HourMs = 3_600_000;

    /// <summary>As-ofs may lead the clock by the validator's tolerance, never by more.</summary>
    private const long LeadMsMax = 5 * 60_000;

    // Two more than the window: the running hour, and the next one, which a leading as-of may reach.
    internal const int RingSize = WindowHours + 2;
    private readonly OutflowGroup?[] _groups = new OutflowGroup?[groups];

    /// <summary>Groups.</summary>
    public int GroupCount => _groups.Length;

    /// <summary>What a group saw; null when nothing yet.</summary>
    public OutflowGroup? this[int group] => _groups[group];

    /// <summary>The first hour (since 1970) of the window at a clock.</summary>
    public static long FirstHour(long clockMs) => Math.Max(0, (clockMs / HourMs) - WindowHours + 1);

    /// <summary>
    /// Takes in two consecutive statements of one cell; <paramref name="fall"/> is the older minus the newer quantity.
    /// </summary>
    public void Observe(int group, long fromMs, long toMs, Int128 fall, long clockMs)
    {
        toMs = Math.Min(toMs, clockMs + LeadMsMax);
        fromMs = Math.Max(0, Math.Min(fromMs, toMs - 1));
        if (toMs <= 0)
            return;
        OutflowGroup to = _groups[group] ??= new OutflowGroup();
        to.FromMs = Math.Min(to.FromMs, fromMs);
        to.ToMs = Math.Max(to.ToMs, toMs);
        if (fall <= 0)
            return;
        long hour = (long)((ulong)fromMs / HourMs);
        // Most cells are counted again within the hour: then nothing is to be shared out.
        if ((long)((ulong)(toMs - 1) / HourMs) != hour)
            Spread(to, fromMs, toMs, fall, clockMs);
        else if (hour >= FirstHour(clockMs))
            to.Add(hour, fall);
    }

    /// <summary>Adds a bucket as it was saved.</summary>
    public void Restore(int group, long hour, Int128 fall, long fromMs, long toMs)
    {
        OutflowGroup to = _groups[group] ??= new OutflowGroup();
        to.FromMs = Math.Min(to.FromMs, fromMs);
        to.ToMs = Math.Max(to.ToMs, toMs);
        if (fall != 0)
            to.Add(hour, fall);
    }

    /// <summary>The same falls under another registry: they follow their category by its id.</summary>
    public OutflowTable Under(RegistryIndex old, RegistryIndex next)
    {
        var table = new OutflowTable(next.Expected.Length);
        for (int c = 0; c < old.Registry.Categories.Count; c++)
        {
            int to = next.CategoryOf(old.Registry.Categories[c].Id);
            if (to >= 0)
            {
                Array.Copy(
                    _groups, c * GroupTable.GroupsPerCategory,
                    table._groups, to * GroupTable.GroupsPerCategory, GroupTable.GroupsPerCategory);
            }
        }

        return table;
    }

    private static void Spread(OutflowGroup to, long fromMs, long toMs, Int128 fall, long clockMs)
    {
        long first = Math.Max(fromMs / HourMs, FirstHour(clockMs));
        long last = (toMs - 1) / HourMs;
        Int128 before = first * HourMs <= fromMs ? 0 : Share(fall, (first * HourMs) - fromMs, toMs - fromMs);
        for (long hour = first; hour < last; hour++)
        {
            Int128 until = Share(fall, ((hour + 1) * HourMs) - fromMs, toMs - fromMs);
            to.Add(hour, until - before);
            before = until;
        }

        if (first <= last)
            to.Add(last, fall - before);
    }

    // A fall is below 2^65 and a length below 2^48: the product fits. A usual one fits 64 bits, where dividing is cheap.
    private static Int128 Share(Int128 fall, long part, long whole) =>
        fall <= int.MaxValue && part <= uint.MaxValue
            ? (long)((ulong)(long)fall * (ulong)part / (ulong)whole)
            : fall * part / whole;
}

/// <summary>The buckets of one group.</summary>
internal sealed class OutflowGroup
{
    private readonly long[] _hours = new long[OutflowTable.RingSize];
    private readonly Int128[] _falls = new Int128[OutflowTable.RingSize];
    private Int128 _sum;
    private long _sumFirst = -1;

    /// <summary>Earliest time between two statements of a cell.</summary>
    public long FromMs { get; set; } = long.MaxValue;

    /// <summary>Latest time between two statements of a cell.</summary>
    public long ToMs { get; set; } = long.MinValue;

    /// <summary>The fall within one hour since 1970.</summary>
    public Int128 At(long hour) => _hours[BucketOf(hour)] == hour ? _falls[BucketOf(hour)] : 0;

    /// <summary>Adds to an hour; a bucket whose hour left the window long ago is taken over.</summary>
    public void Add(long hour, Int128 fall)
    {
        int at = BucketOf(hour);
        if (_hours[at] > hour)
            return;
        _sumFirst = -1;
        if (_hours[at] < hour)
            (_hours[at], _falls[at]) = (hour, 0);
        _falls[at] += fall;
    }

    /// <summary>The sum over the window; added up once for each change.</summary>
    public Int128 Sum(long clockMs)
    {
        long first = OutflowTable.FirstHour(clockMs);
        if (_sumFirst == first)
            return _sum;
        (_sum, _sumFirst) = (0, first);
        for (int i = 0; i < _hours.Length; i++)
            _sum += _hours[i] >= first ? _falls[i] : 0;
        return _sum;
    }

    // Hours up to the year 9999 fit 32 bits, and so does the remainder's cheap way.
    private static int BucketOf(long hour) => (int)((uint)hour % OutflowTable.RingSize);
}
