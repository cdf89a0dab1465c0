using Inventory.Engine.Partial;

namespace Inventory.Engine;

/// <summary>What one partition's engine tells the processes that merge the levels.</summary>
public sealed partial class StockEngine
{
    /// <summary>
    /// Adds a message for each group and coverage row that changed since the last call, or for all that have something
    /// to say: after a claim, after a publication that failed, and by itself when <paramref name="epoch"/> is a new
    /// one. The engine must have one partition. They take effect at the tick that <see cref="WriteTick"/> makes next.
    /// </summary>
    public void CollectPartials(bool all, long epoch, List<PartialMessage> into) => throw new NotSupportedException();

    /// <summary>
    /// The message that makes what was collected visible; also the owner's sign of life, to be published at least once
    /// a second.
    /// </summary>
    public PartialMessage WriteTick() => throw new NotSupportedException();
}
