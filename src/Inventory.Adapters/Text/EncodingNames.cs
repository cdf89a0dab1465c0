namespace Inventory.Adapters.Text;

/// <summary>The names people write for the encodings.</summary>
internal static class EncodingNames
{
    private static readonly Dictionary<string, TextEncoding> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auto"] = TextEncoding.Auto,
        ["utf-8"] = TextEncoding.Utf8,
        ["utf8"] = TextEncoding.Utf8,
        ["utf-8-sig"] = TextEncoding.Utf8,
        ["ascii"] = TextEncoding.Utf8,
        ["us-ascii"] = TextEncoding.Utf8,
        ["utf-16"] = TextEncoding.Utf16,
        ["utf16"] = TextEncoding.Utf16,
        ["unicode"] = TextEncoding.Utf16,
        ["utf-16le"] = TextEncoding.Utf16LittleEndian,
        ["utf-16be"] = TextEncoding.Utf16BigEndian,
        ["cp932"] = TextEncoding.Cp932,
        ["932"] = TextEncoding.Cp932,
        ["windows-31j"] = TextEncoding.Cp932,
        ["windows-932"] = TextEncoding.Cp932,
        ["ms932"] = TextEncoding.Cp932,
        ["ms_kanji"] = TextEncoding.Cp932,
        ["cswindows31j"] = TextEncoding.Cp932,
        ["shift_jis"] = TextEncoding.Cp932,
        ["shift-jis"] = TextEncoding.Cp932,
        ["x-sjis"] = TextEncoding.Cp932,
        ["sjis"] = TextEncoding.Cp932,
        ["euc-jp"] = TextEncoding.EucJp,
        ["eucjp"] = TextEncoding.EucJp,
        ["euc_jp"] = TextEncoding.EucJp,
        ["x-euc-jp"] = TextEncoding.EucJp,
        ["cp51932"] = TextEncoding.EucJp,
    };

    public static bool TryFind(string name, out TextEncoding encoding) => ByName.TryGetValue(name.Trim(), out encoding);

    public static string Of(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16 => "utf-16",
        TextEncoding.Utf16LittleEndian => "utf-16le",
        TextEncoding.Utf16BigEndian => "utf-16be",
        TextEncoding.Cp932 => "cp932",
        TextEncoding.EucJp => "euc-jp",
        _ => "auto",
    };
}
