using Inventory.Engine.Columns;
using Inventory.Engine.Disclosure;
using Inventory.Engine.Levels;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine;

/// <summary>
/// Levels as one audience may see them: the only way numbers leave the engine. Immutable; any thread may read it.
/// </summary>
public sealed class DisclosedView
{
    /// <summary>Below this coverage the public is told nothing (rule book, chapter 11).</summary>
    internal const double PublicCoverageMin = 0.2;

    private const long HourMs = 3_600_000;
    private readonly LevelCapture _capture;
    private readonly Lazy<SuppressionTable>[] _suppression;

    internal DisclosedView(Audience audience, long sequence, long nowMs, LevelCapture capture)
    {
        Audience = audience;
        Sequence = sequence;
        ComputedAt = DateTimeOffset.FromUnixTimeMilliseconds(nowMs);
        _capture = capture;
        _suppression = new Lazy<SuppressionTable>[capture.Registry.Registry.Categories.Count * GroupTable.StatusCount];
        for (int i = 0; i < _suppression.Length; i++)
        {
            (int category, int status) = (i / GroupTable.StatusCount, i % GroupTable.StatusCount);
            _suppression[i] = new Lazy<SuppressionTable>(() => new SuppressionTable(capture, category, status));
        }
    }

    /// <summary>Whose view it is.</summary>
    public Audience Audience { get; }

    /// <summary>Rises with each view that differs from the one before.</summary>
    public long Sequence { get; }

    /// <summary>The engine's clock when it was made.</summary>
    public DateTimeOffset ComputedAt { get; }

    /// <summary>The levels of a query.</summary>
    public LevelSet Query(LevelQuery query)
    {
        var levels = new List<Level>();
        int[] prefectures = Dimension(query.ByPrefecture, query.Prefecture, Prefecture.Count);
        int[] tiers = Dimension(query.ByTier, (int?)query.Tier, GroupTable.TierCount);
        int[] statuses = query.ByStatus || query.Status is not null
            ? Dimension(query.ByStatus, (int?)query.Status, GroupTable.StatusCount)
            : [(int)StockStatus.OnHand];
        IReadOnlyList<Category> categories = _capture.Registry.Registry.Categories;
        for (int c = 0; c < categories.Count; c++)
        {
            if (query.Category is not null && query.Category != categories[c].Id)
                continue;
            foreach (int p in prefectures)
            {
                foreach (int t in tiers)
                {
                    foreach (int s in statuses)
                        Add(levels, new LevelPlace(categories[c], c, p, t, s), query);
                }
            }
        }

        return new LevelSet(Audience, Sequence, ComputedAt, levels);
    }

    private static int[] Dimension(bool isGrouped, int? only, int count)
    {
        if (only is { } index)
            return index >= 0 && index < count ? [index] : [];
        return isGrouped ? [.. Enumerable.Range(0, count)] : [-1];
    }

    private void Add(List<Level> levels, LevelPlace place, LevelQuery query)
    {
        LevelNode node = _capture.Node(place.Index, place.Prefecture, place.Tier, place.Status);
        bool isAsked = place.Status == (int)StockStatus.OnHand || query.Status is not null;
        bool isNation = place.Prefecture < 0 && place.Tier < 0;
        if (node.Contributors.Count == 0 && !(isAsked && (isNation || node.Expected > 0)))
            return;
        levels.Add(Audience switch
        {
            Audience.Ministry => Full(place, node),
            Audience.Participant => Shared(place, node),
            _ => place.Bare() with { Band = Band(place, node) },
        });
    }

    private static Level Full(LevelPlace place, LevelNode node) => Figures(place, node) with
    {
        StaleQuantity = node.Figures.Known > 0 ? Saturation.ToLong(node.Figures.Stale) : null,
        AsOf = node.Contributors.Count > 0 ? AsOf(node.OldestMs, node.NewestMs) : null,
    };

    // The stale part may be a single company's, and an exact time is: both stay away, the time is cut to the hour.
    private Level Shared(LevelPlace place, LevelNode node)
    {
        SuppressionTable table = _suppression[(place.Index * GroupTable.StatusCount) + place.Status].Value;
        return table.MayDisclose(place.Prefecture, place.Tier)
            ? Figures(place, node) with
            {
                AsOf = node.Contributors.Count > 0
                    ? AsOf(CutToHour(node.OldestMs), CutToHour(node.NewestMs))
                    : null,
            }
            : place.Bare() with { Suppressed = true };
    }

    private static Level Figures(LevelPlace place, LevelNode node) => place.Bare() with
    {
        Quantity = node.Figures.Known > 0 ? Saturation.ToLong(node.Figures.Quantity) : null,
        Unit = place.Category.BaseUnit,
        Locations = new LevelLocations(node.Expected, node.Reporting, node.Figures.Stocked, node.Figures.Out),
        Participants = node.Contributors.Count,
        OutflowPerDay = node.Outflow.PerDay,
        DaysOfSupply = node.DaysOfSupply,
    };

    private static PublicBand Band(LevelPlace place, LevelNode node)
    {
        if (place.Status != (int)StockStatus.OnHand || node.Figures.Known == 0 || node.Coverage < PublicCoverageMin)
            return PublicBand.Unknown;
        // A word about the stock of one company, or of two that know their own, is that company's stock.
        if (node.Contributors.Count < Contributors.CountMin)
            return PublicBand.Unknown;
        if (node.Figures.Sellable <= 0)
            return PublicBand.None;
        BandLimits limits = place.Category.Bands;
        return node.DaysOfSupply switch
        {
            null => PublicBand.Unknown,
            { } days when days < limits.FewDays => PublicBand.None,
            { } days when days < limits.SomeDays => PublicBand.Few,
            { } days when days < limits.PlentyDays => PublicBand.Some,
            _ => PublicBand.Plenty,
        };
    }

    private static AsOfRange AsOf(long oldestMs, long newestMs) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(oldestMs), DateTimeOffset.FromUnixTimeMilliseconds(newestMs));

    private static long CutToHour(long ms) => ms - (((ms % HourMs) + HourMs) % HourMs);
}

/// <summary>Where a level stands; -1 for all prefectures or all tiers.</summary>
internal readonly record struct LevelPlace(Category Category, int Index, int Prefecture, int Tier, int Status)
{
    /// <summary>The level with its dimensions and nothing else.</summary>
    public Level Bare() => new()
    {
        Category = Category.Id,
        Prefecture = Prefecture < 0 ? null : Model.Identifiers.Prefecture.Code(Prefecture),
        Tier = Tier < 0 ? null : WireNames.Of((Tier)Tier),
        Status = WireNames.Of((StockStatus)Status),
    };
}
