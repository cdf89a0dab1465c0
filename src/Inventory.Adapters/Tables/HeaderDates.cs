using Inventory.Adapters.Dates;
using Inventory.Adapters.Text;

namespace Inventory.Adapters.Tables;

/// <summary>The dates inside the names of a header, and the names without them.</summary>
internal sealed class HeaderDates
{
    private readonly List<TitleDate>[] _dates;
    private readonly string?[] _keys;

    public HeaderDates(string[] names, DateOnly today)
    {
        _dates = new List<TitleDate>[names.Length];
        _keys = new string?[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            _dates[i] = [];
            // A name without a digit holds no date: nearly all of them.
            if (!names[i].AsSpan().ContainsAnyInRange('0', '9') && !names[i].AsSpan().ContainsAnyInRange('０', '９'))
                continue;
            TitleDate.Find(names[i], today, _dates[i]);
            if (_dates[i] is not [TitleDate date])
                continue;
            string folded = TextWidth.Fold(names[i]);
            _keys[i] = TextWidth.Key(folded[..date.Start] + folded[date.End..]);
        }
    }

    /// <summary>The dates in a name.</summary>
    public IReadOnlyList<TitleDate> Of(int index) => _dates[index];

    /// <summary>The one column whose name is this key when its date is left out; -1 when there is none or several: then
    /// which of them speaks of now is not known.</summary>
    public int IndexWithoutDate(string key)
    {
        int index = Array.IndexOf(_keys, key);
        return key.Length > 0 && index >= 0 && Array.IndexOf(_keys, key, index + 1) < 0 ? index : -1;
    }
}
