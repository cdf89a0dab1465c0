using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Cli.Watch;

/// <summary>The words and signs for a level's state: the same on every screen of the platform.</summary>
internal static class StateWords
{
    /// <summary>The words for a level.</summary>
    public static LocalizedText Of(WatchedLevel level, BandLimits limits)
    {
        if (level.Suppressed)
            return new("x 秘匿", "x withheld");
        if (level.Band is { } band)
            return OfBand(band);
        if (level.Quantity is null)
            return new("？ 不明（報告なし）", "? unknown (no report)");
        if (level.DaysOfSupply is not { } days)
            return new("日数は不明", "days unknown");
        return days < limits.FewDays ? new("× ほぼなし", "x none")
            : days < limits.SomeDays ? new("△ 残りわずか", "^ few")
            : days < limits.AmpleDays ? new("○ 少なめ", "o some")
            : days < limits.PlentyDays ? new("○ おおむね足りている", "o some (ample)")
            : new("◎ 十分", "O plenty");
    }

    /// <summary>Days of supply as a person reads them; cut, so that never more is shown than there is.</summary>
    public static LocalizedText Days(double? days) => days switch
    {
        null => new("-", "-"),
        < 1 => new("1日分未満", "under 1 day"),
        > 60 => new("60日分超", "over 60 days"),
        < 10 => new($"{Math.Floor(days.Value * 10) / 10:0.0}日分", $"{Math.Floor(days.Value * 10) / 10:0.0} days"),
        _ => new($"{Math.Floor(days.Value):0}日分", $"{Math.Floor(days.Value):0} days"),
    };

    /// <summary>An age as a person reads it.</summary>
    public static LocalizedText Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => new("今", "now"),
        { TotalMinutes: < 1 } => new($"{age.TotalSeconds:0}秒前", $"{age.TotalSeconds:0} s"),
        { TotalHours: < 1 } => new($"{Math.Floor(age.TotalMinutes):0}分前", $"{Math.Floor(age.TotalMinutes):0} min"),
        { TotalDays: < 2 } => new($"{Math.Floor(age.TotalHours):0}時間前", $"{Math.Floor(age.TotalHours):0} h"),
        _ => new($"{Math.Floor(age.TotalDays):0}日前", $"{Math.Floor(age.TotalDays):0} d"),
    };

    private static LocalizedText OfBand(string band) => band switch
    {
        "plenty" => new("◎ 十分", "O plenty"),
        "some" => new("○ あり", "o some"),
        "few" => new("△ 残りわずか", "^ few"),
        "none" => new("× ほぼなし", "x none"),
        _ => new("？ 不明", "? unknown"),
    };
}
