using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>What is kept of an event until all are read and in order.</summary>
internal sealed class EventRecord
{
    public required SourcePosition Source { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required EventType Type { get; init; }

    public required StepEffect Effect { get; init; }

    public required string? Disposition { get; init; }

    public required string? Place { get; init; }

    public required EventObject[] Objects { get; init; }

    /// <summary>True when it was declared in error: it counts for nothing.</summary>
    public bool IsWithdrawn { get; set; }
}
