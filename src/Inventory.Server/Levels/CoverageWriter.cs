using System.Text.Json;
using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Quality;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Core;
using Inventory.Server.Quality;

namespace Inventory.Server.Levels;

/// <summary>
/// Coverage as each audience may see it: the ministry names participants; a participant sees itself and totals over
/// enough others; the
/// public sees whole percentages. A total that stands on fewer than four legal entities is shown to the ministry only.
/// </summary>
internal static class CoverageWriter
{
    // The same number of contributors that disclosed levels ask for.
    private const int ParticipantsMin = 4;

    /// <summary>Writes the whole answer.</summary>
    public static void Write(
        Utf8JsonWriter json, PublishedState state, Caller caller, IReadOnlyList<Finding> findings, bool isSimulated)
    {
        IReadOnlyList<CoverageRow> rows = state.Coverage;
        json.WriteStartObject();
        json.WriteString("audience"u8, LevelNames.Of(caller.Audience));
        json.WriteString("computedAt"u8, CanonicalTime.Format(state.ComputedAt));
        if (isSimulated)
            json.WriteBoolean("simulated"u8, true);
        BehindJson.Write(json, state.PartitionsBehind);
        json.WritePropertyName("national"u8);
        WriteTotal(json, rows, caller.Audience, _ => { });
        WriteGroups(json, "tiers", rows.GroupBy(x => x.Tier).OrderBy(x => x.Key), caller.Audience,
            (writer, tier) => writer.WriteString("tier"u8, WireNames.Of(tier)));
        WriteGroups(json, "prefectures", rows.GroupBy(x => x.Prefecture).OrderBy(x => x.Key), caller.Audience,
            (writer, prefecture) => writer.WriteString("prefecture"u8, Prefecture.Code(prefecture)));
        if (caller.Audience != Audience.Public)
            WriteParticipants(json, rows, caller);
        if (caller.IsMinistry)
            WriteCounts(json, state.Counts);
        if (caller.Audience != Audience.Public)
        {
            json.WriteStartArray("findings"u8);
            foreach (Finding finding in findings)
                FindingJson.Write(json, finding);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteGroups<T>(
        Utf8JsonWriter json, string name, IEnumerable<IGrouping<T, CoverageRow>> groups, Audience audience,
            Action<Utf8JsonWriter, T> key)
    {
        json.WriteStartArray(name);
        foreach (IGrouping<T, CoverageRow> group in groups)
            WriteTotal(json, [.. group], audience, writer => key(writer, group.Key));
        json.WriteEndArray();
    }

    private static void WriteTotal(
        Utf8JsonWriter json, IReadOnlyList<CoverageRow> rows, Audience audience, Action<Utf8JsonWriter> key)
    {
        json.WriteStartObject();
        key(json);
        int expected = rows.Sum(x => x.Expected);
        int fresh = rows.Sum(x => x.Fresh);
        bool isHidden = audience != Audience.Ministry
            && rows.Select(x => x.Participant).Distinct().Count() < ParticipantsMin;
        if (isHidden || expected == 0)
            json.WriteNull("coverage"u8);
        else if (audience == Audience.Public)
            json.WriteNumber("coverage"u8, Math.Round((double)fresh / expected, 2));
        else
            WriteCounts(json, rows, expected, fresh);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, IReadOnlyList<CoverageRow> rows, int expected, int fresh)
    {
        json.WriteNumber("coverage"u8, expected == 0 ? 0 : Math.Round((double)fresh / expected, 4));
        json.WriteNumber("expected"u8, expected);
        json.WriteNumber("fresh"u8, fresh);
        json.WriteNumber("stale"u8, rows.Sum(x => x.Stale));
        json.WriteNumber("silent"u8, rows.Sum(x => x.Silent));
    }

    private static void WriteParticipants(Utf8JsonWriter json, IReadOnlyList<CoverageRow> rows, Caller caller)
    {
        json.WriteStartArray("participants"u8);
        foreach (CoverageRow row in rows)
        {
            if (!caller.IsMinistry && row.Participant != caller.Name)
                continue;
            json.WriteStartObject();
            json.WriteString("participant"u8, row.Participant);
            json.WriteString("tier"u8, WireNames.Of(row.Tier));
            json.WriteString("prefecture"u8, Prefecture.Code(row.Prefecture));
            WriteCounts(json, [row], row.Expected, row.Fresh);
            if (row.NewestAsOf is { } newest)
                json.WriteString("newestAsOf"u8, CanonicalTime.Format(newest));
            else
                json.WriteNull("newestAsOf"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, EngineCounts counts)
    {
        json.WriteStartObject("counts"u8);
        json.WriteNumber("cells"u8, counts.Cells);
        json.WriteNumber("locations"u8, counts.Locations);
        json.WriteNumber("unknownItems"u8, counts.UnknownItems);
        json.WriteNumber("unknownPacks"u8, counts.UnknownPacks);
        json.WriteNumber("negative"u8, counts.Negative);
        json.WriteEndObject();
    }
}
