using Inventory.Adapters.Assembling;
using Inventory.Model.Identifiers;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Mapping;

/// <summary>What a cell with an item's code means; one for each text.</summary>
/// <param name="text">The text.</param>
/// <param name="promisesGtin">True when it was read as one of trade item numbers only.</param>
internal sealed class ItemReading(string text, bool promisesGtin)
{
    public string Text => text;

    public bool PromisesGtin => promisesGtin;

    /// <summary>The canonical id; default when refused.</summary>
    public ItemId Id { get; init; }

    /// <summary>Why it is refused; None when it is not.</summary>
    public RejectionReason Reason { get; init; }

    /// <summary>A kind of warning; null when there is none.</summary>
    public string? Warning { get; init; }

    /// <summary>What lines state of it, the newest first.</summary>
    public LineKind? Kinds { get; set; }

    /// <summary>What came behind it last: shops list their items in one order, so it is what comes next.</summary>
    public ItemReading? Follower { get; set; }
}
