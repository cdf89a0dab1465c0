using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Conform;

/// <summary>Writes a report as one JSON document.</summary>
internal static class ConformJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document without line breaks.</summary>
    public static string Write(ConformReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("level", report.Level);
            json.WriteBoolean("conforms", report.Conforms);
            json.WriteString("at", CanonicalTime.Format(report.At));
            json.WriteString("rules", ConformReport.Book);
            json.WriteString("program", report.Tool);
            if (report.Feed is not null)
                json.WriteString("feed", report.Feed);
            if (report.Registry is not null)
                json.WriteString("registry", report.Registry);
            json.WriteStartArray("files");
            foreach (FileFacts file in report.Files)
                Write(json, file);
            json.WriteEndArray();
            json.WriteStartArray("criteria");
            foreach (CriterionResult result in report.Results)
                Write(json, result);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, FileFacts file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("accepted", file.Accepted);
        json.WriteNumber("rejected", file.Rejected);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CriterionResult result)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Criterion.Id);
        json.WriteString("rule", result.Criterion.Rule);
        json.WriteString("word", result.Criterion.IsMust ? "MUST" : "SHOULD");
        Write(json, "requirement", result.Criterion.Requirement);
        Write(json, "measured", result.Measured);
        json.WriteString("verdict", result.Verdict switch
        {
            Verdict.Passed => "passed",
            Verdict.Failed => "failed",
            _ => "notJudged",
        });
        json.WriteStartArray("evidence");
        foreach (string piece in result.Evidence)
            json.WriteStringValue(piece);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("ja", text.Ja);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
