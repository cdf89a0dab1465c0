using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Suggesting;

/// <summary>What is known beside the rows of a table. All of it is optional; what is stated here is not asked
/// for.</summary>
public sealed record SuggestionHints
{
    /// <summary>The sender's file name; it may carry the as-of.</summary>
    public string? FileName { get; init; }

    /// <summary>When the file was delivered; gives dates without a year their year.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Whose file it is.</summary>
    public ParticipantId? Participant { get; init; }

    /// <summary>The registry, by whose items and locations codes are recognised.</summary>
    public StockRegistry? Registry { get; init; }

    /// <summary>The feed's id; made from the file's name when absent.</summary>
    public string? FeedId { get; init; }

    /// <summary>The format of the file the rows come from.</summary>
    public string Format { get; init; } = FeedFormats.Delimited;

    /// <summary>The encoding that was found.</summary>
    public string Encoding { get; init; } = "auto";

    /// <summary>The delimiter that was found.</summary>
    public string Delimiter { get; init; } = "auto";

    /// <summary>The line (or row of the sheet) of each row, 1-based, as the sender's program counts; absent when no
    /// row before the table spans several lines.</summary>
    public IReadOnlyList<long>? Lines { get; init; }

    /// <summary>The person's answer: the one location of the file.</summary>
    public string? Location { get; init; }

    /// <summary>The person's answer: the unit of all quantities.</summary>
    public string? Unit { get; init; }

    /// <summary>The person's answer: whether each file is complete.</summary>
    public SnapshotScope? Scope { get; init; }

    /// <summary>The person's answer: the offset of times without one.</summary>
    public string? TimeZone { get; init; }
}
