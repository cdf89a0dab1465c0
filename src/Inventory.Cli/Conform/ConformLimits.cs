namespace Inventory.Cli.Conform;

/// <summary>The figures of the conformance levels (rule book, chapter 20) and the bounds of this program.</summary>
internal static class ConformLimits
{
    /// <summary>Least share of lines accepted, in each file.</summary>
    public const decimal AcceptedShare = 0.95m;

    /// <summary>Least share of lines with a GTIN or a registered code.</summary>
    public const decimal IdentifiedShare = 0.99m;

    /// <summary>Least share of quantities whose unit is resolved.</summary>
    public const decimal ResolvedShare = 0.995m;

    /// <summary>Greatest difference from the sender's own totals.</summary>
    public const decimal TotalsTolerance = 0.001m;

    /// <summary>Different days that files must come from.</summary>
    public const int DaysMin = 3;

    /// <summary>Pieces of evidence listed per criterion.</summary>
    public const int EvidenceMax = 20;

    /// <summary>Bytes of a file of control totals.</summary>
    public const int ControlTotalsBytesMax = 1024 * 1024;

    /// <summary>Bytes of one request to the trial endpoint, also when unpacked.</summary>
    public const int RequestBytesMax = 32 * 1024 * 1024;

    /// <summary>Requests that the trial endpoint takes before it ends the trial: a sender that hammers is judged
    /// by these.</summary>
    public const int RequestsMax = 100;
}
