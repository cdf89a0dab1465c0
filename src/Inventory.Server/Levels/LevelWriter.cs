using System.Text.Json;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>
/// Writes levels in the order of the public contract. The public's form has no member that could hold a figure: what it must not see is
/// left out here as well, not only in the engine.
/// </summary>
internal static class LevelWriter
{
    private static readonly string[] Bands = ["unknown", "none", "few", "some", "plenty"];

    /// <summary>The wire text of an audience.</summary>
    public static string Of(Audience audience) => audience switch
    {
        Audience.Ministry => "ministry",
        Audience.Participant => "participant",
        _ => "public",
    };

    /// <summary>The wire text of a band.</summary>
    public static string Of(PublicBand band) => Bands[(int)band];

    /// <summary>Opens the envelope's members up to the levels.</summary>
    public static void WriteHead(Utf8JsonWriter json, LevelSet set, bool isSimulated)
    {
        json.WriteString("audience"u8, Of(set.Audience));
        json.WriteNumber("sequence"u8, set.Sequence);
        json.WriteString("computedAt"u8, CanonicalTime.Format(set.ComputedAt));
        if (isSimulated)
            json.WriteBoolean("simulated"u8, true);
    }

    /// <summary>Writes one level as an object.</summary>
    public static void Write(Utf8JsonWriter json, Level level, Audience audience)
    {
        json.WriteStartObject();
        WriteDimensions(json, level);
        if (audience == Audience.Public)
            json.WriteString("band"u8, Of(level.Band ?? PublicBand.Unknown));
        else
            WriteFigures(json, level);
        json.WriteEndObject();
    }

    /// <summary>Writes what names a level.</summary>
    public static void WriteDimensions(Utf8JsonWriter json, Level level)
    {
        if (level.Category is not null)
            json.WriteString("category"u8, level.Category);
        if (level.Prefecture is not null)
            json.WriteString("prefecture"u8, level.Prefecture);
        if (level.Tier is not null)
            json.WriteString("tier"u8, level.Tier);
        if (level.Status is not null)
            json.WriteString("status"u8, level.Status);
    }

    private static void WriteFigures(Utf8JsonWriter json, Level level)
    {
        WriteNumber(json, "quantity", level.Quantity);
        WriteNumber(json, "staleQuantity", level.StaleQuantity);
        json.WriteString("unit"u8, level.Unit);
        if (level.Locations is { } locations)
        {
            json.WriteStartObject("locations"u8);
            json.WriteNumber("expected"u8, locations.Expected);
            json.WriteNumber("reporting"u8, locations.Reporting);
            json.WriteNumber("stocked"u8, locations.Stocked);
            json.WriteNumber("out"u8, locations.Out);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("locations"u8);
        }

        WriteNumber(json, "participants", level.Participants);
        WriteNumber(json, "outflowPerDay", level.OutflowPerDay);
        WriteNumber(json, "daysOfSupply", level.DaysOfSupply);
        WriteAsOf(json, level.AsOf);
        if (level.Suppressed)
            json.WriteBoolean("suppressed"u8, true);
        if (level.Band is { } band)
            json.WriteString("band"u8, Of(band));
    }

    private static void WriteAsOf(Utf8JsonWriter json, AsOfRange? asOf)
    {
        if (asOf is not { } range)
        {
            json.WriteNull("asOf"u8);
            return;
        }

        json.WriteStartObject("asOf"u8);
        json.WriteString("oldest"u8, CanonicalTime.Format(range.Oldest));
        json.WriteString("newest"u8, CanonicalTime.Format(range.Newest));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        // A rate that is not a number would make the whole text unreadable; unknown is what it means.
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, Math.Round(number, 3));
        else
            json.WriteNull(name);
    }
}
