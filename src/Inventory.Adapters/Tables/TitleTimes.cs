using System.Text;
using Inventory.Adapters.Dates;
using Inventory.Adapters.Mapping;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>
/// The time that the words above and in a header state. The name of a quantity column is nearer to the figures than a
/// title, a title nearer than the names of other columns, "現在" says more than "作成日", and that more than a bare date; where two different ones are left, none is taken
/// and that is told.
/// </summary>
internal static class TitleTimes
{
    /// <summary>Finds the as-of; null when the words state none or several.</summary>
    public static DateTimeOffset? Find(
        IEnumerable<ITableRow> titles, ColumnMap map, LineIntake intake, Findings findings)
    {
        List<TitleDate> dates = [.. map.QuantityDates];
        if (dates.Count == 0)
        {
            foreach (ITableRow row in titles)
                TitleDate.Find(Text(row), intake.Reference, dates);
            if (dates.All(x => x.Mark != TitleDateMark.AsOf))
                dates.AddRange(map.NameDates);
        }

        if (dates.Count == 0)
            return null;
        TitleDateMark best = dates.Max(x => x.Mark);
        List<DateReading> readings = [.. dates.Where(x => x.Mark == best).Select(x => x.Reading).Distinct()];
        if (readings.Count > 1)
        {
            findings.Warn("asOfAmbiguous", default, string.Join(", ", readings.Select(x => x.Day.ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture))));
            return null;
        }

        return intake.Instant(readings[0]);
    }

    private static string Text(ITableRow row)
    {
        var text = new StringBuilder();
        for (int i = 0; i < row.Count && text.Length < TableLimits.TitleCharsMax; i++)
        {
            if (!row.Field(i).IsWhiteSpace())
                text.Append(row.Field(i).Trim()).Append(' ');
        }

        return text.ToString();
    }
}
