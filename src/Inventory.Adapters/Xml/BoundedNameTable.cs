using System.Xml;

namespace Inventory.Adapters.Xml;

/// <summary>
/// The names of one XML document; a document that invents names without end is refused instead of filling the memory.
/// The few names of a message are found at once by length and end, without the hash over all their characters.
/// </summary>
internal sealed class BoundedNameTable : NameTable
{
    private const int Slots = 256;

    private readonly string?[] _recent = new string?[Slots];
    private int _added;

    /// <inheritdoc/>
    public override string Add(char[] key, int start, int len)
    {
        if (len == 0)
            return string.Empty;
        ReadOnlySpan<char> name = key.AsSpan(start, len);
        // Names of one message differ in length, in their first letters or in their last.
        int slot = ((len * 37) ^ (name[0] * 5) ^ (name[len / 2] * 11) ^ (name[^1] * 23)) & (Slots - 1);
        if (_recent[slot] is { } recent && name.SequenceEqual(recent))
            return recent;
        return _recent[slot] = AddNew(key, start, len);
    }

    private string AddNew(char[] key, int start, int len)
    {
        if (Get(key, start, len) is { } known)
            return known;
        if (++_added > XmlLimits.NamesMax)
            throw new XmlException($"more than {XmlLimits.NamesMax} different names");
        return base.Add(key, start, len);
    }
}
