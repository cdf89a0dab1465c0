using Inventory.Adapters.Assembling;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// The reading of one delimited delivery: first the lines up to the header are collected (the delimiter is found in
/// them), then rows are read as they come. Invariant: after a <see cref="Failure"/> nothing more is read and nothing of
/// the delivery counts.
/// </summary>
internal sealed class DelimitedReading
{
    private readonly FeedProfile _profile;
    private readonly StockRegistry _registry;
    private readonly Delivery _delivery;
    private readonly Findings _findings = new();
    private readonly SnapshotAssembler _assembler;
    private readonly char _quote;
    private readonly HeaderText _header;
    private DelimitedTokenizer? _tokenizer;
    private RowReader? _rows;
    private long _rowCount;
    private bool _isMarkup;

    public DelimitedReading(FeedProfile profile, StockRegistry registry, Delivery delivery)
    {
        _profile = profile;
        _registry = registry;
        _delivery = delivery;
        _assembler = new SnapshotAssembler(profile, registry, delivery, _findings);
        _quote = profile.Quote.Length == 1 ? profile.Quote[0] : '\0';
        _header = new HeaderText(profile.SkipLines);
    }

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>True when an unfinished file would make goods gone that it only did not come to.</summary>
    private bool MustBeWhole => _profile.CompleteRun || _profile.Scope == SnapshotScope.Full;

    /// <summary>Takes the next piece of text; false when nothing more is wanted.</summary>
    public bool Take(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            return Fail("file", "NUL", RejectionReason.FormatMismatch);
        if (_tokenizer is not null)
            return TakeRows(text);
        if (!_header.Take(text))
            return Fail("row", null, RejectionReason.RowTooLong);
        return !_header.IsComplete || Begin();
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish(bool endsMidCharacter)
    {
        if (Failure is null && _tokenizer is null && !_header.IsBlank)
            Begin();
        if (Failure is null && _tokenizer is not null)
            TakeLast(_tokenizer, endsMidCharacter);
        if (Failure is null && (_rows is null || _rowCount == 0))
            Fail("file", null, RejectionReason.Empty);
        return Failure is { } failure ? FeedReading.Refused(failure) : _assembler.Finish();
    }

    private bool Begin()
    {
        ReadOnlySpan<char> line = _header.Line;
        _isMarkup = line.TrimStart() is ['<' or '{' or '[', ..];
        char delimiter = _profile.Delimiter switch
        {
            "auto" or "" => DelimiterDetection.Find(line, _quote, ColumnMap.KnownKeys(_profile)),
            "tab" or "\\t" => '\t',
            _ => _profile.Delimiter[0],
        };
        _tokenizer = new DelimitedTokenizer(delimiter, _quote, _header.FirstLine);
        return TakeRows(_header.Text);
    }

    private bool TakeRows(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            RowEnd end = _tokenizer!.Read(ref text);
            if (end == RowEnd.TooLong)
                return Fail("row", null, RejectionReason.RowTooLong, _tokenizer.Line);
            if (end == RowEnd.LineEnd && !TakeRow(_tokenizer, out _))
                return false;
        }

        return true;
    }

    private bool TakeRow(DelimitedTokenizer row, out RejectionReason refused)
    {
        refused = RejectionReason.None;
        if (row.IsBlank && (_rows is not null || row.Count == 1))
        {
            // A row of delimiters alone is what a spreadsheet leaves of deleted rows; an empty line is nothing at all.
            if (row.Count > 1)
                _findings.Warn("blankRow", new SourcePosition(Line: row.Line));
            return true;
        }

        if (_rows is null && !TakeHeader(row))
            return Failure is null;
        if (++_rowCount > DelimitedLimits.RowsMax)
            return Fail("file", null, RejectionReason.TooManyLines, row.Line);
        refused = _rows!.Read(row);
        return true;
    }

    /// <summary>Maps the columns; true when the row is data as well, because the file has no header.</summary>
    private bool TakeHeader(DelimitedTokenizer row)
    {
        var names = new string[row.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = _profile.Header ? row.Field(i).ToString() : (i + 1).ToString();
        ColumnMap? map = ColumnMap.Build(_profile, names, _findings, out Rejection? failure);
        if (map is null)
        {
            Failure = _isMarkup
                ? new Rejection(default, "file", Findings.Cut(_header.Line.Trim()), RejectionReason.FormatMismatch)
                : failure!.Value with { Source = new SourcePosition(Line: row.Line) };
            return false;
        }

        _rows = new RowReader(_profile, _registry, _delivery, map, _assembler);
        return !_profile.Header;
    }

    /// <summary>
    /// The end of the file. It is cut when it ends in a character, in quotes, or in a row that has too few columns
    /// or a broken time in its last column. A cut file that must be whole is refused; else the cut row is, and all
    /// lines that an open quote has swallowed.
    /// </summary>
    private void TakeLast(DelimitedTokenizer row, bool endsMidCharacter)
    {
        RowEnd end = row.Finish();
        if (end == RowEnd.TooLong)
        {
            Fail("row", null, RejectionReason.RowTooLong, row.Line);
            return;
        }

        bool isCut = endsMidCharacter || end == RowEnd.OpenQuote;
        if (isCut && (MustBeWhole || _rows is null))
        {
            Fail("file", Tail(row, end), RejectionReason.Truncated, row.Line);
            return;
        }

        if (isCut)
        {
            _rowCount++;
            for (long line = row.Line; line <= row.LastLine; line++)
                _rows!.RefuseUnread(line, Tail(row, end), RejectionReason.Truncated);
            return;
        }

        if (end != RowEnd.FileEnd || !TakeRow(row, out RejectionReason refused))
            return;
        bool isCutRow = refused == RejectionReason.RowIncomplete
            || (refused == RejectionReason.AsOfInvalid && _rows!.AsOfColumn == row.Count - 1);
        if (isCutRow && MustBeWhole)
            Fail("file", Tail(row, end), RejectionReason.Truncated, row.Line);
    }

    private static string? Tail(DelimitedTokenizer row, RowEnd end) =>
        end == RowEnd.None || row.Count == 0 ? null : Findings.Cut(row.Field(row.Count - 1));

    private bool Fail(string field, string? value, RejectionReason reason, long line = 0)
    {
        Failure ??= new Rejection(new SourcePosition(Line: line), field, value, reason);
        return false;
    }
}
