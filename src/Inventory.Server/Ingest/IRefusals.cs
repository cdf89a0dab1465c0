using Inventory.Model.Receipts;

namespace Inventory.Server.Ingest;

/// <summary>Hears of deliveries of which nothing was accepted.</summary>
internal interface IRefusals
{
    /// <summary>Takes note and returns at once.</summary>
    void Note(Receipt receipt, string? fileName, string reason);
}
