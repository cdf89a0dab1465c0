using Inventory.Adapters.Tables;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Delimited;

/// <summary>
/// The reading of one delimited delivery: first the lines among which the header is are collected (the delimiter is
/// found in them), then rows are read as they come.
/// </summary>
internal sealed class DelimitedReading
{
    private readonly FeedProfile _profile;
    private readonly TableReading _table;
    private readonly char _quote;
    private readonly HeaderText _header;
    private DelimitedTokenizer? _tokenizer;

    public DelimitedReading(
        FeedProfile profile, StockRegistry registry, Delivery delivery, ColumnFinder? finder = null)
    {
        _profile = profile;
        _table = new TableReading(profile, registry, delivery, finder);
        _quote = profile.Quote.Length == 1 ? profile.Quote[0] : '\0';
        _header = new HeaderText(profile.SkipLines);
    }

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure => _table.Failure;

    /// <summary>Takes the next piece of text; false when nothing more is wanted.</summary>
    public bool Take(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            return _table.Fail("file", "NUL", RejectionReason.FormatMismatch);
        if (_tokenizer is not null)
            return TakeRows(text);
        if (!_header.Take(text))
            return _table.Fail("row", null, RejectionReason.RowTooLong);
        return !_header.IsComplete || Begin();
    }

    /// <summary>Ends the reading.</summary>
    public FeedReading Finish(bool endsMidCharacter)
    {
        if (Failure is null && _tokenizer is null && !_header.IsBlank)
            Begin();
        if (Failure is null && _tokenizer is not null)
            TakeLast(_tokenizer, endsMidCharacter);
        return _table.Finish();
    }

    private bool Begin()
    {
        ReadOnlySpan<char> line = _header.FirstFilledLine;
        if (line.TrimStart() is ['<' or '{' or '[', ..] && !ColumnMap.KnownKeys(_profile).Any(line.ToString().Contains))
            return _table.Fail("file", Findings.Cut(line.Trim()), RejectionReason.FormatMismatch);
        char delimiter = _profile.Delimiter switch
        {
            "auto" or "" => DelimiterDetection.Find(_header.Text, _quote, ColumnMap.KnownKeys(_profile)),
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
                return _table.Fail("row", null, RejectionReason.RowTooLong, _tokenizer.At(-1, null));
            if (end == RowEnd.LineEnd && !_table.Take(_tokenizer, out _))
                return false;
        }

        return true;
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
            _table.Fail("row", null, RejectionReason.RowTooLong, row.At(-1, null));
            return;
        }

        bool isCut = endsMidCharacter || end == RowEnd.OpenQuote;
        RejectionReason before = default;
        if (isCut && _table.Rows is null && !_table.MustBeWhole)
            _table.Flush(ref before);
        if (Failure is not null)
            return;
        if (isCut && (_table.MustBeWhole || _table.Rows is null))
        {
            _table.Fail("file", Tail(row, end), RejectionReason.Truncated, row.At(-1, null));
            return;
        }

        if (isCut)
        {
            for (long line = row.Line; line <= row.LastLine; line++)
                _table.RefuseUnread(new SourcePosition(Line: line), Tail(row, end), RejectionReason.Truncated);
            return;
        }

        if (end != RowEnd.FileEnd || !_table.Take(row, out RejectionReason refused) || !_table.Flush(ref refused))
            return;
        bool isCutRow = refused == RejectionReason.RowIncomplete
            || (refused == RejectionReason.AsOfInvalid && _table.Rows?.AsOfColumn == row.Count - 1);
        if (isCutRow && _table.MustBeWhole)
            _table.Fail("file", Tail(row, end), RejectionReason.Truncated, row.At(-1, null));
    }

    private static string? Tail(DelimitedTokenizer row, RowEnd end) =>
        end == RowEnd.None || row.Count == 0 ? null : Findings.Cut(row.Field(row.Count - 1));
}
