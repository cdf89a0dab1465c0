using System.Buffers;
using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Alerts;

/// <summary>Writes and reads alerts as UTF-8 JSON. Schema: <c>schemas/alert.v1.schema.json</c>.</summary>
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

    /// <summary>Reads one alert.</summary>
    /// <exception cref="JsonException">The bytes are no alert.</exception>
    public static Alert Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return ReadAlert(document.RootElement);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JsonException("expected an alert of version 1: " + e.Message, e);
        }
    }

    private static Alert ReadAlert(JsonElement root)
    {
        int measure = Array.IndexOf(Measures, root.GetProperty("measure").GetString());
        int state = Array.IndexOf(States, root.GetProperty("state").GetString());
        if (measure < 0 || state < 0)
            throw new FormatException("a measure or state that is not known");
        return new Alert
        {
            Id = Text(root, "id") ?? throw new FormatException("no id"),
            Rule = Text(root, "rule") ?? throw new FormatException("no rule"),
            Measure = (AlertMeasure)measure,
            Category = Text(root, "category") ?? throw new FormatException("no category"),
            Prefecture = Text(root, "prefecture"),
            Tier = Text(root, "tier"),
            State = (AlertState)state,
            Value = Ratio(root, "value"),
            Enter = Ratio(root, "enter"),
            Clear = Ratio(root, "clear"),
            Coverage = Ratio(root, "coverage"),
            RaisedAt = root.GetProperty("raisedAt").GetDateTimeOffset(),
            ClearedAt = Time(root, "clearedAt"),
            AcknowledgedAt = Time(root, "acknowledgedAt"),
            AcknowledgedBy = Text(root, "acknowledgedBy"),
            Note = Text(root, "note"),
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>A ratio that was not finite was left out.</summary>
    private static double Ratio(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : double.NaN;

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetDateTimeOffset()
            : null;

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
