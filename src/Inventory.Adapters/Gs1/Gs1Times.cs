using Inventory.Adapters.Dates;
using Inventory.Adapters.Mapping;

namespace Inventory.Adapters.Gs1;

/// <summary>Times of GS1 messages: a date and a time in two elements, each with or without an offset.</summary>
internal sealed class Gs1Times(LineIntake intake, Delivery delivery)
{
    private const int DayLength = 10;

    /// <summary>Reads a date (<c>2022-01-03+03:00</c>) with its time (<c>03:14:00+03:00</c>), or a whole time in
    /// <paramref name="date"/>.</summary>
    public bool TryRead(string date, string? time, out DateTimeOffset instant)
    {
        if (date.Length <= DayLength || date[DayLength] == 'T')
            return intake.TryTime(time is null || date.Length > DayLength ? date : $"{date}T{time}", out instant);
        string day = date[..DayLength];
        string zone = date[DayLength..];
        if (time is not null)
            return intake.TryTime(HasZone(time) ? $"{day}T{time}" : $"{day}T{time}{zone}", out instant);
        instant = default;
        // A date with an offset and no time: some time of that day, where it was.
        if (!JapaneseDate.TryRead($"{day}T00:00:00{zone}", null, out DateReading reading) || reading.Offset is not { } offset)
            return false;
        instant = (reading with { Time = null }).ToInstant(offset, delivery.ReceivedAt);
        return true;
    }

    /// <summary>
    /// When a report states its levels: at the end of its period; a report that was made within its period states what
    /// was there when it was made; one without a period, too. Null when it says neither;
    /// <paramref name="unread"/> is the text that could not be read.
    /// </summary>
    public DateTimeOffset? AsOf(Gs1Period period, string? creation, out string? unread)
    {
        unread = null;
        DateTimeOffset? begin = Read(period.BeginDate, period.BeginTime, ref unread);
        DateTimeOffset? end = Read(period.EndDate, period.EndTime, ref unread) ?? begin;
        DateTimeOffset? made = Read(creation, null, ref unread);
        if (end is null || made is null)
            return end ?? made;
        bool isSameDay = period.BeginTime is null && period.BeginDate?.Length >= DayLength
            && creation!.StartsWith(period.BeginDate[..DayLength], StringComparison.Ordinal);
        return made < end && (isSameDay || made >= begin) ? made : end;
    }

    private DateTimeOffset? Read(string? date, string? time, ref string? unread)
    {
        if (date is null)
            return null;
        if (TryRead(date, time, out DateTimeOffset instant))
            return instant;
        unread ??= time is null ? date : $"{date} {time}";
        return null;
    }

    private static bool HasZone(string time) =>
        time.EndsWith('Z') || time.AsSpan().IndexOfAny('+', '-') > 0;
}
