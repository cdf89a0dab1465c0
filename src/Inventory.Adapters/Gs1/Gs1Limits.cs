namespace Inventory.Adapters.Gs1;

/// <summary>Bounds of one GS1 message.</summary>
internal static class Gs1Limits
{
    /// <summary>Lines of one delivery; the server's 50 MB hold about 50,000.</summary>
    public const int LinesMax = 1_000_000;

    /// <summary>Batches kept of one line; more are counted as not adding up.</summary>
    public const int BatchesMax = 1_000;
}
