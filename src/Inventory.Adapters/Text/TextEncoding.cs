namespace Inventory.Adapters.Text;

/// <summary>The encodings that stock files come in.</summary>
internal enum TextEncoding
{
    /// <summary>To be found out from the bytes.</summary>
    Auto = 0,

    /// <summary>UTF-8 with or without a byte order mark.</summary>
    Utf8 = 1,

    /// <summary>UTF-16 whose byte order the mark or the bytes tell; little endian when neither does, as Windows
    /// writes it.</summary>
    Utf16 = 2,

    /// <summary>UTF-16, low byte first ("Unicode text" of Excel).</summary>
    Utf16LittleEndian = 3,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian = 4,

    /// <summary>Windows code page 932: Shift_JIS with the NEC and IBM characters (①, ㈱, 髙) that real files
    /// use.</summary>
    Cp932 = 5,

    /// <summary>EUC-JP.</summary>
    EucJp = 6,
}
