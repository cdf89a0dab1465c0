using Inventory.Model.Registry;

namespace Inventory.Engine;

/// <summary>Saving and loading.</summary>
public sealed partial class StockEngine
{
    /// <summary>Writes the whole state.</summary>
    public void Save(Stream stream) => throw new NotSupportedException();

    /// <summary>Reads a state; the registry may be newer than the one it was saved under (then levels are recounted).</summary>
    /// <exception cref="InvalidDataException">The stream is not a valid state.</exception>
    public static StockEngine Load(Stream stream, EngineOptions options, StockRegistry registry) => throw new NotSupportedException();
}
