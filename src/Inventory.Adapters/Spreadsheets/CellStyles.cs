using System.Buffers.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>The number format of each cell style of a workbook.</summary>
internal sealed class CellStyles
{
    private readonly List<NumberFormat> _formats = [];

    /// <summary>Reads the styles; a workbook without them has plain numbers.</summary>
    public static CellStyles Read(Stream? part)
    {
        var styles = new CellStyles();
        if (part is null)
            return styles;
        var custom = new Dictionary<int, NumberFormat>();
        var tokens = new XmlTokens(part);
        bool isCells = false;
        for (XmlToken token = tokens.Read(); token != XmlToken.End; token = tokens.Read())
        {
            if (token == XmlToken.Text)
                continue;
            if (tokens.Is("cellXfs"u8))
                isCells = token == XmlToken.Open;
            else if (token == XmlToken.Open && tokens.Is("numFmt"u8) && custom.Count < SpreadsheetLimits.StylesMax)
                custom[Number(tokens, "numFmtId"u8)] = Code(tokens);
            else if (token == XmlToken.Open && isCells && tokens.Is("xf"u8))
                styles.Add(Number(tokens, "numFmtId"u8), custom);
        }

        return styles;
    }

    /// <summary>The number format of a style.</summary>
    public NumberFormat Of(int style) => style >= 0 && style < _formats.Count ? _formats[style] : default;

    private void Add(int id, Dictionary<int, NumberFormat> custom)
    {
        if (_formats.Count == SpreadsheetLimits.StylesMax)
            throw new WorkbookException(RejectionReason.TooLarge, "cell styles");
        _formats.Add(custom.TryGetValue(id, out NumberFormat format) ? format : NumberFormat.BuiltIn(id));
    }

    private static NumberFormat Code(XmlTokens tokens)
    {
        string code = tokens.AttributeText("formatCode"u8);
        return code.Length <= SpreadsheetLimits.NumberFormatCharsMax ? NumberFormat.Of(code) : default;
    }

    private static int Number(XmlTokens tokens, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(tokens.Attribute(name), out int number, out _) ? number : -1;
}
