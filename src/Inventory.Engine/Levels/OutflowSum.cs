namespace Inventory.Engine.Levels;

/// <summary>Falls and the observed time they lie in.</summary>
/// <param name="Fall">Base units that left.</param>
/// <param name="FromMs">Begin of the observed time.</param>
/// <param name="ToMs">End of the observed time.</param>
internal readonly record struct OutflowSum(Int128 Fall, long FromMs, long ToMs)
{
    private const double DayMs = 86_400_000;

    /// <summary>Nothing observed.</summary>
    public static OutflowSum Nothing { get; } = new(0, long.MaxValue, long.MinValue);

    /// <summary>Base units per day; null until something fell and enough time was observed.</summary>
    public double? PerDay =>
        Fall > 0 && FromMs < ToMs && ToMs - FromMs >= OutflowTable.ObservedMsMin
            ? (double)Fall * DayMs / (ToMs - FromMs)
            : null;

    /// <summary>The falls that lie in the window at a clock, with all the time that was ever observed.</summary>
    public static OutflowSum Of(OutflowGroup group, long clockMs) =>
        new(group.Sum(clockMs), group.FromMs, group.ToMs);

    /// <summary>The part of it that lies in the window at a clock.</summary>
    public OutflowSum Within(long clockMs)
    {
        long beginMs = OutflowTable.FirstHour(clockMs) * 3_600_000;
        return ToMs <= beginMs ? Nothing : this with { FromMs = Math.Max(FromMs, beginMs) };
    }

    /// <summary>Both together: falls add up, and their observed times are one time with two ends.</summary>
    public OutflowSum Plus(OutflowSum other) =>
        new(Fall + other.Fall, Math.Min(FromMs, other.FromMs), Math.Max(ToMs, other.ToMs));
}
