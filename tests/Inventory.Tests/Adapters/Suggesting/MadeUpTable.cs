using System.Globalization;
using System.Text;
using Inventory.Model.Identifiers;

namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>
/// A table of a made-up firm. Its plan has one entry per column, <c>name:field:kind</c>; the field is empty for what is
/// not to be mapped. The kind says what the cells are like.
/// </summary>
internal sealed class MadeUpTable(string name, string plan, int rows = 24)
{
    private readonly List<string[]> _columns = [.. plan.Split('|').Select(x => x.Split(':'))];

    public string Name { get; } = name;

    public bool HasHeader { get; init; } = true;

    /// <summary>True when nobody could be sure: any answer is right as long as it is not given with certainty.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The table with a twist of real life.</summary>
    public MadeUpFile Make(string twist)
    {
        List<string[]> columns = [.. _columns];
        if (twist == "reversed")
            columns.Reverse();
        if (twist == "holes")
        {
            columns.Insert(1, [string.Empty, string.Empty, "empty"]);
            columns.Insert(3, ["備考", string.Empty, "empty"]);
            columns.AddRange([["備考", string.Empty, "empty"], [string.Empty, string.Empty, "empty"]]);
        }

        char delimiter = twist == "tabs" ? '\t' : twist == "bars" ? '|' : ',';
        var lines = new List<string>();
        if (twist == "titled")
            lines.AddRange(["在庫一覧表", "店舗管理部,,担当 山田", string.Empty]);
        if (twist == "dated")
            lines.AddRange(["在庫一覧表,2020年4月1日現在", string.Empty]);
        if (HasHeader)
            lines.Add(Join(columns.Select(x => twist == "wide" ? Widen(x[0]) : x[0]), delimiter));
        for (int i = 0; i < rows; i++)
            lines.Add(Join(columns.Select(x => Cell(x[2], i, twist == "signs")), delimiter));
        if (twist == "total")
            lines.Add(Join(columns.Select((x, i) => i == 0 ? "合計" : x[2] is "qty" or "plan" ? "12345" : string.Empty), delimiter));
        int headerRow = !HasHeader ? 0 : twist switch { "titled" => 4, "dated" => 3, _ => 1 };
        return new MadeUpFile($"{Name}/{twist}", string.Join("\r\n", lines) + "\r\n", Mapping(columns), headerRow, IsDoubtful);
    }

    private static string Mapping(List<string[]> columns)
    {
        var fields = columns.Select((x, i) => (Field: x[1], Index: i)).Where(x => x.Field.Length > 0).ToList();
        if (fields.Any(x => x.Field == "location"))
            fields.RemoveAll(x => x.Field == "locationName");
        return string.Join(' ', fields.GroupBy(x => x.Field)
            .Select(x => $"{x.Key}={string.Join('+', x.Select(y => y.Index))}").Order(StringComparer.Ordinal));
    }

    private static string Join(IEnumerable<string> cells, char delimiter) =>
        string.Join(delimiter, cells.Select(x => x.Contains(delimiter) ? $"\"{x}\"" : x));

    /// <summary>Letters and digits in full width, as some systems print them.</summary>
    private static string Widen(string text) => string.Concat(text.Select(
        x => char.IsAsciiLetterOrDigit(x) ? (char)(x + 0xFEE0) : x));

    private static string Cell(string kind, int row, bool hasSigns)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        int mixed = ((row * 7919) + 104729) % 1000;
        int quantity = (mixed * 13) % 4000;
        return kind switch
        {
            "jan" => Jan(row),
            "someJan" => row % 3 == 0 ? Jan(row) : string.Empty,
            "nearlyJan" => row == 5 ? string.Empty : Jan(row),
            "upc" => Checked("07" + (100000000 + (row * 317)).ToString(culture)),
            "code" => $"A{1000 + row}-{(char)('A' + (row % 26))}",
            "group" => $"G{row / 4}",
            "zeroCode" => (1230 + row).ToString("D8", culture),
            "number" => (100200 + (row * 3)).ToString(culture),
            "name" => $"マスク{row + 1}号 {10 + row}枚入",
            "english" => $"Surgical mask no {row + 1}",
            "chinese" => $"醫用口罩{row + 1}號",
            "korean" => $"마스크 {row + 1}호",
            "qty" when hasSigns && row % 9 == 4 => $"▲{quantity % 90}",
            "qty" when hasSigns => quantity.ToString("N0", culture),
            "qty" => quantity.ToString(culture),
            "gappyQty" => row % 4 == 0 ? string.Empty : quantity.ToString(culture),
            "decimal" => (quantity / 4m).ToString("0.0000", culture),
            "plan" => (mixed % 120).ToString(culture),
            "price" => (98 + (mixed % 50 * 10)).ToString(culture),
            "pack" => (row % 2 == 0 ? 12 : 24).ToString(culture),
            "zero" => "0",
            "flag" => (row % 2).ToString(culture),
            "date" => "2020/04/01",
            "time" => "2020-04-01 09:30:00",
            "compact" => "20200401",
            "era" => "R2.4.1",
            "anyDate" => $"2020/03/{1 + (row % 28):D2}",
            "expiry" => $"2023-0{1 + (row % 9)}-15",
            "lot" => $"L{2000 + (row % 5)}X",
            "unit" => row % 3 == 0 ? "箱" : "個",
            "uom" => "EA",
            "store" => (1 + (row % 4)).ToString("D4", culture),
            "storeName" => new[] { "新宿店", "渋谷店", "池袋店", "横浜店" }[row % 4],
            "wh" => new[] { "WH1", "WH2" }[row % 2],
            "oneStore" => "S001",
            "eachStore" => $"59{3000 + row}",
            "grade" => row % 5 == 0 ? "不良品" : "良品",
            "dept" => $"{10 + (row % 3)}",
            "word" => new[] { "衛生", "紙", "雑貨" }[row % 3],
            _ => string.Empty,
        };
    }

    private static string Jan(int row) => Checked("4901234" + (10000 + (row * 37)).ToString(CultureInfo.InvariantCulture));

    private static string Checked(string digits)
    {
        var text = new StringBuilder(digits);
        return text.Append(CheckDigit.Compute(digits)).ToString();
    }
}

/// <summary>A file as its sender would write it, and how it is to be read.</summary>
internal sealed record MadeUpFile(string Name, string Text, string Mapping, long HeaderRow, bool IsDoubtful);
