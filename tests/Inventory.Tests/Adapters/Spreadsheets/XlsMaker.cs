using System.Text;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Makes small old workbooks record by record: one sheet, in its container or bare.</summary>
internal sealed class XlsMaker
{
    private const int Sector = 512;

    private readonly List<byte> _cells = [];
    private readonly List<byte> _texts = [];
    private readonly List<string> _formats = [];
    private readonly bool _isOld;
    private int _textCount;

    /// <summary>BIFF8 with Unicode texts, or BIFF5 with texts of code page 932.</summary>
    public XlsMaker(bool isOld = false) => _isOld = isOld;

    public bool Is1904 { get; init; }

    /// <summary>True for a workbook that opens only with a password.</summary>
    public bool IsLocked { get; init; }

    public int Style(string format)
    {
        _formats.Add(format);
        return _formats.Count;
    }

    /// <summary>A text; <paramref name="reading"/> is kept beside it as Excel keeps readings.</summary>
    public XlsMaker Text(int row, int column, string text, string? reading = null)
    {
        if (_isOld)
        {
            byte[] bytes = TestFeed.CodePage(932).GetBytes(text);
            Record(_cells, 0x0204, row, column, 0, bytes.Length, bytes);
            return this;
        }

        byte[] chars = Encoding.Unicode.GetBytes(text);
        byte[] beside = reading is null ? [] : Encoding.Unicode.GetBytes(reading);
        Put(_texts, text.Length, (byte)(reading is null ? 1 : 5));
        if (reading is not null)
            _texts.AddRange(BitConverter.GetBytes(beside.Length));
        _texts.AddRange(chars);
        _texts.AddRange(beside);
        Record(_cells, 0x00FD, row, column, 0, BitConverter.GetBytes(_textCount++));
        return this;
    }

    public XlsMaker Number(int row, int column, double number, int style = 0)
    {
        Record(_cells, 0x0203, row, column, style, BitConverter.GetBytes(number));
        return this;
    }

    public XlsMaker Error(int row, int column, byte code)
    {
        Record(_cells, 0x0205, row, column, 0, code, (byte)1);
        return this;
    }

    public XlsMaker Formula(int row, int column, double result)
    {
        Record(_cells, 0x0006, row, column, 0, BitConverter.GetBytes(result), 0, new byte[4], 3, new byte[] { 0x1E, 1, 0 });
        return this;
    }

    public XlsMaker HiddenRow(int row)
    {
        Record(_cells, 0x0208, row, 0, 8, 255, 0, 0, BitConverter.GetBytes(0x0120));
        return this;
    }

    public byte[] Bytes()
    {
        byte[] globals = Globals(0);
        globals = Globals(globals.Length);
        var stream = new List<byte>();
        stream.AddRange(globals);
        Record(stream, 0x0809, Version, 0x0010, new byte[12]);
        if (_isOld)
            Record(stream, 0x0200, 0, 100, 0, 8, 0);
        else
            Record(stream, 0x0200, new byte[4], BitConverter.GetBytes(100), 0, 8, 0);
        stream.AddRange(_cells);
        Record(stream, 0x000A);
        return Contain(stream.ToArray());
    }

    private int Version => _isOld ? 0x0500 : 0x0600;

    private byte[] Globals(int sheetAt)
    {
        var stream = new List<byte>();
        Record(stream, 0x0809, Version, 0x0005, new byte[12]);
        if (IsLocked)
            Record(stream, 0x002F, 1, 1, 1, new byte[48]);
        Record(stream, 0x0042, _isOld ? 932 : 1200);
        Record(stream, 0x0022, Is1904 ? 1 : 0);
        for (int i = 0; i < _formats.Count; i++)
            Record(stream, 0x041E, 164 + i, _formats[i].Length, (byte)0, Encoding.ASCII.GetBytes(_formats[i]));
        for (int i = 0; i <= _formats.Count; i++)
            Record(stream, 0x00E0, 0, i == 0 ? 0 : 163 + i, new byte[_isOld ? 12 : 16]);
        byte[] name = Encoding.ASCII.GetBytes("zaiko");
        if (_isOld)
            Record(stream, 0x0085, BitConverter.GetBytes(sheetAt), 0, (byte)name.Length, name);
        else
            Record(stream, 0x0085, BitConverter.GetBytes(sheetAt), 0, (byte)name.Length, (byte)0, name);
        if (!_isOld)
            Record(stream, 0x00FC, BitConverter.GetBytes(_textCount), BitConverter.GetBytes(_textCount), _texts.ToArray());
        Record(stream, 0x000A);
        return stream.ToArray();
    }

    /// <summary>A container of one table sector, one directory sector and the stream.</summary>
    private byte[] Contain(byte[] stream)
    {
        int sectors = Math.Max(8, (stream.Length + Sector - 1) / Sector);
        var file = new byte[(3 + sectors) * Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(file, 0);
        Put16(file, 24, 0x3E, 3, 0xFFFE, 9, 6);
        Put32(file, 44, 1, 1, 0, 4096, -2, 0, -2, 0, 0);
        file.AsSpan(80, 432).Fill(0xFF);
        file.AsSpan(Sector, Sector).Fill(0xFF);
        Put32(file, Sector, -3, -2);
        for (int i = 0; i < sectors; i++)
            Put32(file, Sector + 8 + (i * 4), i == sectors - 1 ? -2 : i + 3);
        Entry(file, 0, "Root Entry", 5, 1, -2, 0);
        Entry(file, 1, _isOld ? "Book" : "Workbook", 2, -1, 2, sectors * Sector);
        stream.CopyTo(file, 3 * Sector);
        return file;
    }

    private static void Entry(byte[] file, int index, string name, byte kind, int child, int sector, int length)
    {
        int at = (2 * Sector) + (index * 128);
        Encoding.Unicode.GetBytes(name).CopyTo(file, at);
        Put16(file, at + 64, (name.Length + 1) * 2);
        file[at + 66] = kind;
        file[at + 67] = 1;
        Put32(file, at + 68, -1, -1, child);
        Put32(file, at + 116, sector, length);
    }

    private static void Record(List<byte> stream, int kind, params object[] values)
    {
        var body = new List<byte>();
        Put(body, values);
        Put(stream, kind, body.Count, body.ToArray());
    }

    private static void Put(List<byte> stream, params object[] values)
    {
        foreach (object value in values)
            stream.AddRange(value switch { byte one => [one], int two => BitConverter.GetBytes((ushort)two), _ => (byte[])value });
    }

    private static void Put16(byte[] file, int at, params int[] values)
    {
        for (int i = 0; i < values.Length; i++)
            BitConverter.GetBytes((ushort)values[i]).CopyTo(file, at + (i * 2));
    }

    private static void Put32(byte[] file, int at, params int[] values)
    {
        for (int i = 0; i < values.Length; i++)
            BitConverter.GetBytes(values[i]).CopyTo(file, at + (i * 4));
    }
}
