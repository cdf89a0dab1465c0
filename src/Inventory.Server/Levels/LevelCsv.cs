using System.Text;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>Levels as CSV: UTF-8 with BOM (Excel reads it), one row per level, columns named as in the JSON.</summary>
internal static class LevelCsv
{
    private const string Head = "category,prefecture,tier,status";

    /// <summary>The whole file.</summary>
    public static byte[] Render(LevelSet set, bool isSimulated)
    {
        bool isPublic = set.Audience == Audience.Public;
        var text = new StringBuilder("\uFEFF").Append(Head);
        text.Append(isPublic
            ? ",band"
            : ",quantity,staleQuantity,unit,locations_expected,locations_reporting,locations_stocked,locations_out"
                + ",coverage,participants,outflowPerDay,daysOfSupply,asOf_oldest,asOf_newest,suppressed");
        text.Append(",computedAt,sequence,simulated\r\n");
        foreach (Level level in set.Levels)
        {
            text.Append(level.Category).Append(',').Append(level.Prefecture).Append(',').Append(level.Tier).Append(',')
                .Append(level.Status);
            if (isPublic)
                text.Append(',').Append(LevelWriter.Of(level.Band ?? PublicBand.Unknown));
            else
                AppendFigures(text, level);
            text.Append(',').Append(CanonicalTime.Format(set.ComputedAt)).Append(',').Append(set.Sequence).Append(',')
                .Append(isSimulated ? "true" : "false").Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendFigures(StringBuilder text, Level level)
    {
        text.Append(',').Append(level.Quantity).Append(',').Append(level.StaleQuantity).Append(',').Append(level.Unit);
        if (level.Locations is { } locations)
        {
            text.Append(',').Append(locations.Expected).Append(',').Append(locations.Reporting)
                .Append(',').Append(locations.Stocked).Append(',').Append(locations.Out).Append(',');
            if (locations.Expected > 0)
                text.Append(Math.Round((double)locations.Reporting / locations.Expected, 4));
        }
        else
        {
            text.Append(",,,,,");
        }

        text.Append(',').Append(level.Participants).Append(',').Append(Rate(level.OutflowPerDay))
            .Append(',').Append(Rate(level.DaysOfSupply))
            .Append(',').Append(level.AsOf is { } asOf ? CanonicalTime.Format(asOf.Oldest) : null)
            .Append(',').Append(level.AsOf is { } newest ? CanonicalTime.Format(newest.Newest) : null)
            .Append(',').Append(level.Suppressed ? "true" : "false");
    }

    private static double? Rate(double? value) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, 3) : null;
}
