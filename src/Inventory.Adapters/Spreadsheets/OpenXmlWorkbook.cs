using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// A packed workbook (xlsx, xlsm). Only the parts that hold cells are ever opened: properties with the names of
/// authors, macros, drawings, links to other files and embedded files are not.
/// </summary>
internal sealed class OpenXmlWorkbook : IWorkbook
{
    private const string DefaultPath = "xl/workbook.xml";

    private readonly ZipParts _parts;
    private readonly SheetBounds _bounds;
    private readonly string _folder;
    private readonly Dictionary<string, Relation> _relations;
    private readonly List<SheetName> _sheets = [];
    private readonly List<string> _paths = [];
    private readonly Lazy<SharedStrings> _strings;
    private readonly Lazy<CellStyles> _styles;
    private bool _is1904;

    public OpenXmlWorkbook(Stream file, SheetBounds bounds)
    {
        _bounds = bounds;
        _parts = new ZipParts(file);
        string path = WorkbookPath();
        _folder = path[..(path.LastIndexOf('/') + 1)];
        _relations = Relations($"{_folder}_rels/{path[_folder.Length..]}.rels", _folder);
        _strings = new(() => SharedStrings.Read(OpenRelated("/sharedStrings", "sharedStrings.xml")));
        _styles = new(() => CellStyles.Read(OpenRelated("/styles", "styles.xml")));
        using Stream part = Part(path);
        ReadSheets(new XmlTokens(part));
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetName> Sheets => _sheets;

    /// <inheritdoc/>
    public ISheetRows Open(int sheet)
    {
        List<MergedRange> merges;
        using (Stream scanned = Part(_paths[sheet]))
            merges = MergeScan.Read(scanned);
        return new OpenXmlRows(
            Part(_paths[sheet]), _strings, _styles.Value, _is1904, new MergedRanges(_bounds, merges));
    }

    public void Dispose() => _parts.Dispose();

    private Stream Part(string path) =>
        _parts.Open(path) ?? throw new WorkbookException(RejectionReason.Truncated, path);

    private Stream? OpenRelated(string type, string fallback)
    {
        Relation? relation = _relations.Values.FirstOrDefault(
            x => x.Type.EndsWith(type, StringComparison.Ordinal) && !x.IsExternal);
        return _parts.Open(relation?.Path ?? _folder + fallback);
    }

    private string WorkbookPath()
    {
        string? path = Relations("_rels/.rels", string.Empty).Values
            .FirstOrDefault(x => x.Type.EndsWith("/officeDocument", StringComparison.Ordinal) && !x.IsExternal)?.Path;
        if (path is null || !_parts.Has(path))
            path = DefaultPath;
        if (_parts.Has(path) && !path.StartsWith("word/", StringComparison.Ordinal)
            && !path.StartsWith("ppt/", StringComparison.Ordinal) && path.EndsWith(".xml", StringComparison.Ordinal))
            return path;
        throw NoWorkbook(path);
    }

    private WorkbookException NoWorkbook(string path)
    {
        string[] nested = [".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".zip", ".xml.gz", ".edi"];
        string? inner = _parts.Names.FirstOrDefault(
            x => nested.Any(y => x.EndsWith(y, StringComparison.OrdinalIgnoreCase)));
        if (inner is not null)
            return new WorkbookException(RejectionReason.ContentForbidden, Findings.Cut($"ZIP archive with {inner}"));
        string what = path.StartsWith("word/", StringComparison.Ordinal) ? "Word document (docx)"
            : path.StartsWith("ppt/", StringComparison.Ordinal) ? "PowerPoint presentation (pptx)"
            : _parts.Has("xl/workbook.bin") ? "binary workbook (xlsb); save it as xlsx"
            : _parts.Has("content.xml") ? "OpenDocument file (ods); save it as xlsx"
            : "ZIP archive without a workbook";
        return new WorkbookException(RejectionReason.FormatMismatch, what);
    }

    private Dictionary<string, Relation> Relations(string path, string folder)
    {
        var relations = new Dictionary<string, Relation>();
        using Stream? part = _parts.Open(path);
        if (part is null)
            return relations;
        var tokens = new XmlTokens(part);
        for (XmlToken token = tokens.Read(); token != XmlToken.End; token = tokens.Read())
        {
            if (token != XmlToken.Open || !tokens.Is("Relationship"u8)
                || relations.Count == SpreadsheetLimits.EntriesMax)
                continue;
            string target = tokens.AttributeText("Target"u8).Replace('\\', '/');
            relations[tokens.AttributeText("Id"u8)] = new Relation(
                tokens.AttributeText("Type"u8),
                target.StartsWith('/') ? target[1..] : folder + target,
                tokens.Attribute("TargetMode"u8).SequenceEqual("External"u8));
        }

        return relations;
    }

    private void ReadSheets(XmlTokens tokens)
    {
        for (XmlToken token = tokens.Read(); token != XmlToken.End; token = tokens.Read())
        {
            if (token == XmlToken.Open && tokens.Is("workbookPr"u8))
                _is1904 = tokens.Flag("date1904"u8);
            else if (token == XmlToken.Open && tokens.Is("sheet"u8) && _sheets.Count < SpreadsheetLimits.SheetsMax)
                AddSheet(tokens);
        }
    }

    private void AddSheet(XmlTokens tokens)
    {
        if (!_relations.TryGetValue(tokens.AttributeText("id"u8), out Relation? relation)
            || !relation.Type.EndsWith("/worksheet", StringComparison.Ordinal))
            return;
        if (relation.IsExternal)
            throw new WorkbookException(RejectionReason.ContentForbidden, "sheet in another file");
        ReadOnlySpan<byte> state = tokens.Attribute("state"u8);
        _sheets.Add(new SheetName(
            tokens.AttributeText("name"u8), !state.IsEmpty && !state.SequenceEqual("visible"u8)));
        _paths.Add(relation.Path);
    }

    private sealed record Relation(string Type, string Path, bool IsExternal);
}
