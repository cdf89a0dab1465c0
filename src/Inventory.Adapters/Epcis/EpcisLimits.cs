namespace Inventory.Adapters.Epcis;

/// <summary>Bounds of one delivery of events. What is kept of an event is its numbers and its id: about 300 bytes, 130
/// for each serial.</summary>
internal static class EpcisLimits
{
    /// <summary>Events of one delivery; the server's 50 MB hold about 100,000.</summary>
    public const int EventsMax = 500_000;

    /// <summary>Serials and quantities of one delivery, over all its events.</summary>
    public const int ItemsMax = 2_000_000;

    /// <summary>Levels of one delivery: place, item, lot, unit, status.</summary>
    public const int CellsMax = 1_000_000;

    /// <summary>JSON nested deeper is refused; events with private fields nest 15 deep.</summary>
    public const int DepthMax = 64;

    /// <summary>One JSON text or number.</summary>
    public const int TokenBytesMax = 1024 * 1024;

    /// <summary>Characters of one text that are looked at; identifiers are shorter.</summary>
    public const int TextCharsMax = 4096;
}
