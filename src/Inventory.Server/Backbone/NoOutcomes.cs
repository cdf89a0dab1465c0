using Inventory.Model.Receipts;
using Inventory.Server.Core;

namespace Inventory.Server.Backbone;

/// <summary>
/// Where cores are other processes nobody waits for them to say what was superseded: it stays unknown, which is not
/// zero.
/// </summary>
internal sealed class NoOutcomes : IOutcomes
{
    /// <inheritdoc/>
    public Task<long?> SupersededAsync(OffsetRange offsets, TimeSpan patience) => Task.FromResult<long?>(null);
}
