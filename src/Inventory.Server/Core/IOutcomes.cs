using Inventory.Model.Receipts;

namespace Inventory.Server.Core;

/// <summary>What became of the records of a receipt.</summary>
internal interface IOutcomes
{
    /// <summary>
    /// Lines of the receipt's records that were superseded; null when it is not known in time, which is not zero.
    /// </summary>
    Task<long?> SupersededAsync(OffsetRange offsets, TimeSpan patience);
}
