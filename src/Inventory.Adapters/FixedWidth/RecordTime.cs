namespace Inventory.Adapters.FixedWidth;

/// <summary>The day and time of a kind of record. The last one is remembered: most records of a file state the
/// same.</summary>
internal sealed class RecordTime(FieldReader day, FieldReader? time)
{
    private readonly char[] _text = new char[RecordDates.LengthMax];
    private readonly char[] _stated = new char[2 * FieldReader.KeptMax];
    private int _dayLength = -1;
    private int _timeLength;
    private int _length;

    public FieldReader Day => day;

    public FieldReader? Time => time;

    /// <summary>The text that was written last.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Math.Max(_length, 0));

    /// <summary>Writes what the texts state into <see cref="Text"/>; 0 when there is no day, -1 when they are no
    /// date.</summary>
    public int Write(ReadOnlySpan<char> dayText, ReadOnlySpan<char> timeText)
    {
        if (_dayLength >= 0 && dayText.SequenceEqual(_stated.AsSpan(0, _dayLength))
            && timeText.SequenceEqual(_stated.AsSpan(_dayLength, _timeLength)))
            return _length;
        _length = RecordDates.Write(dayText, day.Field.Form, timeText, time?.Field.Form ?? "text", _text);
        _dayLength = -1;
        if (dayText.Length + timeText.Length <= _stated.Length)
        {
            dayText.CopyTo(_stated);
            timeText.CopyTo(_stated.AsSpan(dayText.Length));
            (_dayLength, _timeLength) = (dayText.Length, timeText.Length);
        }

        return _length;
    }
}
