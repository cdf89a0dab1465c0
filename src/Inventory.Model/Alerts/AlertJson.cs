using System.Buffers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Alerts;

/// <summary>Writes alerts as UTF-8 JSON. Schema: <c>schemas/alert.v1.schema.json</c>.</summary>
public static class AlertJson
{
    private static readonly string[] Measures = ["daysOfSupply", "shareOut", "coverage"];
    private static readonly string[] States = ["active", "cleared"];

    /// <summary>The wire text of a measure.</summary>
    public static string NameOf(AlertMeasure measure) => Measures[(int)measure];

    /// <summary>The wire text of a state.</summary>
    public static string NameOf(AlertState state) => States[(int)state];

    /// <summary>One alert as UTF-8 JSON, as a webhook carries it.</summary>
    public static byte[] ToUtf8(Alert alert, bool simulated)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new JsonOutput(output))
            WriteAlert(json, alert, simulated);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A list of alerts as <c>{"simulated":…,"alerts":[…]}</c>.</summary>
    public static byte[] ToUtf8(IEnumerable<Alert> alerts, bool simulated)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using (var json = new JsonOutput(output))
        {
            json.StartObject();
            json.Flag("simulated"u8, simulated);
            json.StartArray("alerts"u8);
            foreach (Alert alert in alerts)
                WriteAlert(json, alert, false);
            json.EndArray();
            json.EndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteAlert(JsonOutput json, Alert alert, bool simulated)
    {
        json.StartObject();
        json.Text("id"u8, alert.Id);
        json.Text("rule"u8, alert.Rule);
        json.Text("measure"u8, NameOf(alert.Measure));
        json.Text("category"u8, alert.Category);
        json.Text("prefecture"u8, alert.Prefecture);
        json.Text("tier"u8, alert.Tier);
        json.Text("state"u8, NameOf(alert.State));
        json.Ratio("value"u8, alert.Value);
        json.Ratio("enter"u8, alert.Enter);
        json.Ratio("clear"u8, alert.Clear);
        json.Ratio("coverage"u8, alert.Coverage);
        json.Time("raisedAt"u8, alert.RaisedAt);
        json.Time("clearedAt"u8, alert.ClearedAt);
        json.Time("acknowledgedAt"u8, alert.AcknowledgedAt);
        json.Text("acknowledgedBy"u8, alert.AcknowledgedBy);
        json.Text("note"u8, alert.Note);
        if (simulated)
            json.Flag("simulated"u8, true);
        json.EndObject();
    }
}
