using System.Globalization;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Spectre.Console;

namespace Inventory.Cli.Suggest;

/// <summary>A suggestion as a person reads it: the verdict, the columns with their reasons, the questions, the first
/// rows as they would be read.</summary>
internal static class SuggestReport
{
    private const int ColumnsMax = 60;
    private const int LinesMax = 5;
    private const int NameLengthMax = 32;

    public static void Write(Terminal terminal, string file, ProfileSuggestion suggestion, FeedReading? preview)
    {
        if (suggestion.Failure is { } failure)
        {
            LocalizedText text = RejectionText.For(failure.Reason);
            terminal.Say($"{file}: 読み取れません。{text.Ja}", $"{file}: unreadable. {text.En}");
            return;
        }

        string sure = suggestion.Confidence.ToString("P0", CultureInfo.InvariantCulture);
        bool isSure = suggestion.Confidence >= ProfileSuggestion.SureFrom;
        terminal.Say(
            $"{file}: 形式 {suggestion.Profile?.Format}、見出し {HeaderJa(suggestion)}、確信度 {sure}（{(isSure ? "確か" : "要確認")}）",
            $"{file}: format {suggestion.Profile?.Format}, header {HeaderEn(suggestion)}, confidence {sure} ({(isSure ? "sure" : "please check")})");
        WriteColumns(terminal, suggestion);
        foreach (SuggestionBlank blank in suggestion.Blanks)
            terminal.Out.WriteLine($"  ? {blank.Field}: {terminal.Choose(blank.Question)}");
        if (preview is not null)
            WritePreview(terminal, preview);
    }

    private static string HeaderJa(ProfileSuggestion suggestion) =>
        suggestion.HeaderRow > 0 ? $"{suggestion.HeaderRow} 行目" : "なし";

    private static string HeaderEn(ProfileSuggestion suggestion) =>
        suggestion.HeaderRow > 0 ? $"in row {suggestion.HeaderRow}" : "none";

    private static void WriteColumns(Terminal terminal, ProfileSuggestion suggestion)
    {
        if (suggestion.Columns.Count == 0)
            return;
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumn("#");
        table.AddColumn(terminal.Choose("列名", "Column"));
        table.AddColumn(terminal.Choose("用途", "Field"));
        table.AddColumn("%");
        table.AddColumn(terminal.Choose("理由", "Evidence"));
        // Of a very wide table the columns that are used come first.
        IEnumerable<ColumnSuggestion> shown = suggestion.Columns.Count <= ColumnsMax ? suggestion.Columns
            : suggestion.Columns.OrderBy(x => x.Field is null or "plan").ThenBy(x => x.Index).Take(ColumnsMax).OrderBy(x => x.Index);
        foreach (ColumnSuggestion column in shown)
        {
            table.AddRow(
                new Text((column.Index + 1).ToString(CultureInfo.InvariantCulture)),
                new Text(Shown(column.Name)),
                new Text(column.Field ?? "-"),
                new Text(column.Field is null ? "-" : ((int)(column.Confidence * 100)).ToString(CultureInfo.InvariantCulture)),
                new Text(Shown(string.Join("; ", column.Evidence.Select(x => terminal.Choose(x))), 400)));
        }

        terminal.Screen.Write(table);
        if (suggestion.Columns.Count > ColumnsMax)
            terminal.Say($"ほか {suggestion.Columns.Count - ColumnsMax} 列", $"and {suggestion.Columns.Count - ColumnsMax} more columns");
    }

    private static void WritePreview(Terminal terminal, FeedReading preview)
    {
        if (preview.Failure is { } failure)
        {
            LocalizedText text = RejectionText.For(failure.Reason);
            terminal.Say($"この読み方では読み取れません。{text.Ja}", $"Cannot be read this way. {text.En}");
            return;
        }

        terminal.Say(
            $"この読み方では: 受理 {preview.Accepted:N0} 行、拒否 {preview.Rejected:N0} 行、数量なし {preview.Unknown:N0} 行、場所 {preview.Snapshots.Count:N0} か所",
            $"Read this way: {preview.Accepted:N0} lines accepted, {preview.Rejected:N0} refused, {preview.Unknown:N0} "
            + $"without a quantity, {preview.Snapshots.Count:N0} locations");
        foreach ((StockSnapshot snapshot, StockLine line) in preview.Snapshots
            .SelectMany(x => x.Lines.Select(line => (x, line))).Take(LinesMax))
        {
            string quantity = line.Quantity?.ToString(CultureInfo.InvariantCulture) ?? "-";
            terminal.Out.WriteLine($"  {Shown(snapshot.Location.Value)}  {Shown(line.Item.Value)}  {WireNames.Of(line.Status)}  {quantity} "
                + $"{Shown(line.Unit ?? "-")}  {CanonicalTime.Format(line.AsOf ?? snapshot.AsOf)}");
        }

        RefusedTable.Write(terminal, [.. preview.Rejections.Take(10).Select(x => RefusedLine.Of(x))], preview.Rejected);
    }

    /// <summary>A text without control characters, which could rewrite the screen.</summary>
    private static string Shown(string text, int lengthMax = NameLengthMax)
    {
        string clean = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return clean.Length <= lengthMax ? clean : clean[..lengthMax] + "…";
    }
}
