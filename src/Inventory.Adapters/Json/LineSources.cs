using System.Collections;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Json;

/// <summary>The places of a record's lines of which none was left out: made when one is asked for.</summary>
internal sealed class LineSources(JsonPlace lines, int count) : IReadOnlyList<SourcePosition>
{
    public int Count => count;

    public SourcePosition this[int index] => lines.At(index).Position;

    public IEnumerator<SourcePosition> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
