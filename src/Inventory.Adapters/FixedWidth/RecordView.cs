using System.Buffers;
using Inventory.Adapters.Numbers;
using Inventory.Model.Registry;

namespace Inventory.Adapters.FixedWidth;

/// <summary>
/// The fields of the record being read. What lies behind the end of a record is blank: mail gateways and editors cut
/// trailing blanks.
/// </summary>
internal sealed class RecordView(FixedWidthLayout layout, FieldText decoder)
{
    private const int NumberBytesMax = 64;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create([0, 0x1A, 0x20, 0x40]);

    // What fills a field around its text.
    private const string Around = " \0\u3000";

    private readonly byte[] _narrow = new byte[NumberBytesMax];
    private byte[] _bytes = new byte[1024];
    private char[] _chars = new char[1024];
    private int _length;

    /// <summary>True when the whole record holds nothing.</summary>
    public bool IsBlank => !_bytes.AsSpan(0, _length).ContainsAnyExcept(Blanks);

    /// <summary>True when something stands behind the length that the layout states: then it is another
    /// layout.</summary>
    public bool IsTooLong
    {
        get
        {
            int length = layout.RecordLength;
            if (length == 0 || _length <= length)
                return false;
            return layout.CountsCharacters
                ? !_chars.AsSpan(length, _length - length).IsWhiteSpace()
                : _bytes.AsSpan(length, _length - length).ContainsAnyExcept(Blanks);
        }
    }

    /// <summary>Takes the next record; false when its bytes are no text in the layout's encoding.</summary>
    public bool Take(ReadOnlySpan<byte> record)
    {
        decoder.Clear();
        if (record.Length > _bytes.Length)
            _bytes = new byte[record.Length * 2];
        record.CopyTo(_bytes);
        _length = record.Length;
        if (!layout.CountsCharacters)
            return true;
        if (!decoder.TryDecode(record, out ReadOnlySpan<char> text))
            return false;
        if (text.Length > _chars.Length)
            _chars = new char[text.Length * 2];
        text.CopyTo(_chars);
        _length = text.Length;
        return true;
    }

    /// <summary>The text of a field, without blanks around it; empty when it is filled with zeros alone and
    /// <paramref name="isCode"/> (unused codes are zeros in these formats). False when it is no text.</summary>
    public bool TryText(int start, int length, bool isCode, out ReadOnlySpan<char> text)
    {
        (int from, int count) = Slice(start, length);
        text = default;
        if (layout.CountsCharacters)
            text = _chars.AsSpan(from, count);
        else if (!decoder.TryDecode(_bytes.AsSpan(from, count), out text))
            return false;
        text = text.Trim(Around);
        if (isCode && !text.ContainsAnyExcept('0'))
            text = default;
        return IsText(text);
    }

    /// <summary>The text of a field in one of its repetitions; valid until the field is read again.</summary>
    public bool TryText(FieldReader field, int shift, out ReadOnlySpan<char> text)
    {
        int start = field.StartAt(shift);
        if (layout.CountsCharacters || !field.CanKeep)
            return TryText(start, field.Length, field.IsCode, out text);
        (int from, int count) = Slice(start, field.Length);
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(from, count);
        if (!field.IsAgain(bytes))
            Decode(field, bytes);
        text = field.Text;
        return field.IsText;
    }

    private void Decode(FieldReader field, ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = field.Begin(bytes);
        int written = decoder.Decode(bytes, chars);
        if (written < 0)
            return;
        ReadOnlySpan<char> text = chars[..written];
        int start = written - text.TrimStart(Around).Length;
        text = text.Trim(Around);
        if (field.IsCode && !text.ContainsAnyExcept('0'))
            text = default;
        field.End(start, text.Length, IsText(text));
    }

    /// <summary>The number in a field.</summary>
    public NumberReading ReadNumber(FieldReader reader, int shift, out decimal value)
    {
        FixedWidthField field = reader.Field;
        int start = reader.StartAt(shift);
        (int from, int count) = Slice(start, field.Length);
        value = 0;
        if (count == 0)
            return NumberReading.Unknown;
        if (field.Form == "number")
            return ReadWritten(field, start, out value);
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(from, count);
        if (layout.CountsCharacters)
        {
            if (count > NumberBytesMax || _chars.AsSpan(from, count).ContainsAnyExceptInRange('\0', '\u007F'))
                return NumberReading.Invalid;
            for (int i = 0; i < count; i++)
                _narrow[i] = (byte)_chars[from + i];
            bytes = _narrow.AsSpan(0, count);
        }

        return field.Form switch
        {
            "packed" when count < field.Length => NumberReading.Invalid,
            "packed" => SignedDigits.ReadPacked(bytes, field.Decimals, out value),
            "binary" when count < field.Length => NumberReading.Invalid,
            "binary" => SignedDigits.ReadBinary(bytes, field.Decimals, out value),
            _ => SignedDigits.ReadZoned(bytes, decoder.IsEbcdic, field.Decimals, out value),
        };
    }

    private NumberReading ReadWritten(FixedWidthField field, int start, out decimal value)
    {
        value = 0;
        if (!TryText(start, field.Length, isCode: false, out ReadOnlySpan<char> text))
            return NumberReading.Invalid;
        NumberReading reading = JapaneseNumber.Read(text, out value);
        // A written decimal point says more than an implied one.
        for (int i = 0; i < field.Decimals && reading == NumberReading.Number && !text.Contains('.'); i++)
            value /= 10;
        return reading;
    }

    /// <summary>True when a text stands at a position.</summary>
    public bool Holds(FixedWidthMatch match) =>
        TryRaw(match.Start, match.Value.Length, out ReadOnlySpan<char> text) && text.SequenceEqual(match.Value);

    /// <summary>The same for bytes that need no decoding.</summary>
    public bool Holds(int start, ReadOnlySpan<byte> text)
    {
        (int from, int count) = Slice(start, text.Length);
        return _bytes.AsSpan(from, count).SequenceEqual(text);
    }

    private static bool IsText(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('\0', '\u001F');

    private bool TryRaw(int start, int length, out ReadOnlySpan<char> text)
    {
        (int from, int count) = Slice(start, length);
        if (!layout.CountsCharacters)
            return decoder.TryDecode(_bytes.AsSpan(from, count), out text);
        text = _chars.AsSpan(from, count);
        return true;
    }

    private (int From, int Count) Slice(int start, int length)
    {
        int from = Math.Min(start - 1, _length);
        return (from, Math.Min(length, _length - from));
    }
}
