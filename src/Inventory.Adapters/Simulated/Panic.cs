using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Simulated;

/// <summary>
/// A run on the shops: demand rises to five to ten times the normal within an hour. In some prefectures supply never
/// catches up and shelves stay empty; in the others shops are rationed at a third of their stock. Wholesalers dispatch
/// what they can; makers stay full, which is
/// what nobody could see in 2020.
/// </summary>
internal sealed class Panic
{
    private const double RampDays = 1.0 / 24;

    /// <summary>A day's demand comes in twelve opening hours, and a panic keeps people queueing at all hours.</summary>
    private const double OpeningHoursPerDay = 12;

    /// <summary>Part of its normal stock that a shop loses where supply keeps up.</summary>
    private const double ShopLossMax = 0.65;
    private const double WholesalerLossMax = 0.5;
    private const double MakerLossMax = 0.05;

    private readonly SeededHash _seed;
    private readonly long _startMs;

    /// <summary>A panic that begins at a time.</summary>
    public Panic(SeededHash seed, long startMs)
    {
        _seed = seed.With("panic");
        _startMs = startMs;
    }

    /// <summary>True where shelves run empty: about four prefectures in ten.</summary>
    public bool IsHit(int prefecture) => _seed.With((ulong)prefecture).Below(10) < 4;

    /// <summary>Units that are missing against a normal day.</summary>
    /// <param name="outlet">Where.</param>
    /// <param name="cell">What.</param>
    /// <param name="unixMs">When.</param>
    public double Missing(Outlet outlet, in StockedCell cell, long unixMs)
    {
        double days = (unixMs - _startMs) / 86_400_000.0;
        if (days <= 0)
            return 0;
        double peak = _seed.With((ulong)outlet.Location.Prefecture + 100).Between(5, 10);
        // The integral of a linear ramp from 0 to peak - 1, then a plateau.
        double ramped = Math.Min(days, RampDays);
        double extraDays = (peak - 1) * ((ramped * ramped / (2 * RampDays)) + (days - ramped));
        double wanted = cell.UnitsPerDay * extraDays * (24 / OpeningHoursPerDay);
        return outlet.Location.Tier switch
        {
            Tier.Retailer when IsHit(outlet.Location.Prefecture) => wanted,
            Tier.Retailer => Saturate(wanted, ShopLossMax * cell.NormalUnits),
            Tier.Wholesaler => Saturate(wanted / 4, WholesalerLossMax * cell.NormalUnits),
            _ => Saturate(wanted / 10, MakerLossMax * cell.NormalUnits),
        };
    }

    /// <summary>Grows like <paramref name="x"/> at first and never beyond <paramref name="max"/>.</summary>
    private static double Saturate(double x, double max) => max <= 0 ? 0 : max * x / (x + max);
}
