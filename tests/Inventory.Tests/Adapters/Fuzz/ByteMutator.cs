using System.IO.Compression;
using System.Text;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Changes files as wires, programs and attackers do. The same edits always give the same file; of a workbook
/// one part is changed inside its archive, for a broken archive says nothing of its sheets.</summary>
internal static class ByteMutator
{
    // Larger files are the matter of HostileInputTests.
    private const int BytesMax = 48 * 1024;

    private static readonly byte[][] Pieces =
    [.. new[]
    {
        "\"", "\"\"", ",", ";", "|", "\r", "\n", "\r\n", "\t", "-", "▲", "△", "E+12", "9999999999999999999999", "令和", "元年", "(", ")", "{", "}", "[", "]", "null", "true",
        "1e400", "-0", "0.00000000000000000000000000001", "79228162514264337593543950335", "9223372036854775807", "-9223372036854775808", "\\ud800", "\\u0000", ":", "\0", "\uFEFF",
        "2020/2/30", "29:59", "．", "ﾞ", "𠮷", "=\"", "'", "+", "?", "~", "*", "^", "<", ">", "</a>", "<a>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&lt", "&#x110000;", "&x;", "<?x ?>",
        "<!DOCTYPE a [<!ENTITY b \"bb\">]>", "xmlns:a=\"\"", "LIN+1++A:SA'", "QTY+145:1'", "UNT+1+1'", "UNH+1+INVRPT:D:96A:UN'", "UNZ+1+1'", "LIN*1*VN*A~", "QTY*33*1~", "SE*1*1~", "{\"a\":", "[[[[",
        "=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "合計", "\u202E", "\u0001", "\u3000", "１２", "13月", "2020-04-01T24:00:00Z",
        "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "P10", "{", "}", "\u001A",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Marks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF], "PK\u0003\u0004"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0], [0x1F, 0x8B]];

    private static readonly Encoding[] Codes =
        [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, TestFeed.CodePage(932), TestFeed.CodePage(20290), Encoding.Latin1];

    /// <summary>The file after all edits; <paramref name="other"/> gives what is spliced in.</summary>
    public static byte[] Apply(byte[] source, IEnumerable<Edit> edits, byte[] other)
    {
        Edit[] all = [.. edits];
        return source.AsSpan().StartsWith("PK\u0003\u0004"u8) && all.Length > 0 && all[0].Choice % 8 != 0
            ? InArchive(source, all, other)
            : Plain(source, all, other);
    }

    private static byte[] InArchive(byte[] source, Edit[] edits, byte[] other)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(source)))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            int chosen = edits[0].At % from.Entries.Count;
            for (int i = 0; i < from.Entries.Count; i++)
            {
                using var part = new MemoryStream();
                using (Stream entry = from.Entries[i].Open())
                    entry.CopyTo(part);
                using Stream written = to.CreateEntry(from.Entries[i].FullName, CompressionLevel.NoCompression).Open();
                written.Write(i == chosen ? Plain(part.ToArray(), edits, other) : part.ToArray());
            }
        }

        return result.ToArray();
    }

    private static byte[] Plain(byte[] source, Edit[] edits, byte[] other)
    {
        var bytes = new List<byte>(source);
        foreach (Edit edit in edits)
        {
            if (bytes.Count > 0)
                Apply(bytes, edit, other);
            if (bytes.Count > BytesMax)
                bytes.RemoveRange(BytesMax, bytes.Count - BytesMax);
        }

        return [.. bytes];
    }

    private static void Apply(List<byte> bytes, Edit edit, byte[] other)
    {
        int at = edit.At % bytes.Count;
        int length = Math.Min(edit.Length, bytes.Count - at);
        switch (edit.Kind)
        {
            case EditKind.Flip:
                bytes[at] ^= (byte)(1 << (edit.Choice % 8));
                break;
            case EditKind.Replace:
                bytes[at] = (byte)(edit.Choice & 0xFF);
                break;
            case EditKind.Insert:
                bytes.InsertRange(at, Pieces[edit.Choice % Pieces.Length]);
                break;
            case EditKind.Delete:
                bytes.RemoveRange(at, length);
                break;
            case EditKind.Duplicate:
                bytes.InsertRange(edit.Choice % bytes.Count, bytes.GetRange(at, length));
                break;
            case EditKind.Repeat:
                Repeat(bytes, at, length, edit.Choice);
                break;
            case EditKind.Splice:
                int from = edit.Choice % (other.Length + 1);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + (edit.Length * 8))]);
                break;
            case EditKind.Truncate:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case EditKind.Number:
                Number(bytes, at, edit.Choice);
                break;
            case EditKind.Recode:
                Recode(bytes, at, length, edit.Choice);
                break;
            case EditKind.Swap:
                int second = edit.Choice % bytes.Count;
                (bytes[at], bytes[second]) = (bytes[second], bytes[at]);
                break;
            default:
                bytes.InsertRange(edit.Choice % 3 == 0 ? at : 0, Marks[edit.Choice % Marks.Length]);
                break;
        }
    }

    /// <summary>A piece of it, or one of the known pieces, very often: nested, or one after the other.</summary>
    private static void Repeat(List<byte> bytes, int at, int length, int choice)
    {
        byte[] piece = choice % 2 == 0 ? Pieces[(choice / 2) % Pieces.Length] : [.. bytes.GetRange(at, length)];
        int times = choice % 5 == 0 ? 1 + (choice % 3000) : 1 + (choice % 40);
        times = Math.Min(times, BytesMax / Math.Max(1, piece.Length));
        bytes.InsertRange(at, Enumerable.Repeat(piece, times).SelectMany(x => x));
    }

    /// <summary>The next number becomes another one.</summary>
    private static void Number(List<byte> bytes, int at, int choice)
    {
        int first = bytes.FindIndex(at, x => x is >= (byte)'0' and <= (byte)'9');
        if (first < 0)
            return;
        int end = bytes.FindIndex(first, x => x is < (byte)'0' or > (byte)'9');
        bytes.RemoveRange(first, (end < 0 ? bytes.Count : end) - first);
        string[] numbers = ["", "0", "-1", "99999999999999999999999999999999999999", "9223372036854775808", "2147483648", "0.5", "1e308", "65536", "00000000000000000001", "NaN"];
        bytes.InsertRange(first, Encoding.ASCII.GetBytes(numbers[choice % numbers.Length]));
    }

    private static void Recode(List<byte> bytes, int at, int length, int choice)
    {
        bool isWhole = choice % 3 == 0;
        (at, length) = isWhole ? (0, bytes.Count) : (at, length);
        string text = Codes[choice / 3 % Codes.Length].GetString([.. bytes.GetRange(at, length)]);
        bytes.RemoveRange(at, length);
        bytes.InsertRange(at, Codes[choice / 31 % Codes.Length].GetBytes(text));
    }
}
