using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>
/// Proposes how a table nobody has described is to be read, from its first rows. Pure: the same rows and hints give
/// the same answer; bounded by <c>SuggestLimits</c> whatever the rows hold.
/// </summary>
public static class TableSuggester
{
    /// <summary>Judges the first rows of a table, title rows included, as texts.</summary>
    /// <param name="rows">60 to 200 rows tell enough; 500 are looked at.</param>
    /// <param name="hints">What is known beside the rows.</param>
    public static ProfileSuggestion Suggest(IReadOnlyList<IReadOnlyList<string>> rows, SuggestionHints hints)
    {
        IReadOnlyList<IReadOnlyList<string>> looked = rows.Count <= SuggestLimits.RowsMax
            ? rows : [.. rows.Take(SuggestLimits.RowsMax)];
        DateOnly? reference = Reference(hints);
        if (HeaderFinder.Find(looked, reference) is not { } shape)
        {
            return new ProfileSuggestion
            {
                Failure = new Rejection(default, "file", null, RejectionReason.Empty),
                Blanks = [SuggestionText.QuantityNone()],
            };
        }

        var judge = new TableJudge(looked, shape, hints, reference);
        judge.Judge();
        return new ProfileSuggestion
        {
            Profile = ProfileDraft.Write(judge),
            Confidence = judge.Confidence,
            HeaderRow = shape.HasHeader ? judge.LineOf(shape.DataFirst - 1) : 0,
            Columns = [.. judge.Columns.Select(x =>
                new ColumnSuggestion(x.Index, x.Name.Text, x.Field, x.Confidence, x.Evidence))],
            Blanks = judge.Blanks,
            Sample = [.. looked.Skip(shape.DataFirst).Take(SuggestLimits.SampleRowsMax)],
        };
    }

    /// <summary>The day near which dates without a year lie.</summary>
    private static DateOnly? Reference(SuggestionHints hints)
    {
        if (hints.FileName is { } name && Dates.FileNameDate.TryFind(name, out Dates.DateReading stated))
            return stated.Day;
        return hints.DeliveredAt is { } delivered ? DateOnly.FromDateTime(delivered.DateTime) : null;
    }
}
