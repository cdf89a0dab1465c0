using Inventory.Adapters.Mapping;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Tables;

/// <summary>
/// The reading of one table, whatever file it came from: the rows up to the header are kept, the columns are mapped
/// through the profile (or found, where it says <c>auto</c>), all rows behind the header are data. Invariant: after a
/// <see cref="Failure"/> nothing more is read and nothing of the delivery counts. Memory before the header is bounded by
/// <see cref="TableLimits.SampleRowsMax"/> rows.
/// </summary>
internal sealed class TableReading
{
    private const string Auto = "auto";

    private readonly FeedProfile _profile;
    private readonly Delivery _delivery;
    private readonly LineIntake _intake;
    private readonly HeaderSearch _search;
    private readonly ColumnFinder _finder;
    private readonly List<BufferedRow> _sample = [];
    private RejectionReason _lastRefused;

    public TableReading(
        FeedProfile profile, StockRegistry registry, Delivery delivery, ColumnFinder? finder = null)
    {
        _profile = profile;
        _delivery = delivery;
        _intake = new LineIntake(profile, registry, delivery);
        _search = new HeaderSearch(profile, _intake.Reference);
        _finder = finder ?? ColumnFinders.Default;
    }

    /// <summary>What was refused and what was odd.</summary>
    public Findings Findings => _intake.Findings;

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>The reader of the data rows; null until the header was found.</summary>
    public RowReader? Rows { get; private set; }

    /// <summary>Data rows so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>True when an unfinished file would make goods gone that it only did not come to.</summary>
    public bool MustBeWhole => _profile.CompleteRun || _profile.Scope == SnapshotScope.Full;

    /// <summary>The as-of that the file states outside its table (a cell, a sheet's name); it wins over
    /// titles.</summary>
    public DateTimeOffset? HeaderAsOf
    {
        get => _intake.HeaderAsOf;
        set => _intake.HeaderAsOf = value;
    }

    /// <summary>Takes the next row; false when nothing more is wanted.</summary>
    public bool Take(ITableRow row, out RejectionReason refused)
    {
        refused = RejectionReason.None;
        if (row.IsBlank)
        {
            // A row of delimiters alone is what a spreadsheet leaves of deleted rows; an empty line is nothing at all.
            if (row.Count > 1 && Rows is not null)
                Findings.Warn("blankRow", row.At(-1, null));
            return true;
        }

        if (Rows is not null)
            return TakeData(row, out refused);
        if (_profile.Mapping == Auto)
        {
            _sample.Add(new BufferedRow(row));
            return _sample.Count < TableLimits.SampleRowsMax || BeginFound();
        }

        return _profile.Header ? TakeHeader(row) : BeginWithoutHeader(row) && TakeData(row, out refused);
    }

    /// <summary>Refuses the delivery as a whole; always false.</summary>
    public bool Fail(string field, string? value, RejectionReason reason, in SourcePosition source = default)
    {
        Failure ??= new Rejection(source, field, value, reason);
        return false;
    }

    /// <summary>A data row that could not be read at all.</summary>
    public void RefuseUnread(in SourcePosition source, string? value, RejectionReason reason)
    {
        RowCount++;
        _intake.Refuse(source, "row", value, reason);
    }

    /// <summary>Reads the rows that are still kept: a short file ends before its columns were asked for.
    /// <paramref name="refused"/> is why the last of them was refused, where there are any.</summary>
    public bool Flush(ref RejectionReason refused)
    {
        if (Failure is not null || Rows is not null || _sample.Count == 0)
            return Failure is null;
        BeginFound();
        refused = _lastRefused;
        return Failure is null;
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish()
    {
        RejectionReason refused = default;
        Flush(ref refused);
        if (Failure is null && Rows is null)
            Failure = _search.Failure;
        if (Failure is null && RowCount == 0)
            Fail("file", null, RejectionReason.Empty);
        return Failure is { } failure ? FeedReading.Refused(failure) : _intake.Finish();
    }

    private bool TakeData(ITableRow row, out RejectionReason refused)
    {
        refused = RejectionReason.None;
        if (++RowCount > TableLimits.RowsMax)
            return Fail("file", null, RejectionReason.TooManyLines, row.At(-1, null));
        refused = Rows!.Read(row);
        return true;
    }

    private bool TakeHeader(ITableRow row)
    {
        var kept = new BufferedRow(row);
        if (_search.Take(kept, Findings) is { } map)
        {
            Begin(map, _search.Titles);
            return true;
        }

        if (!_search.IsOver)
            return true;
        Failure = _search.Failure;
        return false;
    }

    private bool BeginWithoutHeader(ITableRow row)
    {
        string[] names = [.. Enumerable.Range(1, row.Count).Select(x => x.ToString())];
        ColumnMap? map = ColumnMap.Build(_profile, names, _intake.Reference, Findings, out Rejection? failure);
        if (map is null)
        {
            Failure = failure!.Value with { Source = row.At(-1, null) };
            return false;
        }

        Begin(map, []);
        return true;
    }

    private void Begin(ColumnMap map, IEnumerable<ITableRow> titles)
    {
        if (_profile.AsOfOrder.Contains("header"))
            HeaderAsOf ??= TitleTimes.Find(titles, map, _intake, Findings);
        Rows = new RowReader(_profile, map, _intake);
    }

    /// <summary>Asks for the columns and reads the kept rows through them.</summary>
    private bool BeginFound()
    {
        ProfileSuggestion found = _finder(_sample, _profile, _delivery);
        if (found.Failure is { } failure)
        {
            Failure = failure;
            return false;
        }

        int header = found.HeaderRow == 0 ? -1 : _sample.FindIndex(x => x.Number == found.HeaderRow);
        bool isMissing = found.Blanks.Any(x => x.Field is "item" or "quantity") || (header < 0 && found.HeaderRow > 0);
        if (isMissing || found.Confidence < ProfileSuggestion.SureFrom)
        {
            string names = string.Join(", ", found.Columns.Select(x => x.Name.Trim()));
            return Fail("file", Findings.Cut(names), RejectionReason.MappingUncertain,
                header < 0 ? default : _sample[header].At(-1, null));
        }

        int width = _sample.Max(x => x.Count);
        var columns = new string[header < 0 ? width : _sample[header].Count];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = found.Columns.FirstOrDefault(x => x.Index == i)?.Name ?? (i + 1).ToString();
        ColumnMap? map = ColumnMap.Build(_profile, columns, _intake.Reference, found.Columns, out Rejection? fault);
        if (map is null)
        {
            Failure = fault!.Value with { Source = _sample[Math.Max(0, header)].At(-1, null) };
            return false;
        }

        Begin(map, _sample.Take(header < 0 ? 0 : header));
        foreach (BufferedRow row in _sample.Skip(header + 1))
        {
            row.TurnToData(Findings);
            if (!TakeData(row, out _lastRefused))
                return false;
        }

        _sample.Clear();
        return true;
    }
}
