using System.Text.Json;
using Inventory.Model.Alerts;
using Inventory.Model.Snapshots;
using Inventory.Model.Registry;

namespace Inventory.Server.Levels;

/// <summary>Writes one alert with its frozen evidence.</summary>
internal static class AlertWriter
{
    private static readonly string[] Measures = ["daysOfSupply", "shareOut", "coverage"];

    /// <summary>The wire text of a measure.</summary>
    public static string Of(AlertMeasure measure) => Measures[(int)measure];

    /// <summary>Writes the alert as an object.</summary>
    public static void Write(Utf8JsonWriter json, Alert alert, bool isSimulated)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, alert.Id);
        json.WriteString("rule"u8, alert.Rule);
        json.WriteString("measure"u8, Of(alert.Measure));
        json.WriteString("category"u8, alert.Category);
        if (alert.Prefecture is not null)
            json.WriteString("prefecture"u8, alert.Prefecture);
        if (alert.Tier is not null)
            json.WriteString("tier"u8, alert.Tier);
        json.WriteString("state"u8, alert.State == AlertState.Active ? "active"u8 : "cleared"u8);
        json.WriteNumber("value"u8, Finite(alert.Value));
        json.WriteNumber("enter"u8, alert.Enter);
        json.WriteNumber("clear"u8, alert.Clear);
        json.WriteNumber("coverage"u8, Finite(alert.Coverage));
        json.WriteString("raisedAt"u8, CanonicalTime.Format(alert.RaisedAt));
        if (alert.ClearedAt is { } cleared)
            json.WriteString("clearedAt"u8, CanonicalTime.Format(cleared));
        if (alert.AcknowledgedAt is { } acknowledged)
            json.WriteString("acknowledgedAt"u8, CanonicalTime.Format(acknowledged));
        if (alert.AcknowledgedBy is not null)
            json.WriteString("acknowledgedBy"u8, alert.AcknowledgedBy);
        if (alert.Note is not null)
            json.WriteString("note"u8, alert.Note);
        if (isSimulated)
            json.WriteBoolean("simulated"u8, true);
        json.WriteEndObject();
    }

    private static double Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}
