namespace Inventory.Cli.Conform;

/// <summary>What the fault script does with the next request, in this order.</summary>
internal enum TrialStep
{
    /// <summary>503 with <c>Retry-After</c>: nothing was accepted.</summary>
    Busy,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooFast,

    /// <summary>The delivery is read to its end and the connection cut: accepted, and the answer is lost.</summary>
    LostAnswer,

    /// <summary>A receipt in which all lines are duplicates.</summary>
    Duplicate,

    /// <summary>422: nothing in it can be accepted.</summary>
    Refused,

    /// <summary>A receipt.</summary>
    Accepted,
}
