using System.IO.Compression;
using System.Security;
using System.Text;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Makes small packed workbooks from raw parts, so that a test can hold any trap a file may hold.</summary>
internal sealed class WorkbookMaker
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private readonly List<string> _shared = [];
    private readonly List<string> _formats = [];
    private readonly Dictionary<string, byte[]> _parts = [];

    public bool Is1904 { get; set; }

    /// <summary>Adds a sheet of raw rows; <paramref name="tail"/> stands behind them.</summary>
    public WorkbookMaker Sheet(string rows, string name = "在庫", string state = "visible", string tail = "", string head = "")
    {
        _sheets.Add((name, state, $"<worksheet xmlns=\"{Main}\">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>"));
        return this;
    }

    /// <summary>Adds a table of texts and numbers, from a row on.</summary>
    public WorkbookMaker Table(params object?[][] rows) => Sheet(Rows(1, rows));

    /// <summary>Raw rows of texts (inline), numbers, and cells given as raw XML that begins with &lt;c.</summary>
    public static string Rows(int first, params object?[][] rows)
    {
        var xml = new StringBuilder();
        foreach (object?[] row in rows)
        {
            xml.Append($"<row r=\"{first}\">");
            for (int i = 0; i < row.Length; i++)
                xml.Append(Cell($"{(char)('A' + i)}{first}", row[i]));
            xml.Append("</row>");
            first++;
        }

        return xml.ToString();
    }

    /// <summary>Adds a shared string of raw XML and returns its number.</summary>
    public int Shared(string si)
    {
        _shared.Add(si);
        return _shared.Count - 1;
    }

    /// <summary>Adds a cell style with a number format and returns its number; style 0 is plain.</summary>
    public int Style(string format)
    {
        _formats.Add(format);
        return _formats.Count;
    }

    public WorkbookMaker Part(string name, string text)
    {
        _parts[name] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public byte[] Bytes()
    {
        AddParts();
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] part) in _parts)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(part);
            }
        }

        return bytes.ToArray();
    }

    private static string Cell(string at, object? value) => value switch
    {
        null => string.Empty,
        string xml when xml.StartsWith("<c", StringComparison.Ordinal) => xml.Replace("<c", $"<c r=\"{at}\"", StringComparison.Ordinal),
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        _ => FormattableString.Invariant($"<c r=\"{at}\"><v>{value}</v></c>"),
    };

    private void AddParts()
    {
        var sheets = new StringBuilder();
        var relations = new StringBuilder();
        for (int i = 0; i < _sheets.Count; i++)
        {
            (string name, string state, string xml) = _sheets[i];
            sheets.Append($"<sheet name=\"{SecurityElement.Escape(name)}\" sheetId=\"{i + 1}\" state=\"{state}\" r:id=\"r{i}\"/>");
            relations.Append($"<Relationship Id=\"r{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/s{i}.xml\"/>");
            Add($"xl/worksheets/s{i}.xml", xml);
        }

        Add("_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\">{relations}</Relationships>");
        Add("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr date1904=\"{(Is1904 ? 1 : 0)}\"/><sheets>{sheets}</sheets></workbook>");
        if (_shared.Count > 0)
            Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(_shared.Select(x => $"<si>{x}</si>"))}</sst>");
        string formats = string.Concat(_formats.Select((x, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{SecurityElement.Escape(x)}\"/>"));
        string styles = string.Concat(_formats.Select((_, i) => $"<xf numFmtId=\"{164 + i}\"/>"));
        Add("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
            + $"</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>");
    }

    /// <summary>Adds a part that the test did not give itself.</summary>
    private void Add(string name, string xml) =>
        _parts.TryAdd(name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml));
}
