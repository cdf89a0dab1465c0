using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Spectre.Console;

namespace Inventory.Cli.Watch;

/// <summary>Live levels as a table: beside each number its age and its coverage, or nobody could believe it.</summary>
internal sealed class LevelTable(Terminal terminal, IReadOnlyDictionary<string, BandLimits> limits)
{
    /// <summary>Rows shown; more do not fit on a screen.</summary>
    private const int RowsMax = 60;

    /// <summary>The board as a table.</summary>
    public Table Render(LevelBoard board, DateTimeOffset now, bool isConnected)
    {
        var table = new Table
        {
            Border = TableBorder.Ascii2, Title = new TableTitle(Markup.Escape(Title(board, now,
            isConnected)))
        };
        foreach ((string ja, string en) in Columns(board))
            table.AddColumn(new TableColumn(Markup.Escape(terminal.Choose(ja, en))));
        foreach (WatchedLevel level in board.Levels.Take(RowsMax))
            table.AddRow([.. Cells(board, level, now).Select(x => new Text(x))]);
        return table;
    }

    private string Title(LevelBoard board, DateTimeOffset now, bool isConnected)
    {
        if (board.Last is not { } last)
            return terminal.Choose("待っています", "waiting");
        string simulated = last.Simulated
            ? terminal.Choose("模擬データ（実際の在庫ではありません） ", "SIMULATED DATA ")
            : string.Empty;
        string link = isConnected
            ? string.Empty
            : terminal.Choose("通信が切れています。再接続しています… ", "CONNECTION LOST, reconnecting… ");
        string age = terminal.Choose(StateWords.Age(now - last.ComputedAt));
        return simulated + link + terminal.Choose($"集計 {age} #{last.Sequence}", $"computed {age} #{last.Sequence}");
    }

    private static IEnumerable<(string Ja, string En)> Columns(LevelBoard board)
    {
        yield return ("品目", "Category");
        if (board.Levels.Any(x => x.Prefecture is not null))
            yield return ("都道府県", "Prefecture");
        if (board.Levels.Any(x => x.Tier is not null))
            yield return ("段階", "Tier");
        if (board.Levels.Any(x => x.Status is not null))
            yield return ("区分", "Status");
        yield return ("状態", "State");
        yield return ("在庫", "Quantity");
        yield return ("うち更新遅れ", "of it stale");
        yield return ("日数", "Days");
        yield return ("時点", "Age");
        yield return ("報告率", "Coverage");
    }

    private IEnumerable<string> Cells(LevelBoard board, WatchedLevel level, DateTimeOffset now)
    {
        yield return level.Category ?? "-";
        if (board.Levels.Any(x => x.Prefecture is not null))
            yield return PrefectureName(level.Prefecture);
        if (board.Levels.Any(x => x.Tier is not null))
            yield return level.Tier ?? "-";
        if (board.Levels.Any(x => x.Status is not null))
            yield return level.Status ?? "-";
        yield return terminal.Choose(StateWords.Of(level, limits.GetValueOrDefault(level.Category ?? string.Empty,
            new BandLimits())));
        yield return level.Quantity is { } quantity ? $"{quantity:N0} {level.Unit}" : "-";
        yield return level.StaleQuantity is > 0 and { } stale ? $"{stale:N0}" : "-";
        yield return terminal.Choose(StateWords.Days(level.DaysOfSupply));
        yield return level.AsOf is { } asOf
            ? $"{terminal.Choose(StateWords.Age(now - asOf.Newest))} – {terminal.Choose(StateWords.Age(now - asOf.Oldest))}"
            : "-";
        yield return level.Locations is { Expected: > 0 } x
            ? $"{100.0 * x.Reporting / x.Expected:0}% ({x.Reporting:N0}/{x.Expected:N0})"
            : "-";
    }

    private string PrefectureName(string? code) => code is not null && Prefecture.TryParse(code, out int index)
        ? terminal.Choose(Prefecture.NameJa(index), Prefecture.NameEn(index))
        : "-";
}
