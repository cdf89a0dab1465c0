using System.Text.Json;
using System.Text.Unicode;

namespace Inventory.Adapters.Paths;

/// <summary>The value last met at one path. Its buffer is used again for every record.</summary>
internal sealed class Slot
{
    private char[] _text = new char[32];
    private int _length;

    public SlotKind Kind { get; private set; }

    /// <summary>The text; empty when there is none.</summary>
    public ReadOnlySpan<char> Text => Kind is SlotKind.Text or SlotKind.Number ? _text.AsSpan(0, _length) : default;

    /// <summary>True when it holds a value that is not blank.</summary>
    public bool HasValue => Kind is SlotKind.Text or SlotKind.Number && !Text.IsWhiteSpace();

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

    /// <summary>Adds a piece of text (XML gives text and CDATA apart).</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        int before = Kind == SlotKind.Text ? _length : 0;
        if (Kind == SlotKind.TooLong || before + text.Length > PathLimits.ValueLengthMax)
        {
            Kind = SlotKind.TooLong;
            return;
        }

        Reserve(before + text.Length);
        text.CopyTo(_text.AsSpan(before));
        (Kind, _length) = (SlotKind.Text, before + text.Length);
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
            if (Utf8.ToUtf16(utf8, _text, out _, out _length, replaceInvalidSequences: false)
                != System.Buffers.OperationStatus.Done)
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
