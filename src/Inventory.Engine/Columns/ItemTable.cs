using Inventory.Engine.Levels;

namespace Inventory.Engine.Columns;

/// <summary>Items by index, each with its category under the registry of the day.</summary>
internal sealed class ItemTable(RegistryIndex registry)
{
    private int[] _categories = new int[16];
    private int _seen;

    /// <summary>The items' ids.</summary>
    public KeyDictionary Ids { get; private init; } = new();

    /// <summary>The same items under another registry.</summary>
    public ItemTable Under(RegistryIndex next)
    {
        var table = new ItemTable(next)
        {
            Ids = Ids, _seen = Ids.Count, _categories = new int[Math.Max(16, Ids.Count)],
        };
        for (int i = 0; i < Ids.Count; i++)
            table._categories[i] = next.CategoryOfItem(Ids.Text(i));
        return table;
    }

    /// <summary>The category index of an item; -1 when the registry does not know it.</summary>
    public int Category(int item) => _categories[item];

    /// <summary>The index of an item, which is added when it is new.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> id)
    {
        int item = Ids.GetOrAdd(id);
        if (item >= _seen)
            See(item);
        return item;
    }

    /// <summary>Takes back the newest items.</summary>
    public void Truncate(int count)
    {
        Ids.Truncate(count);
        _seen = Math.Min(_seen, count);
    }

    private void See(int item)
    {
        if (item >= _categories.Length)
            Array.Resize(ref _categories, item * 2);
        _categories[item] = registry.CategoryOfItem(Ids.Text(item));
        _seen = item + 1;
    }
}
