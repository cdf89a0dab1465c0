using System.Globalization;
using System.Text;
using Inventory.Model.Snapshots;

namespace Inventory.Model.Levels;

/// <summary>
/// Writes levels as CSV for spreadsheets: UTF-8 with a byte order mark (Excel reads it as Japanese only then), CRLF,
/// long form, one row per level, blank for unknown or withheld and never zero.
/// </summary>
public static class LevelCsv
{
    /// <summary>The columns, in order. They are only added to at the end, never renamed.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "category", "prefecture", "tier", "status", "quantity", "staleQuantity", "unit", "expected", "reporting", "stocked", "out",
        "coverage", "participants", "outflowPerDay", "daysOfSupply", "asOf_oldest", "asOf_newest", "band", "suppressed", "simulated",
        "audience", "sequence", "computedAt",
    ];

    /// <summary>The levels as a CSV file; <paramref name="simulated"/> says that invented data is in them.</summary>
    public static byte[] ToUtf8(LevelSet levels, bool simulated)
    {
        var text = new StringBuilder(256 + (levels.Levels.Count * 160));
        text.Append('\uFEFF');
        AppendRow(text, Columns);
        foreach (Level level in levels.Levels)
            AppendRow(text, Cells(level, levels, simulated));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string?[] Cells(Level level, LevelSet levels, bool simulated) =>
    [
        level.Category,
        level.Prefecture,
        level.Tier,
        level.Status,
        Number(level.Quantity),
        Number(level.StaleQuantity),
        level.Unit,
        Number(level.Locations?.Expected),
        Number(level.Locations?.Reporting),
        Number(level.Locations?.Stocked),
        Number(level.Locations?.Out),
        Ratio(Coverage(level)),
        Number(level.Participants),
        Ratio(level.OutflowPerDay),
        Ratio(level.DaysOfSupply),
        Time(level.AsOf?.Oldest),
        Time(level.AsOf?.Newest),
        level.Band is { } band ? LevelNames.Of(band) : null,
        Flag(level.Suppressed),
        Flag(simulated),
        LevelNames.Of(levels.Audience),
        Number(levels.Sequence),
        Time(levels.ComputedAt),
    ];

    private static double? Coverage(Level level) =>
        level.Locations is { Expected: > 0 } locations ? (double)locations.Reporting / locations.Expected : null;

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Ratio(double? value) => value is { } number && double.IsFinite(number)
        ? Math.Round(number, 4).ToString("0.####", CultureInfo.InvariantCulture)
        : null;

    private static string? Time(DateTimeOffset? value) => value is { } time ? CanonicalTime.Format(time) : null;

    private static string Flag(bool value) => value ? "true" : "false";

    private static void AppendRow(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            AppendCell(text, cells[i]);
        }

        text.Append("\r\n");
    }

    private static void AppendCell(StringBuilder text, string? cell)
    {
        // All cells are ids, codes, numbers and times; a category's id is a name of letters and hyphens, so quotes are
        // rare.
        if (cell is not null && cell.AsSpan().ContainsAny(",\"\r\n"))
            text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            text.Append(cell);
    }
}
