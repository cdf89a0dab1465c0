using System.Text;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>Text that grows up to a limit and is used again. Beyond the limit the workbook is refused.</summary>
internal sealed class TextBuffer(int charsMax)
{
    private char[] _chars = new char[256];

    public int Length { get; set; }

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    public void AppendUtf8(ReadOnlySpan<byte> text) => Length += Encoding.UTF8.GetChars(text, Room(text.Length));

    /// <summary>
    /// Resolves what Excel writes for characters that XML cannot hold, from a position on: <c>_x000D_</c> is a carriage
    /// return, and <c>_x005F_</c> the underscore before something that looks like one.
    /// </summary>
    public void Unescape(int from)
    {
        if (Text[from..].IndexOf("_x") < 0)
            return;
        int to = from;
        for (int i = from; i < Length; i++, to++)
        {
            bool isEscape = i + 7 <= Length && _chars[i] == '_' && _chars[i + 1] == 'x' && _chars[i + 6] == '_';
            if (isEscape && TryHex(_chars.AsSpan(i + 2, 4), out char value))
            {
                _chars[to] = value;
                i += 6;
            }
            else
            {
                _chars[to] = _chars[i];
            }
        }

        Length = to;
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out char value)
    {
        value = '\0';
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
            value = (char)((value * 16) + Convert.ToInt32(digit.ToString(), 16));
        }

        return true;
    }

    private Span<char> Room(int count)
    {
        if (Length + count > charsMax)
            throw new WorkbookException(RejectionReason.RowTooLong, null);
        if (Length + count > _chars.Length)
            Array.Resize(ref _chars, Math.Min(charsMax, Math.Max(Length + count, _chars.Length * 2)));
        return _chars.AsSpan(Length);
    }
}
