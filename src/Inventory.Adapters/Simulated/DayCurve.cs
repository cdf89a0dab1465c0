using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Simulated;

/// <summary>
/// Turns wall-clock time into activity: days' worth of business done since the epoch, which rises in opening hours,
/// faster on busy hours and days, and stands still (or creeps, where somebody is open all night) otherwise. A week
/// holds exactly 7 days' worth.
/// </summary>
internal static class DayCurve
{
    /// <summary>Japan has one time zone and no summer time.</summary>
    public static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Monday 2020-01-06 00:00 in Japan, milliseconds since 1970 UTC.</summary>
    private const long EpochMs = 1_578_236_400_000;

    private const long DayMs = 86_400_000;

    /// <summary>What part of a day's business a shop does at night when it never closes.</summary>
    private const double NightShareOpenAlways = 0.3;

    /// <summary>What part warehouses and factories move outside of day work.</summary>
    private const double NightShareUpstream = 0.2;

    // Monday to Sunday; each sums to 7. Shops sell most at weekends, dispatch slows on Sundays.
    private static readonly double[] ShopDays = [0.90, 0.90, 0.92, 0.95, 1.05, 1.15, 1.13];
    private static readonly double[] DispatchDays = [1.1, 1.05, 1.05, 1.05, 1.1, 0.9, 0.75];

    // Weight of each hour of the day, 0:00 to 23:00.
    private static readonly double[] ShopHours =
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 9, 9, 8, 7, 7, 8, 9, 12, 11, 8, 5, 0, 0, 0];

    private static readonly double[] DispatchHours =
        [0, 0, 0, 0, 0, 0, 6, 10, 11, 11, 10, 8, 4, 9, 9, 8, 6, 5, 3, 0, 0, 0, 0, 0];

    private static readonly double[] ShopDaysBefore = Before(ShopDays, 1);
    private static readonly double[] DispatchDaysBefore = Before(DispatchDays, 1);
    private static readonly double[] ShopHoursBefore = Before(ShopHours, ShopHours.Sum());
    private static readonly double[] DispatchHoursBefore = Before(DispatchHours, DispatchHours.Sum());

    /// <summary>Days' worth of business since the epoch; never falls.</summary>
    public static double Activity(long unixMs, Tier tier, bool isOpenAlways)
    {
        long sinceMs = unixMs - EpochMs;
        long day = Math.DivRem(sinceMs, DayMs, out long inDayMs);
        if (inDayMs < 0)
            (day, inDayMs) = (day - 1, inDayMs + DayMs);
        long week = Math.DivRem(day, 7, out long weekday);
        if (weekday < 0)
            (week, weekday) = (week - 1, weekday + 7);
        bool isShop = tier == Tier.Retailer;
        double night = isShop ? (isOpenAlways ? NightShareOpenAlways : 0) : NightShareUpstream;
        double done = DoneOfDay(isShop ? ShopHoursBefore : DispatchHoursBefore, inDayMs, night);
        double before = (isShop ? ShopDaysBefore : DispatchDaysBefore)[weekday];
        return (week * 7) + before + (done * (isShop ? ShopDays : DispatchDays)[weekday]);
    }

    private static double DoneOfDay(double[] hoursBefore, long inDayMs, double night)
    {
        double hour = inDayMs / 3_600_000.0;
        int index = (int)hour;
        double work = hoursBefore[index] + ((hour - index) * (hoursBefore[index + 1] - hoursBefore[index]));
        return ((1 - night) * work) + (night * hour / 24);
    }

    private static double[] Before(double[] weights, double total)
    {
        double[] before = new double[weights.Length + 1];
        for (int i = 0; i < weights.Length; i++)
            before[i + 1] = before[i] + (weights[i] / total);
        return before;
    }
}
