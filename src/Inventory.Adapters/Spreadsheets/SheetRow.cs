using Inventory.Adapters.Tables;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Spreadsheets;

/// <summary>
/// One row of a sheet as texts. Columns are told by letter and name, as the sender's program shows them. A row is as
/// wide as the widest before it: a sheet does not store the empty end of a row.
/// </summary>
internal sealed class SheetRow(SheetBounds bounds) : ITableRow
{
    private readonly TextBuffer _text = new(SpreadsheetLimits.RowCharsMax);
    private Cell[] _cells = [];
    private int _used;

    /// <summary>Row number in the sheet, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>True for a row the sender does not see.</summary>
    public bool IsHidden { get; set; }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool IsBlank
    {
        get
        {
            foreach (Cell cell in _cells.AsSpan(0, _used))
            {
                if (!Slice(cell).IsWhiteSpace())
                    return false;
            }

            return true;
        }
    }

    /// <summary>True when the row lies where the profile says the table is.</summary>
    public bool IsInside => Number >= bounds.FirstRow && Number <= bounds.LastRow;

    /// <summary>What is written of the cell in hand; counts with <see cref="End"/>.</summary>
    public TextBuffer Text => _text;

    /// <summary>Starts a row.</summary>
    public void Begin(int number, bool isHidden)
    {
        _cells.AsSpan(0, _used).Clear();
        _text.Length = 0;
        (Number, IsHidden, _used) = (number, isHidden, 0);
    }

    /// <summary>True when the profile's columns hold this one (from 0).</summary>
    public bool Wants(int column) => column >= bounds.FirstColumn && column <= bounds.LastColumn;

    /// <summary>Ends a cell that began at <paramref name="from"/> of <see cref="Text"/>.</summary>
    public void End(int column, int from, RejectionReason fault = RejectionReason.None)
    {
        if (_text.Length - from > SpreadsheetLimits.CellCharsMax)
            throw new WorkbookException(RejectionReason.RowTooLong, null);
        if (_text.Length == from && fault == RejectionReason.None)
            return;
        Put(column - bounds.FirstColumn, new Cell(from, _text.Length - from, fault));
    }

    /// <summary>Gives an empty cell a text, as a merged range does.</summary>
    public void Fill(int index, ReadOnlySpan<char> text, MergeFill filled)
    {
        int from = _text.Length;
        _text.Append(text);
        Put(index, new Cell(from, text.Length, RejectionReason.None, filled));
    }

    /// <inheritdoc/>
    public MergeFill Filled(int index) => index >= 0 && index < _used ? _cells[index].Filled : MergeFill.None;

    /// <inheritdoc/>
    public ReadOnlySpan<char> Field(int index) => index >= 0 && index < _used ? Slice(_cells[index]) : default;

    /// <inheritdoc/>
    public RejectionReason Fault(int index) =>
        index >= 0 && index < _used ? _cells[index].Fault : RejectionReason.None;

    /// <inheritdoc/>
    public SourcePosition At(int index, string? columnName)
    {
        if (index < 0)
            return new SourcePosition(Row: Number, Column: columnName);
        string letter = ColumnLetters.Of(index + bounds.FirstColumn);
        return new SourcePosition(
            Row: Number, Column: string.IsNullOrWhiteSpace(columnName) ? letter : $"{letter} {columnName.Trim()}");
    }

    private ReadOnlySpan<char> Slice(in Cell cell) => _text.Text.Slice(cell.Start, cell.Length);

    private void Put(int index, in Cell cell)
    {
        if (index >= _cells.Length)
            Array.Resize(ref _cells, Math.Max(index + 1, Math.Max(16, _cells.Length * 2)));
        _cells[index] = cell;
        _used = Math.Max(_used, index + 1);
        Count = Math.Max(Count, _used);
    }

    private readonly record struct Cell(
        int Start, int Length, RejectionReason Fault, MergeFill Filled = MergeFill.None);
}
