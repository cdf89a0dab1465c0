using Inventory.Model.Receipts;

namespace Inventory.Server.Ingest;

/// <summary>The embedded mode: the sender has the answer, and nobody else listens.</summary>
internal sealed class UntoldRefusals : IRefusals
{
    /// <inheritdoc/>
    public void Note(Receipt receipt, string? fileName, string reason)
    {
        // Nobody listens.
    }
}
