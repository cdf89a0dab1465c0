using Inventory.Adapters.Dates;

namespace Inventory.Adapters.Suggesting;

/// <summary>Finds when the stock was counted: a column, a title, a header's name, the file's name. Where two columns
/// could say it, none is taken.</summary>
internal sealed class AsOfChoice(TableJudge judge)
{
    private const double Enough = 0.5;

    public void Choose()
    {
        ColumnVerdict[] fit = [.. judge.Columns
            .Where(x => x.Field is null && x.Score(ColumnRole.AsOf) >= Enough && x.IsBest(ColumnRole.AsOf))
            .OrderByDescending(x => x.Score(ColumnRole.AsOf)).ThenBy(x => x.Index)];
        judge.HasTitleTime = IsInTitles();
        if (fit.Length == 0)
        {
            if (!IsStatedElsewhere())
                judge.Blanks.Add(SuggestionText.AsOf());
            return;
        }

        ColumnVerdict best = fit[0];
        double score = best.Score(ColumnRole.AsOf);
        ColumnVerdict[] rivals = [.. fit.Skip(1).Where(x => x.Score(ColumnRole.AsOf) >= score * 0.9 && !IsSame(best, x))];
        if (rivals.Length == 0)
            best.Choose("asOf", Math.Min(0.97, score));
        else if (IsCalendar(best, rivals))
            ChooseFirstDay(best, rivals);
        else
            Ask(best, rivals);
    }

    /// <summary>日付_1, 日付_2 …: a calendar of plans whose first day may be the day of the count.</summary>
    private static bool IsCalendar(ColumnVerdict best, ColumnVerdict[] rivals) => rivals.Length >= 2
        && rivals.All(x => Bare(x.Name.Key) == Bare(best.Name.Key)) && Bare(best.Name.Key).Length > 0;

    private static string Bare(string key) => key.TrimEnd("0123456789".ToCharArray());

    private void ChooseFirstDay(ColumnVerdict best, ColumnVerdict[] rivals)
    {
        bool isFirst = rivals.All(x => x.Index > best.Index);
        bool isStated = judge.Reference is { } day && Day(best) is { } counted
            && Math.Abs(counted.DayNumber - day.DayNumber) <= 1;
        if (isFirst && isStated)
            best.Choose("asOf", 0.85);
        else
            Ask(best, rivals);
    }

    private void Ask(ColumnVerdict best, ColumnVerdict[] rivals)
    {
        judge.Doubt(0.75);
        judge.Blanks.Add(SuggestionText.AsOfDoubt(
            string.Join(", ", rivals.Take(5).Prepend(best).Select(x => x.Name.Text))));
        best.Evidence.Add(SuggestionText.Rival(rivals[0].Name.Text));
    }

    private DateOnly? Day(ColumnVerdict column)
    {
        string? most = judge.Shape.Data.Select(x => ColumnFacts.CellOf(x, column.Index))
            .GroupBy(x => x).OrderByDescending(x => x.Count()).FirstOrDefault()?.Key;
        return most is not null && ColumnFacts.TryDate(most, judge.Reference, out DateReading date) ? date.Day : null;
    }

    private bool IsSame(ColumnVerdict a, ColumnVerdict b) => judge.Shape.Data.All(
        x => ColumnFacts.CellOf(x, a.Index) == ColumnFacts.CellOf(x, b.Index));

    private bool IsStatedElsewhere()
    {
        if (judge.Hints.FileName is { } file && FileNameDate.TryFind(file, out _))
            return true;
        return judge.HasTitleTime || judge.Columns.Any(x => x.Name.HasDate);
    }

    private bool IsInTitles()
    {
        foreach (IReadOnlyList<string> row in judge.Rows.Take(judge.Shape.HeaderFirst))
        {
            for (int i = 0; i < Math.Min(row.Count, SuggestLimits.ColumnsMax); i++)
            {
                string cell = ColumnFacts.CellOf(row, i);
                if (cell.Length > 0 && (ColumnFacts.IsDate(cell, judge.Reference) || FileNameDate.TryFind(cell + ".x", out _)))
                    return true;
            }
        }

        return false;
    }
}
