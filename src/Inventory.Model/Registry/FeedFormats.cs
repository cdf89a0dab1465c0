namespace Inventory.Model.Registry;

/// <summary>The names of the formats a feed profile can have; an adapter stands for each.</summary>
public static class FeedFormats
{
    /// <summary>CSV, TSV and their like.</summary>
    public const string Delimited = "delimited";

    /// <summary>Excel workbooks.</summary>
    public const string Spreadsheet = "spreadsheet";

    /// <summary>Records of fixed positions.</summary>
    public const string FixedWidth = "fixed-width";

    /// <summary>UN/EDIFACT INVRPT.</summary>
    public const string EdifactInvrpt = "edifact-invrpt";

    /// <summary>ANSI X12 846.</summary>
    public const string X12Inventory = "x12-846";

    /// <summary>GS1 XML inventory messages.</summary>
    public const string Gs1Inventory = "gs1-inventory";

    /// <summary>EPCIS events.</summary>
    public const string Epcis = "epcis";

    /// <summary>Any JSON, by pointers.</summary>
    public const string Json = "json";

    /// <summary>Any XML, by paths.</summary>
    public const string Xml = "xml";

    /// <summary>The platform's own format.</summary>
    public const string CanonicalJson = "canonical-json";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Delimited, Spreadsheet, FixedWidth, EdifactInvrpt, X12Inventory, Gs1Inventory, Epcis, Json, Xml, CanonicalJson,
    ];
}
