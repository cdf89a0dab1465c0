using Inventory.Engine.Levels;
using Inventory.Model.Alerts;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Alerts;

/// <summary>
/// Judges the registry's rules against the levels, at most once per second of engine time. A watch is one rule on one
/// category and place; it fires when its condition held long enough and clears when the recovery value held as long.
/// Evidence is frozen.
/// </summary>
internal sealed class AlertBook
{
    /// <summary>
    /// Engine time between two judgements: no rule holds for less, and each costs a walk over all groups.
    /// </summary>
    private const long JudgeEveryMs = 1000;

    private readonly List<Alert> _changed = [];

    /// <summary>When the rules were last judged.</summary>
    public long JudgedMs { get; set; }

    /// <summary>Watches that wait or are active, in a fixed order.</summary>
    public SortedDictionary<string, AlertWatch> Watches { get; } = new(StringComparer.Ordinal);

    /// <summary>Alerts raised or cleared and not yet drained.</summary>
    public List<Alert> Changed => _changed;

    /// <summary>True when the rules are to be judged at this time.</summary>
    public bool IsDue(long nowMs, StockRegistry registry) =>
        nowMs - JudgedMs >= JudgeEveryMs && (registry.AlertRules.Count > 0 || Watches.Count > 0);

    /// <summary>Judges all rules.</summary>
    public void Judge(LevelCapture capture, long nowMs)
    {
        JudgedMs = nowMs;
        IReadOnlyList<Category> categories = capture.Registry.Registry.Categories;
        foreach (AlertRule rule in capture.Registry.Registry.AlertRules)
        {
            for (int c = 0; c < categories.Count; c++)
            {
                if (rule.Category is not null && rule.Category != categories[c].Id)
                    continue;
                for (int p = rule.PerPrefecture ? 0 : -1; p < (rule.PerPrefecture ? Prefecture.Count : 0); p++)
                {
                    LevelNode node = capture.Node(c, p, rule.Tier is { } tier ? (int)tier : -1, 0);
                    Judge(rule, node, (categories[c].Id, p), nowMs);
                }
            }
        }
    }

    /// <summary>Forgets what waits for rules that a new registry no longer has; their active alerts clear.</summary>
    public void Keep(StockRegistry registry, long nowMs)
    {
        var rules = registry.AlertRules.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        var categories = registry.Categories.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        foreach ((string key, AlertWatch watch) in Watches.ToArray())
        {
            if (rules.Contains(watch.Rule) && categories.Contains(watch.Category))
                continue;
            Watches.Remove(key);
            if (watch.Active is { } alert)
                _changed.Add(Cleared(alert, nowMs));
        }
    }

    /// <summary>Takes the active ones of these alerts for all that are active; nothing waits.</summary>
    public void Restore(IEnumerable<Alert> alerts)
    {
        Watches.Clear();
        foreach (Alert alert in alerts)
        {
            if (alert.State == AlertState.Active)
                Watches[KeyOf(alert.Rule, alert.Category, alert.Prefecture, alert.Tier)] =
                    new AlertWatch(alert.Rule, alert.Category) { Active = alert };
        }
    }

    /// <summary>Alerts raised or cleared since the last call.</summary>
    public IReadOnlyList<Alert> Drain()
    {
        Alert[] drained = [.. _changed];
        _changed.Clear();
        return drained;
    }

    private void Judge(AlertRule rule, LevelNode node, (string Category, int Prefecture) place, long nowMs)
    {
        string prefecture = place.Prefecture < 0 ? string.Empty : Prefecture.Code(place.Prefecture);
        string tier = rule.Tier is { } only ? WireNames.Of(only) : string.Empty;
        string key = KeyOf(rule.Id, place.Category, prefecture, tier);
        bool isKnown = Watches.TryGetValue(key, out AlertWatch? watch);
        watch ??= new AlertWatch(rule.Id, place.Category);
        bool? wantsChange = WantsChange(rule, node, watch.Active is not null, out double value);
        if (wantsChange != true)
        {
            watch.SinceMs = -1;
            if (isKnown && watch.Active is null)
                Watches.Remove(key);
            return;
        }

        Watches[key] = watch;
        if (watch.SinceMs < 0)
            watch.SinceMs = nowMs;
        if (nowMs - watch.SinceMs < rule.HoldSeconds * 1000L)
            return;
        watch.SinceMs = -1;
        if (watch.Active is { } active)
        {
            _changed.Add(Cleared(active, nowMs));
            Watches.Remove(key);
            return;
        }

        watch.Active = new Alert
        {
            Id = $"{key}|{nowMs}", Rule = rule.Id, Measure = rule.Measure, Category = place.Category,
            Prefecture = prefecture.Length > 0 ? prefecture : null, Tier = tier.Length > 0 ? tier : null,
            Value = value, Enter = rule.Enter, Clear = rule.Clear, Coverage = node.Coverage,
            RaisedAt = DateTimeOffset.FromUnixTimeMilliseconds(nowMs),
        };
        _changed.Add(watch.Active);
    }

    private static string KeyOf(string rule, string category, string? prefecture, string? tier) =>
        $"{rule}|{category}|{prefecture}|{tier}";

    private static Alert Cleared(Alert alert, long nowMs) =>
        alert with { State = AlertState.Cleared, ClearedAt = DateTimeOffset.FromUnixTimeMilliseconds(nowMs) };

    /// <summary>
    /// True when the value is past the threshold that would change the state; null when there is nothing to judge by.
    /// </summary>
    private static bool? WantsChange(AlertRule rule, LevelNode node, bool isActive, out double value)
    {
        double? measured = Measure(rule.Measure, node);
        value = measured ?? 0;
        // Too few reports prove nothing, unless the coverage itself is what is watched.
        if (measured is null || (rule.Measure != AlertMeasure.Coverage && node.Coverage < rule.CoverageMin))
            return null;
        bool isHighBad = rule.Measure == AlertMeasure.ShareOut;
        return isActive
            ? isHighBad ? value < rule.Clear : value > rule.Clear
            : isHighBad ? value > rule.Enter : value < rule.Enter;
    }

    private static double? Measure(AlertMeasure measure, LevelNode node)
    {
        int judged = node.Figures.Stocked + node.Figures.Out;
        return measure switch
        {
            AlertMeasure.DaysOfSupply => node.DaysOfSupply,
            AlertMeasure.ShareOut => judged == 0 ? null : (double)node.Figures.Out / judged,
            _ => node.Expected == 0 ? null : node.Coverage,
        };
    }
}

/// <summary>One rule on one category and place, while it waits or is active.</summary>
internal sealed class AlertWatch(string rule, string category)
{
    /// <summary>The rule's id.</summary>
    public string Rule { get; } = rule;

    /// <summary>The category's id.</summary>
    public string Category { get; } = category;

    /// <summary>Since when the change of state is due; -1 while it is not.</summary>
    public long SinceMs { get; set; } = -1;

    /// <summary>The raised alert; null while waiting.</summary>
    public Alert? Active { get; set; }
}
