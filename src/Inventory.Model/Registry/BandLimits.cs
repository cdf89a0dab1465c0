namespace Inventory.Model.Registry;

/// <summary>Days of supply at which a band begins. Registry data, printed in every legend.</summary>
public sealed record BandLimits
{
    /// <summary>Below this: none.</summary>
    public double FewDays { get; init; } = 1;

    /// <summary>Below this: few.</summary>
    public double SomeDays { get; init; } = 3;

    /// <summary>Where the upper half of "some" begins (ministry and participants see it apart).</summary>
    public double AmpleDays { get; init; } = 7;

    /// <summary>From here: plenty.</summary>
    public double PlentyDays { get; init; } = 14;
}
