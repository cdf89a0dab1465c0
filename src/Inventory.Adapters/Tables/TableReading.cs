using Inventory.Adapters.Assembling;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Tables;

/// <summary>
/// The reading of one table, whatever file it came from: the first row that is not blank is the header, the columns are
/// mapped through the profile, all others are data. Invariant: after a <see cref="Failure"/> nothing more is read and
/// nothing of the delivery counts.
/// </summary>
internal sealed class TableReading
{
    private readonly FeedProfile _profile;
    private readonly StockRegistry _registry;
    private readonly Delivery _delivery;
    private readonly SnapshotAssembler _assembler;

    public TableReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        _registry = registry;
        _delivery = delivery;
        _assembler = new SnapshotAssembler(profile, registry, delivery, Findings);
    }

    /// <summary>What was refused and what was odd.</summary>
    public Findings Findings { get; } = new();

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>The reader of the data rows; null until the header was found.</summary>
    public RowReader? Rows { get; private set; }

    /// <summary>Data rows so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>True when an unfinished file would make goods gone that it only did not come to.</summary>
    public bool MustBeWhole => _profile.CompleteRun || _profile.Scope == SnapshotScope.Full;

    /// <summary>Takes the next row; false when nothing more is wanted.</summary>
    public bool Take(ITableRow row, out RejectionReason refused)
    {
        refused = RejectionReason.None;
        if (row.IsBlank && (Rows is not null || row.Count == 1))
        {
            // A row of delimiters alone is what a spreadsheet leaves of deleted rows; an empty line is nothing at all.
            if (row.Count > 1)
                Findings.Warn("blankRow", row.At(-1, null));
            return true;
        }

        if (Rows is null && !TakeHeader(row))
            return Failure is null;
        if (++RowCount > TableLimits.RowsMax)
            return Fail("file", null, RejectionReason.TooManyLines, row.At(-1, null));
        refused = Rows!.Read(row);
        return true;
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
        Findings.Reject(source, "row", value, reason);
        _assembler.RefuseNowhere(source);
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish()
    {
        if (Failure is null && RowCount == 0)
            Fail("file", null, RejectionReason.Empty);
        return Failure is { } failure ? FeedReading.Refused(failure) : _assembler.Finish();
    }

    /// <summary>Maps the columns; true when the row is data as well, because the file has no header.</summary>
    private bool TakeHeader(ITableRow row)
    {
        var names = new string[row.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = _profile.Header ? row.Field(i).ToString() : (i + 1).ToString();
        ColumnMap? map = ColumnMap.Build(_profile, names, Findings, out Rejection? failure);
        if (map is null)
        {
            Failure = failure!.Value with { Source = row.At(-1, null) };
            return false;
        }

        Rows = new RowReader(_profile, _registry, _delivery, map, _assembler);
        return !_profile.Header;
    }
}
