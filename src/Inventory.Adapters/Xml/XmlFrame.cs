using System.Runtime.CompilerServices;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Xml;

/// <summary>
/// An open element: its name, which one of its name it is, and its path once somebody asked for it. Frames are kept by
/// depth and used again; elements of one name have the same children, so these are kept, too, and only their counts
/// begin anew.
/// </summary>
internal sealed class XmlFrame
{
    private Child[] _children = new Child[8];
    private int _known;
    private int _turn;

    public string Name { get; private set; } = string.Empty;

    /// <summary>The name's number in the words of the format; 0 for a name that is none of them.</summary>
    public int Word { get; private set; }

    /// <summary>1 for the first child of this name, 2 for the second.</summary>
    public int Ordinal { get; private set; }

    public string? Path { get; set; }

    public void Begin(string name, int word, int ordinal)
    {
        if (!ReferenceEquals(name, Name))
            _known = 0;
        (Name, Word, Ordinal, Path) = (name, word, ordinal, null);
        _turn++;
    }

    /// <summary>Counts a child: the ordinal among those of its name, and its word.</summary>
    public int Count(string name, Func<string, int> wordOf, out int word)
    {
        ref Child child = ref Find(name);
        if (Unsafe.IsNullRef(ref child))
        {
            if (!TryMakeRoom())
            {
                word = wordOf(name);
                return 1;
            }

            child = ref _children[_known++];
            child = new Child { Name = name, Word = wordOf(name), Turn = _turn };
        }

        if (child.Turn != _turn)
            (child.Turn, child.Count, child.Path) = (_turn, 0, null);
        word = child.Word;
        return ++child.Count;
    }

    /// <summary>The path of all children of a name, as far as it is kept; a null reference for a name that is not
    /// counted.</summary>
    public ref CountedPath? PathOf(string name)
    {
        ref Child child = ref Find(name);
        if (Unsafe.IsNullRef(ref child) || child.Turn != _turn)
            return ref Unsafe.NullRef<CountedPath?>();
        return ref child.Path;
    }

    private ref Child Find(string name)
    {
        for (int i = 0; i < _known; i++)
        {
            // Names are atomized by the reader: one name is one object.
            if (ReferenceEquals(_children[i].Name, name))
                return ref _children[i];
        }

        return ref Unsafe.NullRef<Child>();
    }

    /// <summary>Makes room for one more name; those of elements before go first.</summary>
    private bool TryMakeRoom()
    {
        if (_known < _children.Length)
            return true;
        if (_known < XmlLimits.SiblingNamesMax)
        {
            Array.Resize(ref _children, _known * 2);
            return true;
        }

        int kept = 0;
        for (int i = 0; i < _known; i++)
        {
            if (_children[i].Turn == _turn)
                _children[kept++] = _children[i];
        }

        _known = kept;
        return _known < XmlLimits.SiblingNamesMax;
    }

    private struct Child
    {
        public string Name;
        public int Word;
        public int Count;
        public int Turn;
        public CountedPath? Path;
    }
}
