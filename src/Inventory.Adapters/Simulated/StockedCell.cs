using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Simulated;

/// <summary>
/// One item at one place, in packs of the unit it is reported in. The level is a closed form of time, so nothing is
/// stored as it runs: stock falls with what was sold and rises by one order each time an order's worth was sold.
/// </summary>
internal readonly record struct StockedCell
{
    /// <summary>The swing of sales around their mean, in days' worth, and its period; slope 8 * 0.3 / 3.7 stays below
    /// 1, so sales never run back.</summary>
    private const double SwingDays = 0.3;
    private const double SwingPeriodDays = 3.7;

    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The unit it is reported in.</summary>
    public required string Unit { get; init; }

    /// <summary>True when a panic concerns it.</summary>
    public bool IsPanicked { get; init; }

    /// <summary>True where the books may run below zero: a till that sells before the delivery is booked in.</summary>
    public bool MayBeNegative { get; init; }

    /// <summary>Units sold or dispatched on a normal day.</summary>
    public required double UnitsPerDay { get; init; }

    /// <summary>Units in one order; 1 or more.</summary>
    public required long OrderUnits { get; init; }

    /// <summary>Units left when the order arrives; below zero where deliveries come late.</summary>
    public required double ReserveUnits { get; init; }

    /// <summary>Where in its cycle the cell stood at the epoch, 0 to 1.</summary>
    public required double Phase { get; init; }

    /// <summary>Days from order to delivery; 0 when nothing is ever reported on the way.</summary>
    public double LeadDays { get; init; }

    /// <summary>Units promised to customers; 0 for none.</summary>
    public long AllocatedUnits { get; init; }

    /// <summary>Units blocked for quality; 0 for none.</summary>
    public long OnHoldUnits { get; init; }

    /// <summary>The mean of the level.</summary>
    public double NormalUnits => Math.Max(0, ReserveUnits + (OrderUnits / 2.0));

    /// <summary>Units sold since the last delivery, 0 up to one order, after <paramref name="activity"/> days' worth
    /// of business.</summary>
    public double SoldOfOrder(double activity)
    {
        double swing = activity + (SwingDays * Wave((activity / SwingPeriodDays) + Phase));
        double orders = (swing * UnitsPerDay / OrderUnits) + Phase;
        return (orders - Math.Floor(orders)) * OrderUnits;
    }

    /// <summary>Units on hand.</summary>
    public long OnHand(double soldOfOrder, double missing)
    {
        double level = Math.Floor(ReserveUnits + OrderUnits - soldOfOrder - missing);
        double least = MayBeNegative && missing <= 0 ? -3 : 0;
        return (long)Math.Max(least, level);
    }

    /// <summary>True while the next order is on its way.</summary>
    public bool IsOrderInTransit(double soldOfOrder) => OrderUnits - soldOfOrder < UnitsPerDay * LeadDays;

    /// <summary>A sine of parabolas with period 1 and range -1 to 1: the same on every machine, which a library's
    /// sine is not.</summary>
    private static double Wave(double x)
    {
        double f = x - Math.Floor(x);
        return f < 0.5 ? 16 * f * (0.5 - f) : -16 * (f - 0.5) * (1 - f);
    }
}
