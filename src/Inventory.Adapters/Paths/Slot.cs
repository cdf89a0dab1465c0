using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace Inventory.Adapters.Paths;

/// <summary>The value last met at one path. Its buffer is used again for every record.</summary>
internal sealed class Slot
{
    private const int PieceLength = 32;

    private char[] _text = new char[2 * PieceLength];
    private int _length;

    public SlotKind Kind { get; private set; }

    /// <summary>The text; empty when there is none.</summary>
    public ReadOnlySpan<char> Text => Kind is SlotKind.Text or SlotKind.Number ? _text.AsSpan(0, _length) : default;

    /// <summary>True when it holds a value that is not blank.</summary>
    public bool HasValue => Kind is SlotKind.Text or SlotKind.Number
        && ((_length > 0 && _text[0] > ' ' && _text[0] < '\u007F') || !Text.IsWhiteSpace());

    /// <summary>True when it makes its record unreadable.</summary>
    public bool IsBad => Kind is SlotKind.Conflict or SlotKind.Unreadable or SlotKind.TooLong;

    public void Clear() => Kind = SlotKind.Absent;

    public void Mark(SlotKind kind) => Kind = kind;

    public void Set(SlotKind kind, ReadOnlySpan<char> text)
    {
        if (text.Length > PathLimits.ValueLengthMax)
        {
            Kind = SlotKind.TooLong;
            return;
        }

        Reserve(text.Length);
        text.CopyTo(_text);
        (Kind, _length) = (kind, text.Length);
    }

    /// <summary>Adds the text or CDATA that the reader stands on.</summary>
    public void Append(XmlReader reader)
    {
        int length = Kind == SlotKind.Text ? _length : 0;
        if (Kind == SlotKind.TooLong)
            return;
        while (length <= PathLimits.ValueLengthMax)
        {
            Reserve(length + PieceLength);
            int room = _text.Length - length;
            int read = reader.ReadValueChunk(_text, length, room);
            length += read;
            // A pair of surrogates is never parted: the last character may be left for the next piece.
            if (read >= room - 1)
                continue;
            bool isTooLong = length > PathLimits.ValueLengthMax;
            (Kind, _length) = (isTooLong ? SlotKind.TooLong : SlotKind.Text, length);
            return;
        }

        Kind = SlotKind.TooLong;
    }

    /// <summary>Takes the scalar the reader stands on.</summary>
    public void Set(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                Kind = SlotKind.Null;
                break;
            case JsonTokenType.True:
                Set(SlotKind.Text, "true");
                break;
            case JsonTokenType.False:
                Set(SlotKind.Text, "false");
                break;
            default:
                SetText(ref reader);
                break;
        }
    }

    private void SetText(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> utf8 = reader.ValueSpan;
        if (utf8.Length > PathLimits.ValueLengthMax * 6)
        {
            Kind = SlotKind.TooLong;
            return;
        }

        Reserve(utf8.Length);
        Kind = reader.TokenType == JsonTokenType.Number ? SlotKind.Number : SlotKind.Text;
        if (!reader.ValueIsEscaped)
        {
            // Codes, numbers and times are ASCII, and that is the quicker way.
            if (Ascii.ToUtf16(utf8, _text, out _length) != OperationStatus.Done
                && Utf8.ToUtf16(utf8, _text, out _, out _length, replaceInvalidSequences: false)
                    != OperationStatus.Done)
                Kind = SlotKind.Unreadable;
        }
        else
        {
            try
            {
                _length = reader.CopyString(_text);
            }
            catch (InvalidOperationException)
            {
                // The reader answers so to half a surrogate pair and to bytes that are not UTF-8.
                Kind = SlotKind.Unreadable;
            }
        }

        if (_length > PathLimits.ValueLengthMax)
            Kind = SlotKind.TooLong;
    }

    private void Reserve(int length)
    {
        if (_text.Length < length)
            Array.Resize(ref _text, Math.Max(length, _text.Length * 2));
    }
}
