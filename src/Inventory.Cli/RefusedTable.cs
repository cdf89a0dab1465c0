using Spectre.Console;

namespace Inventory.Cli;

/// <summary>Shows refused lines as a table that a clerk can work through beside the file.</summary>
internal static class RefusedTable
{
    /// <summary>Rows shown; a screen of more helps nobody, and JSON has them all.</summary>
    private const int RowsMax = 50;

    /// <summary>Longest part of an offending value that is shown.</summary>
    private const int ValueLengthMax = 24;

    /// <summary>Writes the table; nothing when there are no lines.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="lines">The listed lines.</param>
    /// <param name="count">How many there are in all.</param>
    public static void Write(Terminal terminal, IReadOnlyList<RefusedLine> lines, long count)
    {
        if (lines.Count == 0)
            return;
        var table = new Table { Border = TableBorder.Ascii2 };
        table.AddColumn(terminal.Choose("場所", "Place"));
        table.AddColumn(terminal.Choose("項目", "Field"));
        table.AddColumn(terminal.Choose("値", "Value"));
        table.AddColumn(terminal.Choose("理由", "Reason"));
        if (terminal.ShowsJapanese)
            table.AddColumn("説明");
        if (terminal.ShowsEnglish)
            table.AddColumn("Message");
        foreach (RefusedLine line in lines.Take(RowsMax))
            table.AddRow(Row(terminal, line));
        terminal.Screen.Write(table);
        if (count > RowsMax)
            terminal.Say($"ほか {count - RowsMax:N0} 行", $"and {count - RowsMax:N0} more");
    }

    private static Text[] Row(Terminal terminal, RefusedLine line)
    {
        var cells = new List<Text>
        {
            new(line.Place),
            new(line.Field),
            new(Shown(line.Value)),
            new(line.Reason),
        };
        if (terminal.ShowsJapanese)
            cells.Add(new Text(line.Text.Ja));
        if (terminal.ShowsEnglish)
            cells.Add(new Text(line.Text.En));
        return [.. cells];
    }

    /// <summary>A value without control characters, which could rewrite the screen.</summary>
    private static string Shown(string? value)
    {
        if (value is null)
            return "-";
        string clean = string.Concat(value.Select(c => char.IsControl(c) ? '?' : c));
        return clean.Length <= ValueLengthMax ? clean : clean[..ValueLengthMax] + "…";
    }
}
