using System.Text.Json;
using Inventory.Model.Quality;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Quality;

/// <summary>A finding as JSON. Schema: <c>schemas/finding.v1.schema.json</c>.</summary>
internal static class FindingJson
{
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        FindingText text = FindingKinds.For(finding.Kind);
        json.WriteStartObject();
        json.WriteString("id"u8, finding.Id);
        json.WriteString("kind"u8, finding.Kind);
        json.WriteString("participant"u8, finding.Participant);
        if (finding.Feed is not null)
            json.WriteString("feed"u8, finding.Feed);
        if (finding.Location is not null)
            json.WriteString("location"u8, finding.Location);
        if (finding.Item is not null)
            json.WriteString("item"u8, finding.Item);
        json.WriteNumber("count"u8, finding.Count);
        json.WriteString("firstSeen"u8, CanonicalTime.Format(finding.FirstSeen));
        json.WriteString("lastSeen"u8, CanonicalTime.Format(finding.LastSeen));
        json.WriteStartObject("evidence"u8);
        foreach ((string name, string value) in finding.Evidence)
            json.WriteString(name, value);
        json.WriteEndObject();
        Write(json, "message", text.Message);
        Write(json, "remedy", text.Remedy);
        Write(json, "threshold", text.Threshold);
        json.WriteString("state"u8, finding.State.ToString().ToLowerInvariant());
        if (finding.ConfirmedBy is not null)
            json.WriteString("confirmedBy"u8, finding.ConfirmedBy);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("ja"u8, text.Ja);
        json.WriteString("en"u8, text.En);
        json.WriteEndObject();
    }
}
