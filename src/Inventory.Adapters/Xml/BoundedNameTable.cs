using System.Xml;

namespace Inventory.Adapters.Xml;

/// <summary>The names of one XML document; a document that invents names without end is refused instead of filling the
/// memory.</summary>
internal sealed class BoundedNameTable : NameTable
{
    private int _added;

    /// <inheritdoc/>
    public override string Add(char[] key, int start, int len)
    {
        if (Get(key, start, len) is { } known)
            return known;
        if (++_added > XmlLimits.NamesMax)
            throw new XmlException($"more than {XmlLimits.NamesMax} different names");
        return base.Add(key, start, len);
    }
}
