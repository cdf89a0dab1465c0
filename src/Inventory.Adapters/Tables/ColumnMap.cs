using Inventory.Adapters.Dates;
using Inventory.Adapters.Suggesting;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Tables;

/// <summary>A quantity column that was found in the header.</summary>
internal sealed record QuantitySlot(int Index, string Name, string? Item, StockStatus Status, string? Unit);

/// <summary>Which column of this file holds which field. Names are matched folded: width, blanks and case do not
/// matter. A quantity's name may hold a date that changes with each file (2025-05-31指定日在庫): it is matched without it
/// too.</summary>
internal sealed class ColumnMap
{
    private readonly Dictionary<string, int[]> _fields = [];
    private readonly FeedProfile _profile;
    private readonly string[] _keys;
    private readonly HeaderDates _dates;

    private ColumnMap(FeedProfile profile, string[] names, DateOnly today)
    {
        _profile = profile;
        Names = names;
        _keys = [.. names.Select(TextWidth.Key)];
        _dates = new HeaderDates(names, today);
        Required = Array.FindLastIndex(_keys, x => x.Length > 0) + 1;
    }

    /// <summary>The header's names as written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns a row must have: up to the last one that has a name (spreadsheets drop empty ends).</summary>
    public int Required { get; }

    public IReadOnlyList<QuantitySlot> Quantities { get; private set; } = [];

    /// <summary>The dates in the names of the quantity columns.</summary>
    public IEnumerable<TitleDate> QuantityDates => Quantities.SelectMany(x => _dates.Of(x.Index));

    /// <summary>The dates in other names that a word ties to the stock (指定日在庫): they speak of the whole
    /// table.</summary>
    public IEnumerable<TitleDate> NameDates =>
        Enumerable.Range(0, Names.Count).SelectMany(_dates.Of).Where(x => x.Mark == TitleDateMark.AsOf);

    /// <summary>All names the profile knows, folded.</summary>
    public static IReadOnlySet<string> KnownKeys(FeedProfile profile) =>
        profile.Columns.Values.SelectMany(x => x).Concat(profile.Quantities.SelectMany(x =>
            x.Column)).Select(TextWidth.Key)
            .Where(x => x.Length > 0).ToHashSet();

    /// <summary>Maps a header; null with a <paramref name="failure"/> when nothing could be read through it.
    /// <paramref name="today"/> gives the year of a date in a name.</summary>
    public static ColumnMap? Build(
        FeedProfile profile, string[] names, DateOnly today, Findings findings, out Rejection? failure)
    {
        var map = new ColumnMap(profile, names, today);
        foreach ((string field, IReadOnlyList<string> alternatives) in profile.Columns)
            map._fields[field] = map.Find(alternatives, findings, field is "quantity" or "otherQuantity");
        map.Quantities = map.FindQuantities(findings, out bool isIncomplete);
        failure = map.FirstFailure(isIncomplete);
        return failure is null ? map : null;
    }

    /// <summary>Maps columns that were found by their content.</summary>
    public static ColumnMap? Build(
        FeedProfile profile, string[] names, DateOnly today, IEnumerable<ColumnSuggestion> columns,
        out Rejection? failure)
    {
        var map = new ColumnMap(profile, names, today);
        foreach (var field in columns.Where(x => x.Field is not (null or "plan")).GroupBy(x => x.Field!))
        {
            // What is found is one column a field; only stock elsewhere may stand in several.
            int most = field.Key == "otherQuantity" ? names.Length : 1;
            map._fields[field.Key] =
            [
                .. field.OrderByDescending(x => x.Confidence).Select(x => x.Index)
                    .Where(x => x >= 0 && x < names.Length).Take(most),
            ];
        }

        if (map.First("quantity") is >= 0 and int index)
            map.Quantities = [new QuantitySlot(index, names[index], null, StockStatus.OnHand, null)];
        failure = map.FirstFailure(isIncomplete: false);
        return failure is null ? map : null;
    }

    /// <summary>How many of the profile's names stand in a row: the most likely header has the most.</summary>
    public static int KnownNames(IReadOnlySet<string> known, string[] names) =>
        names.Count(x => known.Contains(TextWidth.Key(x)));

    /// <summary>The columns of a field, the preferred one first; empty when the file has none.</summary>
    public ReadOnlySpan<int> Of(string field) => _fields.GetValueOrDefault(field, []);

    /// <summary>The first column of a field; -1 when the file has none.</summary>
    public int First(string field) => Of(field) is [int first, ..] ? first : -1;

    private int[] Find(IReadOnlyList<string> alternatives, Findings findings, bool mayBeDated)
    {
        var found = new List<int>();
        foreach (string alternative in alternatives)
        {
            string key = TextWidth.Key(alternative);
            int index = Array.IndexOf(_keys, key);
            if (index < 0 && mayBeDated)
                index = _dates.IndexWithoutDate(key);
            if (index < 0 || found.Contains(index))
                continue;
            found.Add(index);
            if (key.Length > 0 && Array.IndexOf(_keys, key, index + 1) >= 0)
                findings.Warn("duplicateColumn", new SourcePosition(Column: Names[index]), Names[index]);
        }

        return [.. found];
    }

    private List<QuantitySlot> FindQuantities(Findings findings, out bool isIncomplete)
    {
        isIncomplete = false;
        var slots = new List<QuantitySlot>();
        if (_profile.Quantities.Count == 0)
        {
            if (First("quantity") is >= 0 and int index)
                slots.Add(new QuantitySlot(index, Names[index], null, StockStatus.OnHand, null));
            return slots;
        }

        foreach (QuantityColumn column in _profile.Quantities)
        {
            if (Find(column.Column, findings, mayBeDated: true) is [int index, ..])
            {
                slots.Add(new QuantitySlot(index, Names[index], column.Item, column.Status, column.Unit));
                continue;
            }

            isIncomplete = true;
            findings.Warn("columnMissing", default, column.Column.Count > 0 ? column.Column[0] : null);
        }

        return slots;
    }

    private Rejection? FirstFailure(bool isIncomplete)
    {
        // In a full file a missing quantity column would make all goods of that column gone at once.
        bool isFull = _profile.CompleteRun || _profile.Scope == SnapshotScope.Full;
        if (Quantities.Count == 0 || (isIncomplete && isFull))
            return Missing("quantity", RejectionReason.QuantityColumnMissing);
        if (First("item") < 0 && !_profile.Constants.ContainsKey("item") && Quantities.Any(x => x.Item is null))
            return Missing("item", RejectionReason.ItemColumnMissing);
        if (First("location") < 0 && First("locationName") < 0 && !_profile.Constants.ContainsKey("location"))
            return Missing("location", RejectionReason.FieldMissing);
        return null;
    }

    private Rejection Missing(string field, RejectionReason reason) =>
        new(default, field, Findings.Cut(string.Join(", ", Names.Select(x => x.Trim()))), reason);
}
