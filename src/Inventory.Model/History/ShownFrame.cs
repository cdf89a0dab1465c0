using Inventory.Model.Levels;

namespace Inventory.Model.History;

/// <summary>
/// What one audience was shown at one time: everything (a keyframe) or what changed since the frame before.
/// </summary>
/// <param name="Audience">To whom.</param>
/// <param name="ComputedAtMs">When the view was computed, milliseconds since 1970 UTC; the frame's name.</param>
/// <param name="PreviousMs">The frame it builds on; 0 for a keyframe.</param>
/// <param name="Sequence">The view's sequence.</param>
/// <param name="NextOffset">The log's records below this offset stand behind it.</param>
/// <param name="Body">The levels, packed; the stores do not look inside.</param>
public sealed record ShownFrame(
    Audience Audience, long ComputedAtMs, long PreviousMs, long Sequence, long NextOffset, ReadOnlyMemory<byte> Body)
{
    /// <summary>Frames from one keyframe to the next, both counted once: what a look-up reads at most.</summary>
    public const int FramesPerKeyMax = 30;

    /// <summary>
    /// Which process recorded it: several hubs may record the same screens, each a chain of its own. Empty where there
    /// is only one.
    /// </summary>
    public string Writer { get; init; } = string.Empty;

    /// <summary>True when it stands by itself.</summary>
    public bool IsKey => PreviousMs == 0;
}
