using Inventory.Model.Rejections;

namespace Inventory.Adapters.Tables;

/// <summary>A row that was kept until the columns were known.</summary>
internal sealed class BufferedRow : ITableRow
{
    private readonly string[] _cells;
    private readonly SourcePosition[] _places;
    private readonly SourcePosition _place;
    private readonly RejectionReason[] _faults;
    private readonly MergeFill[] _filled;

    public BufferedRow(ITableRow row)
    {
        _cells = new string[row.Count];
        _places = new SourcePosition[row.Count];
        _faults = new RejectionReason[row.Count];
        _filled = new MergeFill[row.Count];
        for (int i = 0; i < _cells.Length; i++)
        {
            (_cells[i], _places[i]) = (row.Field(i).ToString(), row.At(i, null));
            (_faults[i], _filled[i]) = (row.Fault(i), row.Filled(i));
        }

        _place = row.At(-1, null);
        IsBlank = row.IsBlank;
    }

    /// <inheritdoc/>
    public RejectionReason Fault(int index) => index < _faults.Length ? _faults[index] : RejectionReason.None;

    /// <inheritdoc/>
    public MergeFill Filled(int index) => index < _filled.Length ? _filled[index] : MergeFill.None;

    /// <summary>The row was filled as part of a header may be, and is data: what a range put beside its own column is
    /// taken out again, what it put below is told.</summary>
    public void TurnToData(Findings findings)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            if (_filled[i] == MergeFill.Across)
                _cells[i] = string.Empty;
            else if (_filled[i] == MergeFill.Below)
                findings.Warn("mergedCells", At(i, null), _cells[i]);
        }
    }

    /// <summary>The texts of the cells.</summary>
    public IReadOnlyList<string> Cells => _cells;

    /// <summary>The row's number as the sender's program counts it, 1-based.</summary>
    public long Number => _place.Row > 0 ? _place.Row : _place.Line;

    public int Count => _cells.Length;

    public bool IsBlank { get; }

    public ReadOnlySpan<char> Field(int index) => index < _cells.Length ? _cells[index] : default;

    public SourcePosition At(int index, string? columnName)
    {
        if (index < 0 || index >= _places.Length)
            return _place with { Column = columnName };
        return _places[index].Column is null ? _places[index] with { Column = columnName } : _places[index];
    }
}
