using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Reads the identifiers of items and places: EPC URIs (<c>urn:epc:id:sgtin:0614141.107346.2017</c>), class and pattern
/// URIs, GS1 Digital Links of any host. GTIN and GLN are put together of indicator, company prefix, reference and a
/// check digit. Source: GS1 EPC Tag Data Standard, GS1 Digital Link URI syntax.
/// </summary>
internal sealed class EpcCodes
{
    private const int CachedMax = 100_000;

    private readonly Dictionary<string, string> _gtins = [];

    /// <summary>Reads an item's identifier.</summary>
    public EpcReading Read(ReadOnlySpan<char> uri)
    {
        if (uri.StartsWith("urn:epc:", StringComparison.OrdinalIgnoreCase))
            return ReadUrn(uri[8..]);
        int at = uri.IndexOf("/01/", StringComparison.Ordinal);
        return at < 0 || !IsWeb(uri) ? default : ReadLink(uri[(at + 4)..]);
    }

    /// <summary>Reads a class: one that is no GTIN's is known by its own address.</summary>
    public EpcReading ReadClass(ReadOnlySpan<char> uri)
    {
        EpcReading reading = Read(uri);
        if (reading.Kind != EpcKind.Other)
            return reading;
        return IsLogistic(uri) ? default : new EpcReading(EpcKind.Class, Short(uri), null, default);
    }

    /// <summary>Reads a place: the GLN of an SGLN or a Digital Link (its extension is a spot inside the place), else
    /// the address itself.</summary>
    public static string ReadPlace(string uri)
    {
        const string Sgln = "urn:epc:id:sgln:";
        if (uri.StartsWith(Sgln, StringComparison.OrdinalIgnoreCase))
        {
            ReadOnlySpan<char> rest = uri.AsSpan(Sgln.Length);
            int first = rest.IndexOf('.');
            ReadOnlySpan<char> after = first < 0 ? default : rest[(first + 1)..];
            int second = after.IndexOf('.');
            Span<char> gln = stackalloc char[13];
            ReadOnlySpan<char> reference = second < 0 ? after : after[..second];
            if (first + reference.Length == 12 && rest[..first].TryCopyTo(gln) && reference.TryCopyTo(gln[first..])
                && CheckDigit.IsAllDigits(gln[..12]))
            {
                gln[12] = (char)('0' + CheckDigit.Compute(gln[..12]));
                return gln.ToString();
            }
        }
        else if (IsWeb(uri) && uri.IndexOf("/414/", StringComparison.Ordinal) is var at and >= 0)
        {
            ReadOnlySpan<char> rest = uri.AsSpan(at + 5);
            return rest[..End(rest)].ToString();
        }

        return Short(uri);
    }

    private EpcReading ReadUrn(ReadOnlySpan<char> rest)
    {
        if (TryScheme(ref rest, "id:sgtin:") || TryScheme(ref rest, "id:upui:"))
            return Parts(rest, EpcKind.Serial);
        if (TryScheme(ref rest, "class:lgtin:") || TryScheme(ref rest, "idpat:sgtin:"))
            return Parts(rest, EpcKind.Class);
        return default;
    }

    private static bool TryScheme(ref ReadOnlySpan<char> rest, string scheme)
    {
        if (!rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        rest = rest[scheme.Length..];
        return true;
    }

    /// <summary>Prefix, indicator with reference, and serial or lot; a star stands for any.</summary>
    private EpcReading Parts(ReadOnlySpan<char> rest, EpcKind kind)
    {
        int first = rest.IndexOf('.');
        int second = first < 0 ? -1 : rest[(first + 1)..].IndexOf('.') + first + 1;
        if (first < 1 || second <= first + 1 || Gtin(rest[..second], first) is not { } gtin)
            return default;
        ReadOnlySpan<char> last = rest[(second + 1)..];
        if (kind == EpcKind.Serial)
            return last.IsEmpty ? default : new EpcReading(EpcKind.Serial, gtin, null, last);
        bool isAny = last.IsEmpty || last is "*";
        return new EpcReading(EpcKind.Class, gtin, isAny ? null : Uri.UnescapeDataString(last.ToString()), default);
    }

    private string? Gtin(ReadOnlySpan<char> parts, int dot)
    {
        var lookup = _gtins.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(parts, out string? known))
            return known;
        ReadOnlySpan<char> reference = parts[(dot + 1)..];
        Span<char> digits = stackalloc char[14];
        if (dot + reference.Length != 13)
            return null;
        digits[0] = reference[0];
        parts[..dot].CopyTo(digits[1..]);
        reference[1..].CopyTo(digits[(dot + 1)..]);
        if (!CheckDigit.IsAllDigits(digits[..13]))
            return null;
        digits[13] = (char)('0' + CheckDigit.Compute(digits[..13]));
        string gtin = digits.ToString();
        if (_gtins.Count < CachedMax)
            lookup[parts] = gtin;
        return gtin;
    }

    private EpcReading ReadLink(ReadOnlySpan<char> rest)
    {
        int end = End(rest);
        ReadOnlySpan<char> key = rest[..end];
        var lookup = _gtins.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(key, out string? gtin))
        {
            gtin = key.ToString();
            if (gtin.Length is 8 or 12 or 13 && CheckDigit.IsAllDigits(gtin))
                gtin = gtin.PadLeft(14, '0');
            if (_gtins.Count < CachedMax)
                lookup[key] = gtin;
        }

        rest = rest[end..];
        ReadOnlySpan<char> serial = Qualifier(rest, "/21/");
        if (!serial.IsEmpty)
            return new EpcReading(EpcKind.Serial, gtin, null, serial);
        ReadOnlySpan<char> lot = Qualifier(rest, "/10/");
        return new EpcReading(
            EpcKind.Class, gtin, lot.IsEmpty ? null : Uri.UnescapeDataString(lot.ToString()), default);
    }

    private static ReadOnlySpan<char> Qualifier(ReadOnlySpan<char> rest, string key)
    {
        int at = rest.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
            return default;
        rest = rest[(at + key.Length)..];
        return rest[..End(rest)];
    }

    private static int End(ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest.Length : end;
    }

    private static bool IsWeb(ReadOnlySpan<char> uri) =>
        uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsLogistic(ReadOnlySpan<char> uri) =>
        uri.IndexOf(":sscc:", StringComparison.OrdinalIgnoreCase) >= 0
        || uri.IndexOf(":grai:", StringComparison.OrdinalIgnoreCase) >= 0
        || (IsWeb(uri) && uri.IndexOf("/00/", StringComparison.Ordinal) >= 0);

    /// <summary>An address as a local code: its end, where it is longer than a code may be.</summary>
    private static string Short(ReadOnlySpan<char> uri)
    {
        if (uri.Length > LocationId.LocalCodeLengthMax)
            uri = uri[^LocationId.LocalCodeLengthMax..];
        return uri.Trim().ToString();
    }
}
