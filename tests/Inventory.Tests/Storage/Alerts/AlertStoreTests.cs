using Inventory.Model.Alerts;
using Inventory.Model.Registry;
using Inventory.Storage.Alerts;
using Xunit;

namespace Inventory.Tests.Storage.Alerts;

public sealed class AlertStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(9));

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Alerts_are_listed_newest_first_and_as_they_were_written()
    {
        Alert[] alerts = [Raised("a", 0), Raised("b", 2) with { Prefecture = "13", Tier = "retailer" }, Raised("c", 1)];
        using (var store = new AlertStore(folder["alerts.db"]))
            await store.SaveAsync(alerts, CancellationToken.None);
        using var again = new AlertStore(folder["alerts.db"]);
        Assert.Equal([alerts[1], alerts[2], alerts[0]], await again.ListAsync(false, 10, CancellationToken.None));
        Assert.Equal([alerts[1], alerts[2]], await again.ListAsync(false, 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_cleared_alert_leaves_the_active_ones_and_a_replay_does_not_raise_it_again()
    {
        using var store = new AlertStore(folder["alerts.db"]);
        Alert cleared = Raised("a", 0) with { State = AlertState.Cleared, ClearedAt = Start.AddHours(5) };
        await store.SaveAsync([Raised("a", 0), Raised("b", 1)], CancellationToken.None);
        await store.SaveAsync([cleared], CancellationToken.None);
        await store.SaveAsync([Raised("a", 0), Raised("b", 1)], CancellationToken.None);
        Assert.Equal([Raised("b", 1)], await store.ListAsync(true, 10, CancellationToken.None));
        Assert.Equal([Raised("b", 1), cleared], await store.ListAsync(false, 10, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_acknowledgement_stays_whatever_is_written_later()
    {
        using var store = new AlertStore(folder["alerts.db"]);
        await store.SaveAsync([Raised("a", 0)], CancellationToken.None);
        Alert? first = await store.AcknowledgeAsync("a", "demo-maker", "増産します", Start.AddHours(1), CancellationToken.None);
        Alert? second = await store.AcknowledgeAsync("a", "other", "late", Start.AddHours(2), CancellationToken.None);
        Assert.Equal(first, second);
        Assert.Equal(("demo-maker", "増産します", Start.AddHours(1)), (first!.AcknowledgedBy, first.Note, first.AcknowledgedAt));
        Alert cleared = Raised("a", 0) with { State = AlertState.Cleared, ClearedAt = Start.AddHours(5) };
        await store.SaveAsync([cleared], CancellationToken.None);
        Alert found = Assert.Single(await store.ListAsync(false, 10, CancellationToken.None));
        Assert.Equal(("demo-maker", AlertState.Cleared), (found.AcknowledgedBy, found.State));
        Assert.Null(await store.AcknowledgeAsync("unknown", "x", null, Start, CancellationToken.None));
    }

    private static Alert Raised(string id, int hours) => new()
    {
        Id = id,
        Rule = "masks-low",
        Measure = AlertMeasure.DaysOfSupply,
        Category = "masks",
        Value = 1.5,
        Enter = 2,
        Clear = 3,
        Coverage = 0.75,
        RaisedAt = Start.AddHours(hours),
    };
}
