using Inventory.Adapters.Dates;
using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Model.Identifiers;
using Inventory.Model.Units;

namespace Inventory.Adapters.Suggesting;

/// <summary>What the cells of a column are like; shares are of its filled cells.</summary>
internal sealed class ColumnFacts
{
    private int _numbers;
    private int _decimals;
    private int _negatives;
    private int _zeroLed;
    private int _gtinLengths;
    private int _gtins;
    private int _dates;
    private int _units;
    private int _codes;
    private int _ideographs;
    private int _chars;
    private int _longDigits;

    /// <summary>Judges the column of the data rows.</summary>
    public ColumnFacts(IReadOnlyList<IReadOnlyList<string>> rows, int column, DateOnly? reference)
    {
        Rows = rows.Count;
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> row in rows)
        {
            string text = CellOf(row, column);
            if (text.Length == 0)
                continue;
            NumberReading reading = JapaneseNumber.Read(text, out decimal number);
            if (reading == NumberReading.Unknown)
                continue;
            Filled++;
            distinct.Add(text);
            if (reading == NumberReading.Number)
                TakeNumber(text, number);
            TakeText(text, reference);
        }

        Distinct = distinct.Count;
        Single = Distinct == 1 ? distinct.First() : null;
        Values = distinct;
    }

    /// <summary>All data rows.</summary>
    public int Rows { get; }

    /// <summary>Cells that hold something.</summary>
    public int Filled { get; }

    /// <summary>Different values.</summary>
    public int Distinct { get; }

    /// <summary>The one value of all; null when there are several.</summary>
    public string? Single { get; }

    /// <summary>The different values.</summary>
    public IReadOnlySet<string> Values { get; }

    /// <summary>The greatest number.</summary>
    public decimal Greatest { get; private set; }

    /// <summary>Share of the rows that hold something.</summary>
    public double FilledShare => Rows == 0 ? 0 : (double)Filled / Rows;

    public double Numbers => Share(_numbers);

    public double Decimals => Share(_decimals);

    public double Negatives => Share(_negatives);

    /// <summary>Digits that begin with a zero: codes.</summary>
    public double ZeroLed => Share(_zeroLed);

    /// <summary>Digits as long as a trade item number.</summary>
    public double GtinLengths => Share(_gtinLengths);

    /// <summary>Trade item numbers with a valid check digit.</summary>
    public double Gtins => Share(_gtins);

    public double Dates => Share(_dates);

    /// <summary>Known unit words.</summary>
    public double Units => Share(_units);

    /// <summary>Short texts without ideographs or kana.</summary>
    public double Codes => Share(_codes);

    /// <summary>Texts with ideographs or kana.</summary>
    public double Ideographs => Share(_ideographs);

    /// <summary>Digits of five or more places without a separator.</summary>
    public double LongDigits => Share(_longDigits);

    /// <summary>Characters of a cell on average.</summary>
    public double Length => Filled == 0 ? 0 : (double)_chars / Filled;

    /// <summary>Share of different values.</summary>
    public double DistinctShare => Share(Distinct);

    /// <summary>The cell's text, trimmed and bounded; empty when the row is shorter.</summary>
    public static string CellOf(IReadOnlyList<string> row, int column)
    {
        if (column >= row.Count)
            return string.Empty;
        string text = row[column].Trim();
        return text.Length <= SuggestLimits.CellCharsMax ? text : text[..SuggestLimits.CellCharsMax];
    }

    /// <summary>True for a day or a time, with or without a year.</summary>
    public static bool IsDate(string text, DateOnly? reference) => TryDate(text, reference, out _);

    /// <summary>Reads a day or a time; a weekday that belongs to another year does not count against it.</summary>
    public static bool TryDate(string text, DateOnly? reference, out DateReading date)
    {
        DateOnly near = reference ?? new DateOnly(2020, 1, 1);
        if (JapaneseDate.TryRead(text, near, out date))
            return true;
        int bracket = text.AsSpan().IndexOfAny('(', '（');
        return bracket > 3 && JapaneseDate.TryRead(text.AsSpan(0, bracket), near, out date);
    }

    private double Share(int count) => Filled == 0 ? 0 : (double)count / Filled;

    private void TakeNumber(string text, decimal number)
    {
        _numbers++;
        if (number != decimal.Truncate(number))
            _decimals++;
        if (number < 0)
            _negatives++;
        if (text.Length > 1 && text[0] is '0' or '０' && !text.Contains('.'))
            _zeroLed++;
        Greatest = Math.Max(Greatest, number);
    }

    private void TakeText(string text, DateOnly? reference)
    {
        string code = CodeText.Clean(text);
        bool isDigits = CheckDigit.IsAllDigits(code);
        if (isDigits && code.Length is 8 or 12 or 13 or 14)
        {
            _gtinLengths++;
            _gtins += CheckDigit.IsValid(code) ? 1 : 0;
        }

        _longDigits += isDigits && code.Length >= 5 ? 1 : 0;
        _dates += IsDate(text, reference) ? 1 : 0;
        _units += UnitTable.TryNormalize(text, out _) ? 1 : 0;
        bool isIdeographic = code.Any(c => c >= '\u3040');
        _ideographs += isIdeographic ? 1 : 0;
        _codes += code.Length <= 30 && !isIdeographic ? 1 : 0;
        _chars += text.Length;
    }
}
