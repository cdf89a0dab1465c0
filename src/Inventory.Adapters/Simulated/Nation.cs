using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Simulated;

/// <summary>
/// A seeded nation of reporters: the registry's locations, stocked and emptied by a model of supply and demand, as a
/// foreign source of canonical snapshots. Goals: plausible days of supply on a real clock, equal bytes for equal
/// arguments, millions of lines within seconds.
/// Non-goals: conservation of goods between tiers, a forecast of anything. It sees no clock: time is an argument. Not
/// thread safe.
/// </summary>
public sealed class Nation
{
    /// <summary>The demo's own participant for the Taiwanese file: its pharmacies report by themselves.</summary>
    private const string ForeignParticipant = "tw-nhi";

    /// <summary>Time between two reports of a location in the baseline: sales between them show as outflow.</summary>
    private static readonly TimeSpan BaselineStep = TimeSpan.FromHours(4);

    /// <summary>The last reports of the baseline are spread over this time, or half an interval where that is
    /// shorter.</summary>
    private static readonly TimeSpan BaselineSpread = TimeSpan.FromMinutes(10);

    private readonly NationOptions _options;
    private readonly Outlet[] _order;
    private Panic? _panic;
    private int _next;

    /// <summary>Plans the nation; what a location stocks depends only on the seed, the location and the registry's
    /// items.</summary>
    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public Nation(StockRegistry registry, NationOptions options)
    {
        if (!NationOptions.Scenarios.Contains(options.Scenario))
            throw new ArgumentException($"expected one of {string.Join(", ", NationOptions.Scenarios)}, found {options.Scenario}");
        _options = options;
        var seed = new SeededHash(options.Seed);
        IEnumerable<Location> reporters = registry.Locations.Values
            .Where(x => x.Participant.Value != ForeignParticipant)
            .Where(x => seed.With("silent").With(x.Id.Value).Below(100) >= options.SilentPercent);
        _order = new NationPlan(registry, seed).Outlets(reporters);
        // Reports come in one shuffled round for ever, so each location reports equally often.
        Array.Sort(Array.ConvertAll(_order, x => seed.With("order").With(x.Location.Id.Value).State), _order);
    }

    /// <summary>How many locations report.</summary>
    public int Reporters => _order.Length;

    /// <summary>Lines in one round of reports, give or take what is on its way.</summary>
    public long LinesPerRound => _order.Sum(x => (long)x.Cells.Length);

    /// <summary>
    /// A few reports of each location between two times, oldest first, the last one shortly before
    /// <paramref name="now"/>, so that outflow and
    /// days of supply are known at once.
    /// </summary>
    public IReadOnlyList<StockSnapshot> Baseline(DateTimeOffset from, DateTimeOffset now)
    {
        StartPanic(now);
        var reports = new List<(long AsOfMs, Outlet Outlet)>();
        foreach (Outlet outlet in _order)
        {
            TimeSpan half = TimeSpan.FromMinutes(outlet.Location.IntervalMinutes / 2.0);
            TimeSpan spread = half < BaselineSpread ? half : BaselineSpread;
            // To the second, as a till would state it.
            for (DateTimeOffset at = now - TimeSpan.FromSeconds(Math.Floor(spread.TotalSeconds * outlet.Stagger));
                at >= from;
                at -= BaselineStep)
                reports.Add((at.ToUnixTimeMilliseconds(), outlet));
        }

        // The sort is stable, so equal times keep the shuffled order.
        return [.. reports.OrderBy(x => x.AsOfMs).Select(x => Report(x.Outlet, x.AsOfMs))];
    }

    /// <summary>The next location's report with its stock at <paramref name="now"/>; empty registries have
    /// none.</summary>
    /// <exception cref="InvalidOperationException">No location of the registry reports.</exception>
    public StockSnapshot Next(DateTimeOffset now)
    {
        if (_order.Length == 0)
            throw new InvalidOperationException("expected a registry with locations and items that report, found none");
        StartPanic(now);
        Outlet outlet = _order[_next];
        _next = (_next + 1) % _order.Length;
        return Report(outlet, now.ToUnixTimeMilliseconds());
    }

    private void StartPanic(DateTimeOffset now)
    {
        if (_panic is null && _options.Scenario == NationOptions.Panic2020)
            _panic = new Panic(new SeededHash(_options.Seed), (_options.PanicStart ?? now).ToUnixTimeMilliseconds());
    }

    private StockSnapshot Report(Outlet outlet, long asOfMs)
    {
        double activity = DayCurve.Activity(asOfMs, outlet.Location.Tier, outlet.IsOpenAlways);
        var lines = new List<StockLine>(outlet.Cells.Length + (outlet.Cells.Length / 4));
        for (int i = 0; i < outlet.Cells.Length; i++)
            AddLines(lines, outlet, outlet.Cells[i], activity, asOfMs);
        return new StockSnapshot
        {
            SnapshotId = NextId(outlet, asOfMs),
            Sender = outlet.Location.Participant,
            Location = outlet.Location.Id,
            AsOf = DateTimeOffset.FromUnixTimeMilliseconds(asOfMs).ToOffset(DayCurve.Japan),
            AsOfSource = AsOfSource.Location,
            Scope = SnapshotScope.Full,
            Lines = lines,
        };
    }

    private void AddLines(List<StockLine> lines, Outlet outlet, in StockedCell cell, double activity, long asOfMs)
    {
        double sold = cell.SoldOfOrder(activity);
        double missing = cell.IsPanicked && _panic is not null ? _panic.Missing(outlet, cell, asOfMs) : 0;
        Add(lines, cell, StockStatus.OnHand, cell.OnHand(sold, missing));
        if (cell.LeadDays > 0 && cell.IsOrderInTransit(sold))
            Add(lines, cell, StockStatus.InTransit, cell.OrderUnits);
        if (cell.AllocatedUnits > 0)
            Add(lines, cell, StockStatus.Allocated, cell.AllocatedUnits);
        if (cell.OnHoldUnits > 0)
            Add(lines, cell, StockStatus.OnHold, cell.OnHoldUnits);
    }

    private static void Add(List<StockLine> lines, in StockedCell cell, StockStatus status, long units) =>
        lines.Add(new StockLine { Item = cell.Item, Status = status, Quantity = units, Unit = cell.Unit });

    /// <summary>
    /// The id tells seed, location and as-of, so a simulator started again never uses an id for other content; a
    /// counter follows only where one location reports twice within a millisecond.
    /// </summary>
    private static string NextId(Outlet outlet, long asOfMs)
    {
        outlet.Repeats = asOfMs == outlet.LastAsOfMs ? outlet.Repeats + 1 : 0;
        outlet.LastAsOfMs = asOfMs;
        string id = $"{outlet.IdPrefix}-{asOfMs:x}";
        return outlet.Repeats == 0 ? id : $"{id}-{outlet.Repeats}";
    }
}
