using Inventory.Adapters.Dates;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Mapping;

/// <summary>
/// Finds when a line was counted, in the profile's order of trust: the line, the file's head and what was stated beside
/// the file, the file's name, the delivery.
/// </summary>
internal sealed class AsOfReader
{
    // A clock may be some days ahead; a name that lies further in the future is no day of counting.
    private const int AheadDays = 5;

    private readonly FeedProfile _profile;
    private readonly TimeSpan _zone;
    private readonly Delivery _delivery;
    private readonly DateOnly _reference;
    private readonly bool _isLineTrusted;
    private DateTimeOffset? _header;
    private (DateTimeOffset Time, AsOfSource Source)? _ofFile;
    private string _lastText = string.Empty;
    private DateTimeOffset _lastTime;

    public AsOfReader(FeedProfile profile, Delivery delivery)
    {
        _profile = profile;
        _delivery = delivery;
        _zone = Zone(profile.TimeZone);
        _reference = ReferenceOf(profile, delivery, _zone);
        _isLineTrusted = profile.AsOfOrder.Contains("line");
        _ofFile = OfFile();
    }

    /// <summary>The as-of in the file's head; null when it has none.</summary>
    public DateTimeOffset? Header
    {
        get => _header;
        set
        {
            _header = value;
            _ofFile = OfFile();
        }
    }

    /// <summary>The day near which dates without a year lie, in the profile's zone: what was stated beside the file,
    /// the day in its name, the delivery.</summary>
    public DateOnly Reference => _reference;

    /// <summary>The instant that a date means in the profile's zone.</summary>
    public DateTimeOffset Instant(in DateReading reading) => reading.ToInstant(_zone, _delivery.ReceivedAt);

    /// <summary>Reads a time in any of the date forms, in the profile's zone.</summary>
    public bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time) => ReadCell(text.Trim(), out time);

    /// <summary>The as-of of a row whose as-of cell holds <paramref name="cell"/>; a reason when there is
    /// none.</summary>
    public RejectionReason Read(ReadOnlySpan<char> cell, out DateTimeOffset time, out AsOfSource source)
    {
        cell = CodeText.Unwrap(cell.Trim());
        if (_isLineTrusted && !cell.IsEmpty)
        {
            source = AsOfSource.Line;
            return ReadCell(cell, out time) ? RejectionReason.None : RejectionReason.AsOfInvalid;
        }

        (time, source) = _ofFile ?? default;
        return _ofFile is null ? RejectionReason.AsOfMissing : RejectionReason.None;
    }

    private static TimeSpan Zone(string text)
    {
        var cursor = new DateCursor(text);
        // The registry refuses a profile whose zone cannot be read; Japan's is the default of the profile.
        return cursor.TryOffset(out TimeSpan? offset) && offset is { } zone ? zone : TimeSpan.FromHours(9);
    }

    private static DateOnly ReferenceOf(FeedProfile profile, Delivery delivery, TimeSpan zone)
    {
        DateOnly received = DateOnly.FromDateTime(delivery.ReceivedAt.ToOffset(zone).DateTime);
        if (delivery.AsOf is { } stated)
            return DateOnly.FromDateTime(stated.ToOffset(zone).DateTime);
        if (profile.AsOfOrder.Contains("fileName") && delivery.FileName is { } name
            && FileNameDate.TryFind(name, out DateReading reading)
            && reading.Day.DayNumber <= received.DayNumber + AheadDays)
            return reading.Day;
        return received;
    }

    private bool ReadCell(ReadOnlySpan<char> cell, out DateTimeOffset time)
    {
        // Most files carry one time in all rows.
        time = _lastTime;
        if (_lastText.Length > 0 && cell.SequenceEqual(_lastText))
            return true;
        if (!JapaneseDate.TryRead(cell, _reference, out DateReading reading)
            && !ShortDate.TryRead(cell, _reference, out reading))
            return false;
        time = reading.ToInstant(_zone, _delivery.ReceivedAt);
        (_lastText, _lastTime) = (cell.ToString(), time);
        return true;
    }

    private (DateTimeOffset Time, AsOfSource Source)? OfFile()
    {
        foreach (string source in _profile.AsOfOrder)
        {
            // What the sender states beside the file is said last, and knows what the file says.
            if (source == "header" && (_delivery.AsOf ?? _header) is { } stated)
                return (stated, AsOfSource.Header);
            if (source == "fileName" && _delivery.FileName is { } name
                && FileNameDate.TryFind(name, out DateReading reading))
                return (reading.ToInstant(_zone, _delivery.ReceivedAt), AsOfSource.FileName);
            if (source == "delivery")
                return (DateReading.ToMinute(_delivery.ReceivedAt, _zone), AsOfSource.Received);
        }

        return null;
    }
}
