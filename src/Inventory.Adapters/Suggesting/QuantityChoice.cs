using Inventory.Adapters.Text;

namespace Inventory.Adapters.Suggesting;

/// <summary>Chooses the column of the stock, or the columns where each is an item of its own. Two that fit alike are
/// asked about, never tossed for.</summary>
internal sealed class QuantityChoice(TableJudge judge)
{
    private const double Enough = 0.3;

    // Measured on the made-up files of the tests: below this the better name was always the right one.
    private const double RivalShare = 0.86;

    private static readonly string[] StockWords = ["在庫", "ザイコ", "庫存", "库存", "재고", "ZAIKO", "STOCK", "INVENTORY", "ONHAND"];

    public void Choose()
    {
        ColumnVerdict[] fit = [.. judge.Columns
            .Where(x => x.Field is null && x.Score(ColumnRole.Quantity) >= Enough && IsStock(x))
            .OrderByDescending(x => x.Score(ColumnRole.Quantity)).ThenBy(x => x.Index)];
        ChooseOther();
        if (fit.Length == 0)
        {
            judge.Blanks.Add(SuggestionText.QuantityNone());
            AskForItem();
            return;
        }

        if (!judge.Chosen("item").Any() && TryWide(fit))
            return;
        AskForItem();
        ChooseOne(fit);
    }

    /// <summary>True when the file's name or its titles say that its quantities are stock.</summary>
    private bool SpeaksOfStock()
    {
        IEnumerable<string> titles = judge.Rows.Take(judge.Shape.HeaderFirst).SelectMany(x => x.Take(10));
        return titles.Append(judge.Hints.FileName ?? string.Empty).Select(TextWidth.Key)
            .Any(x => StockWords.Any(word => x.Contains(word, StringComparison.Ordinal)));
    }

    private static bool IsStock(ColumnVerdict column) =>
        column.IsBest(ColumnRole.Quantity)
        || (column.Name.Best == ColumnRole.None && column.Score(ColumnRole.ItemCode) <= 0.3);

    private void AskForItem()
    {
        if (!judge.Chosen("item").Any() && !judge.IsWide)
            judge.Blanks.Add(SuggestionText.ItemNone());
    }

    private void ChooseOther()
    {
        foreach (ColumnVerdict column in judge.Columns.Where(x => x.Field is null
            && x.Score(ColumnRole.OtherQuantity) >= 0.5 && x.IsBest(ColumnRole.OtherQuantity)).Take(1))
            column.Choose("otherQuantity", Math.Min(0.95, column.Score(ColumnRole.OtherQuantity)));
    }

    private void ChooseOne(ColumnVerdict[] fit)
    {
        ColumnVerdict best = fit[0];
        double score = best.Score(ColumnRole.Quantity);
        double confidence = Math.Min(0.97, score);
        if (confidence is > 0.7 and < 0.8 && SpeaksOfStock())
        {
            confidence = 0.87;
            best.Evidence.Add(SuggestionText.FileOfStock());
        }

        ColumnVerdict[] rivals = [.. fit.Skip(1).Where(x => x.Score(ColumnRole.Quantity) >= score * RivalShare)];
        ColumnVerdict[] different = [.. rivals.Where(x => !IsSame(best, x))];
        foreach (ColumnVerdict same in rivals.Except(different))
        {
            best.Evidence.Add(SuggestionText.Same(Shown(same)));
            confidence = Math.Min(confidence, 0.85);
        }

        if (different.Length > 0)
        {
            confidence = Math.Min(0.45, confidence);
            foreach (ColumnVerdict rival in different.Take(8))
                rival.Evidence.Add(SuggestionText.Rival(Shown(best)));
            best.Evidence.Add(SuggestionText.Rival(Shown(different[0])));
            string names = string.Join(", ", different.Take(8).Prepend(best).Select(Shown));
            judge.Blanks.Add(different.Length >= 2 && different.All(x => x.Name.Strength(ColumnRole.LocationName) > 0)
                ? SuggestionText.PlacesAcross(names) : SuggestionText.QuantityDoubt(names));
        }
        else if (fit.Length > 1 && fit[1].Score(ColumnRole.Quantity) >= score * 0.75)
        {
            confidence *= 0.93;
        }

        best.Choose("quantity", confidence);
        if (confidence < 0.5 && different.Length == 0)
            judge.Blanks.Add(SuggestionText.QuantityDoubt(Shown(best)));
    }

    /// <summary>Quantity columns named after goods, in a table without an item column.</summary>
    private bool TryWide(ColumnVerdict[] fit)
    {
        bool hasPlace = judge.Chosen("location").Any() || judge.Chosen("locationName").Any();
        ColumnVerdict[] named = [.. fit.Where(x => x.Name.Strength(ColumnRole.Quantity) >= 0.5)];
        string[] stems = [.. named.Select(x => x.Name.Stem())];
        if (!hasPlace || named.Length == 0 || stems.Any(x => x.Length is 0 or > 60)
            || stems.Distinct().Count() != stems.Length || named.Length > 64)
            return false;
        foreach (ColumnVerdict column in named)
            column.Choose("quantity", Math.Min(0.88, column.Score(ColumnRole.Quantity) + 0.05));
        judge.IsWide = true;
        judge.Blanks.Add(SuggestionText.ItemOfColumns(string.Join(", ", named.Take(8).Select(Shown))));
        return true;
    }

    private bool IsSame(ColumnVerdict a, ColumnVerdict b)
    {
        foreach (IReadOnlyList<string> row in judge.Shape.Data)
        {
            if (Number(row, a.Index) != Number(row, b.Index))
                return false;
        }

        return judge.Shape.Data.Count >= 5;
    }

    private static decimal? Number(IReadOnlyList<string> row, int column) =>
        Numbers.JapaneseNumber.Read(ColumnFacts.CellOf(row, column), out decimal value) == Numbers.NumberReading.Number
            ? value : null;

    private static string Shown(ColumnVerdict column) =>
        column.Name.Text.Length > 0 ? column.Name.Text : $"{column.Index + 1}";
}
