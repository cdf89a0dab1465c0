using Inventory.Engine.Levels;

namespace Inventory.Engine.Disclosure;

/// <summary>The legal entities behind a figure and what each adds to it: what the disclosure rules count.</summary>
internal sealed class Contributors
{
    /// <summary>Least number of legal entities behind a disclosed sum (DESIGN: at least 4).</summary>
    public const int CountMin = 4;

    /// <summary>Most that the two largest may hold together, in percent (DESIGN: 85 %).</summary>
    public const int TopTwoPercentMax = 85;

    private readonly Dictionary<int, Int128> _byEntity = [];

    /// <summary>Distinct legal entities.</summary>
    public int Count => _byEntity.Count;

    /// <summary>The sizes of all shares together.</summary>
    public Int128 Size
    {
        get
        {
            Int128 sum = 0;
            foreach (Int128 value in _byEntity.Values)
                sum += Int128.Abs(value);
            return sum;
        }
    }

    /// <summary>True when a sum over these entities may be shown to other participants.</summary>
    public bool MayDisclose
    {
        get
        {
            if (Count < CountMin)
                return false;
            (Int128 first, Int128 second, Int128 total) = (0, 0, 0);
            foreach (Int128 value in _byEntity.Values)
            {
                // A negative stock weighs by its size: it moves the sum as much.
                Int128 size = Int128.Abs(value);
                total += size;
                if (size > first)
                    (first, second) = (size, first);
                else if (size > second)
                    second = size;
            }

            // A total of nothing would tell of each single one that it has nothing.
            return total > 0 && (first + second) * 100 <= total * TopTwoPercentMax;
        }
    }

    /// <summary>Adds the entities of a figure.</summary>
    public void Add(EntityShare[]? shares)
    {
        foreach (EntityShare share in shares ?? [])
            _byEntity[share.Entity] = _byEntity.GetValueOrDefault(share.Entity) + share.Quantity;
    }

    /// <summary>Adds the entities of another figure.</summary>
    public void Add(Contributors other)
    {
        foreach ((int entity, Int128 quantity) in other._byEntity)
            _byEntity[entity] = _byEntity.GetValueOrDefault(entity) + quantity;
    }
}
