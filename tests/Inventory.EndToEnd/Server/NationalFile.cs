using System.Globalization;
using System.Text;

namespace Inventory.EndToEnd.Server;

/// <summary>
/// A national file made up from a seed, with the traps of real ones: byte order mark, CRLF, a column too many, names
/// with ideographic blanks and full-width digits. The expected sum is built beside it.
/// </summary>
internal sealed class NationalFile
{
    private readonly SortedDictionary<string, (int Adults, int Children)> _rows = new(StringComparer.Ordinal);
    private readonly DateTime _asOf;

    private NationalFile(DateTime asOf) => _asOf = asOf;

    public int Places => _rows.Count;

    public long Sum => _rows.Values.Sum(x => (long)x.Adults + x.Children);

    public static NationalFile First(int seed, int places)
    {
        var random = new Random(seed);
        var file = new NationalFile(new DateTime(2020, 3, 3, 9, 58, 20));
        while (file._rows.Count < places)
            file._rows[$"{random.Next(0, 99_999_999):D10}"] = Stock(random);
        return file;
    }

    /// <summary>The next file of the day: some levels changed, some places gone, some added.</summary>
    public NationalFile Next(int seed, int gone, int added)
    {
        var random = new Random(seed);
        var file = new NationalFile(_asOf.AddMinutes(10).AddSeconds(30));
        string[] left = [.. _rows.Keys.OrderBy(_ => random.Next()).Skip(gone)];
        foreach (string place in left)
            file._rows[place] = random.Next(4) == 0 ? Stock(random) : _rows[place];
        for (int i = 0; i < added; i++)
            file._rows[$"9{random.Next(0, 999_999_999):D9}"] = Stock(random);
        return file;
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder("\uFEFF醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,成人口罩剩餘數,兒童口罩剩餘數,來源資料時間\r\n");
        string time = _asOf.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        foreach ((string place, (int adults, int children)) in _rows)
            text.Append($"{place},試驗　藥局,某市某路４１號之２,(02)0000000,{adults},{children},{time}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static (int Adults, int Children) Stock(Random random) =>
        (random.Next(5) == 0 ? 0 : random.Next(3000), random.Next(4) == 0 ? 0 : random.Next(900));
}
