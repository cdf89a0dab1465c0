using System.Text;
using System.Text.Unicode;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Edi;

/// <summary>Turns element bytes into characters. Only what is not ASCII depends on the character set.</summary>
internal sealed class EdiCharset
{
    private readonly Encoding? _encoding;

    private EdiCharset(Encoding? encoding) => _encoding = encoding;

    /// <summary>Nothing is declared but ASCII: what is valid UTF-8 is that, all else Latin-1.</summary>
    public static EdiCharset Undeclared { get; } = new(null);

    /// <summary>The set that the profile names; null when it leaves it to the file.</summary>
    public static EdiCharset? OfProfile(string name)
    {
        if (!EncodingNames.TryFind(name, out TextEncoding encoding))
            return null;
        return encoding switch
        {
            TextEncoding.Utf8 => new EdiCharset(Encoding.UTF8),
            TextEncoding.Cp932 => OfCodePage(932),
            TextEncoding.EucJp => OfCodePage(51932),
            _ => null,
        };
    }

    /// <summary>The set of a syntax identifier (EDIFACT 0001); null for one that this system cannot read.</summary>
    public static EdiCharset? OfSyntaxIdentifier(ReadOnlySpan<byte> identifier)
    {
        if (identifier.Length != 4 || !identifier.StartsWith("UNO"u8))
            return null;
        return identifier[3] switch
        {
            (byte)'A' or (byte)'B' => Undeclared,
            (byte)'C' => new EdiCharset(Encoding.Latin1),
            (byte)'D' => OfCodePage(28592),
            (byte)'E' => OfCodePage(28595),
            (byte)'F' => OfCodePage(28597),
            (byte)'G' => OfCodePage(28593),
            (byte)'H' => OfCodePage(28594),
            (byte)'I' => OfCodePage(28596),
            (byte)'J' => OfCodePage(28598),
            (byte)'K' => OfCodePage(28599),
            (byte)'L' => OfCodePage(28605),
            (byte)'W' or (byte)'Y' => new EdiCharset(Encoding.UTF8),
            _ => null,
        };
    }

    /// <summary>Decodes into <paramref name="to"/>, at least as long as the bytes; the number of characters. Bytes that
    /// are none give U+FFFD.</summary>
    public int Decode(ReadOnlySpan<byte> bytes, Span<char> to)
    {
        if (Ascii.IsValid(bytes))
            return Encoding.Latin1.GetChars(bytes, to);
        Encoding used = _encoding ?? (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1);
        return used.GetChars(bytes, to);
    }

    private static EdiCharset OfCodePage(int page) => new(CodePagesEncodingProvider.Instance.GetEncoding(page)!);
}
