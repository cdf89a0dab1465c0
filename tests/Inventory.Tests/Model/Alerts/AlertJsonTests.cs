using System.Text;
using Inventory.Model.Alerts;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Model.Alerts;

public sealed class AlertJsonTests
{
    private static readonly Alert Raised = new()
    {
        Id = "low.masks.13", Rule = "low", Measure = AlertMeasure.ShareOut, Category = "masks", Prefecture = "13",
        Value = 0.123456, Enter = 0.3, Clear = 0.2, Coverage = 0.82,
        RaisedAt = new DateTimeOffset(2026, 11, 22, 12, 40, 0, TimeSpan.Zero),
    };

    [Fact]
    public void An_alert_carries_its_evidence_and_leaves_nulls_out()
    {
        const string Expected =
            """{"id":"low.masks.13","rule":"low","measure":"shareOut","category":"masks","""
            + "\"prefecture\":\"13\",\"state\":\"active\",\"value\":0.1235"
            + ""","enter":0.3,"clear":0.2,"coverage":0.82,"raisedAt":"2026-11-22T12:40:00+00:00"}""";
        Assert.Equal(Expected, Encoding.UTF8.GetString(AlertJson.ToUtf8(Raised, simulated: false)));
        Assert.Equal(
            "{\"simulated\":true,\"alerts\":[" + Expected + "]}", Encoding.UTF8.GetString(AlertJson.ToUtf8([Raised], simulated: true)));
    }

    [Fact]
    public void An_acknowledged_and_cleared_alert_says_who_and_when()
    {
        Alert alert = Raised with
        {
            State = AlertState.Cleared,
            ClearedAt = Raised.RaisedAt.AddHours(1),
            AcknowledgedAt = Raised.RaisedAt.AddMinutes(1),
            AcknowledgedBy = "ministry",
            Note = "電話\"済\"",
        };
        Assert.EndsWith(
            ""","clearedAt":"2026-11-22T13:40:00+00:00","acknowledgedAt":"2026-11-22T12:41:00+00:00","""
            + "\"acknowledgedBy\":\"ministry\",\"note\":\"電話\\\"済\\\"\",\"simulated\":true}",
            Encoding.UTF8.GetString(AlertJson.ToUtf8(alert, simulated: true)), StringComparison.Ordinal);
    }
}
