namespace Inventory.Adapters.Paths;

/// <summary>Bounds of JSON and XML read by paths.</summary>
internal static class PathLimits
{
    /// <summary>Levels of nesting. The deepest real stock message seen (GS1 XML in an envelope) has 14.</summary>
    public const int DepthMax = 64;

    /// <summary>Lines of one delivery, as for tables.</summary>
    public const int LinesMax = 2_000_000;

    /// <summary>Characters of one mapped value; the longest field of the model holds 64.</summary>
    public const int ValueLengthMax = 1024;

    /// <summary>Bytes of one JSON token: a picture in base64 that nobody maps must not stop the file.</summary>
    public const int TokenBytesMax = 8 * 1024 * 1024;

    /// <summary>Characters of one XML document: 8 GiB of text.</summary>
    public const long DocumentCharactersMax = 8L * 1024 * 1024 * 1024;

    /// <summary>Characters of records that wait for a fact behind them (a time at the document's end).</summary>
    public const int HeldCharactersMax = 32 * 1024 * 1024;
}
