namespace Inventory.Adapters.Dates;

/// <summary>A date as a file states it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Time">Time since that day's midnight, up to 29:59:59 (shops that close after midnight); null when
/// only a day is stated.</param>
/// <param name="Offset">The stated offset; null when there is none.</param>
internal readonly record struct DateReading(DateOnly Day, TimeSpan? Time, TimeSpan? Offset)
{
    /// <summary>
    /// The instant meant. A day without a time means some time of that day: its last second is taken (a later count
    /// of the same day must not lose against midnight), but never later than the delivery, cut to the minute, for what
    /// was delivered had been counted.
    /// </summary>
    public DateTimeOffset ToInstant(TimeSpan zone, DateTimeOffset deliveredAt)
    {
        var midnight = new DateTimeOffset(Day.ToDateTime(TimeOnly.MinValue), Offset ?? zone);
        if (Time is { } time)
            return midnight + time;
        DateTimeOffset last = midnight.AddDays(1).AddSeconds(-1);
        DateTimeOffset delivered = ToMinute(deliveredAt, zone);
        return delivered >= midnight && delivered < last ? delivered : last;
    }

    /// <summary>The instant with its seconds cut away, in the zone.</summary>
    public static DateTimeOffset ToMinute(DateTimeOffset time, TimeSpan zone) =>
        new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).ToOffset(zone);
}
