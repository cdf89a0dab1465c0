using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads a registry table row by row: UTF-8 with or without a byte order mark, a header, any order of columns.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>Longest row in bytes; a missing quote would else swallow the rest of the file into one field.</summary>
    private const int RowBytesMax = 16 * 1024;

    private readonly string _file;
    private readonly RegistryErrors _errors;
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _columns = [];
    private int _width;

    private CsvTable(string file, byte[] bytes, RegistryErrors errors)
    {
        _file = file;
        _errors = errors;
        _reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            DetectSeparatorHint = false,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = RowBytesMax,
            PoolStrings = true,
            OnMalformedRecord = x => errors.Add(file, (int)x.LineNumber, "a quote is missing or stands where none can"),
        });
    }

    /// <summary>The line where the row begins, 1-based.</summary>
    public int Line => (int)_reader.LineNumber;

    /// <summary>Opens a table; null (and an error) when its header does not fit.</summary>
    public static CsvTable? Open(string file, byte[] bytes, string[] required, string[] optional, RegistryErrors errors)
    {
        int invalid = FirstInvalidLine(bytes);
        if (invalid > 0)
        {
            errors.Add(file, invalid, "the text is not valid UTF-8");
            return null;
        }

        var table = new CsvTable(file, bytes, errors);
        if (table.ReadHeader(required, optional))
            return table;
        table.Dispose();
        return null;
    }

    /// <summary>Moves to the next row of the header's width; false at the end. Rows of another width are errors and passed over.</summary>
    public bool Read()
    {
        while (ReadRow())
        {
            if (_reader.FieldCount == _width)
                return true;
            Error($"expected {_width} columns, found {_reader.FieldCount}");
        }

        return false;
    }

    /// <summary>A cell's text; empty when the column is absent.</summary>
    public string Text(string column) => _columns.TryGetValue(column, out int index) ? _reader.GetString(index) : string.Empty;

    public string RequiredText(string column)
    {
        string text = Text(column);
        if (text.Length == 0)
            Error($"{column}: is empty");
        return text;
    }

    public long Integer(string column, long min, long max)
    {
        string text = Text(column);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max)
            return number;
        Error($"{column}: \"{text}\" is not a whole number from {min} to {max}");
        return min;
    }

    public void Error(string message) => _errors.Add(_file, Line, message);

    public void Dispose() => _reader.Dispose();

    private bool ReadHeader(string[] required, string[] optional)
    {
        if (!ReadRow())
        {
            _errors.Add(_file, 0, "the file has no header");
            return false;
        }

        _width = _reader.FieldCount;
        bool isGood = true;
        for (int i = 0; i < _width; i++)
        {
            string name = _reader.GetString(i);
            bool isKnown = required.Contains(name) || optional.Contains(name)
                || name.StartsWith("x-", StringComparison.Ordinal);
            isGood &= isKnown && _columns.TryAdd(name, i);
            if (!isKnown)
                Error($"unknown column \"{name}\"");
            else if (_columns[name] != i)
                Error($"column \"{name}\" stands twice");
        }

        foreach (string name in required)
        {
            if (_columns.ContainsKey(name))
                continue;
            Error($"column \"{name}\" is missing");
            isGood = false;
        }

        return isGood;
    }

    private bool ReadRow()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            _errors.Add(_file, (int)e.LineNumber, $"a row is longer than {RowBytesMax} bytes; is a quote missing?");
            return false;
        }
    }

    /// <summary>Line of the first byte that is not UTF-8; 0 when all are.</summary>
    private static int FirstInvalidLine(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return 0;
        int line = 1;
        while (true)
        {
            // A line feed is never part of a longer character, so lines can be tested one by one.
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(bytes[..end]))
                return line;
            bytes = bytes[(end + 1)..];
            line++;
        }
    }
}
