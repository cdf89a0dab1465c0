namespace Inventory.Adapters.Json;

/// <summary>Bounds of canonical JSON from outside.</summary>
internal static class JsonLimits
{
    /// <summary>The schema nests 4 deep; private <c>x-</c> fields may nest further.</summary>
    public const int DepthMax = 32;

    /// <summary>Lines of one delivery over all its snapshots.</summary>
    public const int LinesMax = 1_000_000;

    /// <summary>One snapshot as JSON text: a location with 400,000 lines fits.</summary>
    public const int SnapshotBytesMax = 64 * 1024 * 1024;
}
