namespace Inventory.Adapters.Suggesting;

/// <summary>Chooses the columns that say where the stock is.</summary>
internal sealed class PlaceChoice(TableJudge judge)
{
    private const double Enough = 0.55;

    // Two columns that speak for a place this much alike cannot be told apart.
    private const double RivalShare = 0.9;

    public void Choose()
    {
        Choose(ColumnRole.Location, "location");
        Choose(ColumnRole.LocationName, "locationName");
    }

    private void Choose(ColumnRole role, string field)
    {
        ColumnVerdict[] fit = [.. judge.Columns
            .Where(x => x.Score(role) >= Enough && x.IsBest(role))
            .OrderByDescending(x => x.Score(role)).ThenBy(x => x.Index)];
        if (fit.Length == 0)
            return;
        if (role == ColumnRole.LocationName && judge.Chosen("location").FirstOrDefault() is { } code)
        {
            // Beside a code the name is only shown: the nearest one is that code's.
            fit.MinBy(x => Math.Abs(x.Index - code.Index))!.Choose(field, 0.9);
            return;
        }

        ColumnVerdict best = fit[0];
        ColumnVerdict? rival = fit.Skip(1).FirstOrDefault(x => x.Score(role) >= best.Score(role) * RivalShare);
        double confidence = Math.Min(0.97, best.Score(role));
        if (rival is not null && !TellsNoMore(best, rival))
        {
            confidence = 0.65;
            best.Evidence.Add(SuggestionText.Rival(rival.Name.Text));
            rival.Evidence.Add(SuggestionText.Rival(best.Name.Text));
            judge.Blanks.Add(SuggestionText.Which("location", $"{best.Name.Text}, {rival.Name.Text}"));
        }

        best.Choose(field, confidence);
    }

    /// <summary>True when the rival is one value for all rows: then the other one tells the places apart.</summary>
    private static bool TellsNoMore(ColumnVerdict best, ColumnVerdict rival) =>
        rival.Facts.Distinct <= 1 && best.Facts.Distinct > 1;
}
