namespace Inventory.Engine.Levels;

/// <summary>Falls and the observed time they lie in.</summary>
/// <param name="Fall">Base units that left.</param>
/// <param name="FromMs">Begin of the observed time, not before the window.</param>
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

    /// <summary>What a group's window holds at a clock.</summary>
    public static OutflowSum Of(OutflowGroup group, long clockMs)
    {
        long beginMs = OutflowTable.FirstHour(clockMs) * 3_600_000;
        return group.ToMs <= beginMs
            ? Nothing
            : new OutflowSum(group.Sum(clockMs), Math.Max(group.FromMs, beginMs), group.ToMs);
    }

    /// <summary>Both together: falls add up, and their observed times are one time with two ends.</summary>
    public OutflowSum Plus(OutflowSum other) =>
        new(Fall + other.Fall, Math.Min(FromMs, other.FromMs), Math.Max(ToMs, other.ToMs));
}
