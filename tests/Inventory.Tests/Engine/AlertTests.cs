using Inventory.Engine;
using Inventory.Model.Alerts;
using Inventory.Model.History;
using Inventory.Model.Registry;
using Xunit;
using static Inventory.Tests.Engine.Story;

namespace Inventory.Tests.Engine;

public sealed class AlertTests
{
    private static readonly AlertRule Out = new()
    {
        Id = "out", Measure = AlertMeasure.ShareOut, Category = "masks", PerPrefecture = true, Enter = 0.5, Clear = 0.25, HoldSeconds = 60,
        CoverageMin = 0.5,
    };

    [Fact]
    public void An_alert_is_raised_after_it_held_and_clears_after_recovery_held()
    {
        using var story = Shops(Out);
        Report(story, 0, 0, 0, 0);
        story.Advance(1);
        story.Advance(1.5);
        Assert.Empty(story.Engine.DrainAlerts());
        story.Advance(2);
        Alert raised = Assert.Single(story.Engine.DrainAlerts());
        Assert.Equal((AlertState.Active, "13", 1.0, 1.0), (raised.State, raised.Prefecture, raised.Value, raised.Coverage));
        Assert.Equal($"out|masks|13||{At(2).ToUnixTimeMilliseconds()}", raised.Id);
        Report(story, 3, 5, 5, 0);
        story.Advance(3);
        story.Advance(9);
        // One of three is out: neither past Enter nor back past Clear.
        Assert.Empty(story.Engine.DrainAlerts());
        Report(story, 10, 5, 5, 5);
        story.Advance(10);
        story.Advance(11);
        Alert cleared = Assert.Single(story.Engine.DrainAlerts());
        Assert.Equal(raised with { State = AlertState.Cleared, ClearedAt = At(11) }, cleared);
    }

    [Fact]
    public void A_condition_that_does_not_hold_raises_nothing()
    {
        using var story = Shops(Out);
        for (int minute = 0; minute < 10; minute++)
        {
            Report(story, minute, minute % 2, minute % 2, 1);
            story.Advance(minute + 0.5);
        }

        Assert.Empty(story.Engine.DrainAlerts());
    }

    [Fact]
    public void Too_few_reports_prove_nothing()
    {
        using var story = Shops(Out with { HoldSeconds = 0 });
        story.Full("p1:1", 0, Line("p1:mask", 0));
        story.Advance(1);
        Assert.Empty(story.Engine.DrainAlerts());
    }

    [Fact]
    public void An_active_alert_survives_a_restart_and_is_not_raised_twice()
    {
        using var story = Shops(Out with { HoldSeconds = 0 });
        Report(story, 0, 0, 0, 0);
        story.Advance(1);
        Assert.Single(story.Engine.DrainAlerts());
        using var loaded = StockEngine.Load(new MemoryStream(story.Saved()), new EngineOptions(), RegistryWith(Out with { HoldSeconds = 0 }));
        loaded.Advance(StartMs + 120_000);
        Assert.Empty(loaded.DrainAlerts());
    }

    [Fact]
    public void History_is_told_only_what_changed()
    {
        using var story = Shops(Out);
        Report(story, 0, 1, 2, 3);
        var points = new List<HistoryPoint>();
        story.Engine.CollectHistory(10, points);
        Assert.Contains(points, x => x is { TimeMs: 10, Category: "masks", Prefecture: 13, Tier: 2, Quantity: 6, Stocked: 3, Expected: 3 });
        Assert.Contains(points, x => x is { Category: "masks", Prefecture: -1, Tier: -1, Quantity: 6 });
        points.Clear();
        story.Engine.CollectHistory(20, points);
        Assert.Empty(points);
        Report(story, 1, 1, 2, 4);
        story.Engine.CollectHistory(30, points);
        Assert.Equal(4, points.Count);
        Assert.All(points, x => Assert.Equal(("masks", 7), (x.Category, x.Quantity)));
    }

    private static StockRegistry RegistryWith(AlertRule rule) => With(new RegistryFacts
    {
        Locations = [Shop("p1", 1), Shop("p1", 2), Shop("p1", 3)], AlertRules = [rule],
    });

    private static Story Shops(AlertRule rule) => new(RegistryWith(rule));

    private static void Report(Story story, double minute, params int[] quantities)
    {
        for (int i = 0; i < quantities.Length; i++)
            story.Full($"p1:{i + 1}", minute, Line("p1:mask", quantities[i]));
    }
}
