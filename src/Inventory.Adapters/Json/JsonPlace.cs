using Inventory.Model.Rejections;

namespace Inventory.Adapters.Json;

/// <summary>Where in a JSON delivery something stands: a pointer into the document, or a line of NDJSON with a
/// pointer into that line.</summary>
internal readonly record struct JsonPlace(long Line, string Path)
{
    public SourcePosition Position => new(Line: Line, Path: Path.Length == 0 && Line > 0 ? null : Path);

    public JsonPlace At(string key) => this with { Path = $"{Path}/{JsonValues.Pointer(key)}" };

    public JsonPlace At(int index) => this with { Path = $"{Path}/{index}" };
}
