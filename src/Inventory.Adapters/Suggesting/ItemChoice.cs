namespace Inventory.Adapters.Suggesting;

/// <summary>Chooses the column that says which item it is: the trade item number where nearly all rows have one,
/// else the sender's own code, a name only where there is nothing else.</summary>
internal sealed class ItemChoice(TableJudge judge)
{
    private const double NearlyAll = 0.95;
    private const double Enough = 0.35;

    public void Choose()
    {
        ColumnVerdict? gtin = Best(ColumnRole.Gtin, 0.5);
        ColumnVerdict? code = BestCode(out bool hasRival);
        if (gtin is not null && gtin.Facts.FilledShare >= NearlyAll)
            TakeGtin(gtin, code);
        else if (code is not null)
            TakeCode(code, gtin, hasRival);
        else if (gtin is not null)
            gtin.Choose("item", 0.6);
        else if (Best(ColumnRole.ItemName, 0.5) is { } name && !LooksWide(name))
            TakeName(name);
    }

    /// <summary>One code several times at one place does not name one item: size and colour stand elsewhere, or it is
    /// a class.</summary>
    public void CheckUnique()
    {
        if (judge.Chosen("item").FirstOrDefault() is not { } item || judge.Shape.Data.Count < 5)
            return;
        string[] fields = ["location", "locationName", "lot", "expiry", "status", "unit", "owner", "saleState", "asOf"];
        int[] columns = [item.Index, .. fields.SelectMany(judge.Chosen).Select(x => x.Index)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> row in judge.Shape.Data)
            seen.Add(string.Join('\u001F', columns.Select(x => ColumnFacts.CellOf(row, x))));
        double repeated = 1 - ((double)seen.Count / judge.Shape.Data.Count);
        if (repeated <= 0.2)
            return;
        item.Choose("item", item.Confidence * 0.7);
        item.Evidence.Add(SuggestionText.Repeats());
    }

    private ColumnVerdict? Best(ColumnRole role, double enough) => judge.Columns
        .Where(x => x.Field is null && x.Score(role) >= enough && x.IsBest(role))
        .OrderByDescending(x => x.Score(role)).ThenBy(x => x.Index).FirstOrDefault();

    private ColumnVerdict? BestCode(out bool hasRival)
    {
        ColumnVerdict[] codes = [.. judge.Columns
            .Where(x => x.Field is null && x.Score(ColumnRole.ItemCode) >= Enough && x.IsBest(ColumnRole.ItemCode))
            .OrderByDescending(x => x.Score(ColumnRole.ItemCode)).ThenBy(x => x.Index)];
        hasRival = false;
        if (codes.Length < 2)
            return codes.FirstOrDefault();
        ColumnVerdict best = codes[0];
        foreach (ColumnVerdict rival in codes.Skip(1))
        {
            if (rival.Score(ColumnRole.ItemCode) < best.Score(ColumnRole.ItemCode) * 0.9
                || rival.Facts.Distinct == best.Facts.Distinct)
                continue;
            hasRival = true;
            // The finer code names one item each.
            if (rival.Facts.Distinct > best.Facts.Distinct)
                best = rival;
        }

        return best;
    }

    private static void TakeGtin(ColumnVerdict gtin, ColumnVerdict? code)
    {
        double score = gtin.Score(ColumnRole.Gtin);
        gtin.Choose("item", gtin.Facts.Gtins >= 0.9 ? Math.Min(0.97, score) : Math.Min(0.85, score));
        if (code is not null && gtin.Facts.FilledShare < 1)
            code.Choose("item", code.Score(ColumnRole.ItemCode));
    }

    private void TakeCode(ColumnVerdict code, ColumnVerdict? gtin, bool hasRival)
    {
        double score = Math.Min(0.97, code.Score(ColumnRole.ItemCode));
        if (IsPlainKey(code))
        {
            score = 0.85;
            code.Evidence.Add(SuggestionText.OnlyKey());
        }

        code.Choose("item", hasRival ? Math.Min(0.75, score) : score);
        gtin?.Evidence.Add(SuggestionText.MostlyEmptyGtin());
        if (score < 0.5)
            judge.Blanks.Add(SuggestionText.Which("item", code.Name.Text.Length > 0
                ? code.Name.Text : $"{code.Index + 1}"));
    }

    /// <summary>A first column without a name whose codes are all different, where no other column's are: a key list
    /// whose author left the corner of the table empty.</summary>
    private bool IsPlainKey(ColumnVerdict code) =>
        judge.Shape.HasHeader && code.Index == 0 && code.Name.Key.Length == 0 && code.Facts.Rows >= 10
        && code.Facts.FilledShare >= 0.99 && code.Facts.DistinctShare >= 0.98 && code.Facts.Codes >= 0.9
        && judge.Columns.Skip(1).All(x => x.Facts.Filled == 0 || x.Facts.DistinctShare < 0.9 || x.Facts.Numbers >= 0.9);

    private void TakeName(ColumnVerdict name)
    {
        name.Choose("item", Math.Min(0.6, name.Score(ColumnRole.ItemName)));
        judge.Blanks.Add(SuggestionText.ItemByName());
    }

    /// <summary>True when the name column says nothing about the rows and the stock stands in a column per item.</summary>
    private bool LooksWide(ColumnVerdict name) =>
        name.Facts.Distinct <= 1 && judge.Shape.Data.Count > 3 && judge.Chosen("location").Any();
}
