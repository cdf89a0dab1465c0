using Inventory.Model.Rejections;

namespace Inventory.Model.Receipts;

/// <summary>
/// The answer to a push and the proof of delivery: it is durable before it is given. Schema:
/// <c>schemas/receipt.v1.schema.json</c>.
/// </summary>
public sealed record Receipt
{
    /// <summary>The receipt's id, such as <c>R-20261122-7f3a9c12</c>; empty for a dry run, which is not
    /// stored.</summary>
    public required string Id { get; init; }

    /// <summary>The feed; null when canonical JSON was pushed.</summary>
    public string? Feed { get; init; }

    /// <summary>The participant the delivery counts for; used to decide who may read the receipt.</summary>
    public string? Participant { get; init; }

    /// <summary>When it was made durable.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Snapshots accepted.</summary>
    public int Snapshots { get; init; }

    /// <summary>Line counts.</summary>
    public ReceiptLines Lines { get; init; } = new();

    /// <summary>What the sender should know.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>The refused lines, at most <see cref="RejectionsMax"/>; <see cref="ReceiptLines.Rejected"/> counts
    /// all.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>First and last offset on the log of what was appended; null when nothing was.</summary>
    public OffsetRange? Offsets { get; init; }

    /// <summary>The same by partition, where the log has several; null where it has one. Then <see cref="Offsets"/> is
    /// the lowest and the highest of all.</summary>
    public IReadOnlyList<PartitionOffsets>? Partitions { get; init; }

    /// <summary>What the delivery states in few figures; null where nobody asked for them.</summary>
    public SentFigures? Sent { get; init; }

    /// <summary>The same of the feed's last accepted delivery, to compare with; only in a dry run.</summary>
    public SentFigures? Previous { get; init; }

    /// <summary>Refused lines listed one by one; a hostile file must not make a receipt of gigabytes.</summary>
    public const int RejectionsMax = 1000;
}

/// <summary>Line counts of a receipt.</summary>
public sealed record ReceiptLines
{
    /// <summary>Lines now durable on the log.</summary>
    public long Accepted { get; init; }

    /// <summary>Lines refused, each with a reason.</summary>
    public long Rejected { get; init; }

    /// <summary>Lines of snapshots that were pushed before and changed nothing.</summary>
    public long Duplicate { get; init; }

    /// <summary>Accepted lines older than what is known, which changed nothing; null when not known yet.</summary>
    public long? Superseded { get; init; }
}

/// <summary>A closed range of log offsets.</summary>
/// <param name="First">The first offset.</param>
/// <param name="Last">The last offset.</param>
public readonly record struct OffsetRange(long First, long Last);

/// <summary>A closed range of offsets of one partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="First">The first offset.</param>
/// <param name="Last">The last offset; records of other deliveries may stand between.</param>
public readonly record struct PartitionOffsets(int Partition, long First, long Last);
