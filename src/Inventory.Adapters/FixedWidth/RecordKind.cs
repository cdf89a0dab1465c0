using System.Text;
using Inventory.Model.Registry;

namespace Inventory.Adapters.FixedWidth;

/// <summary>One kind of record, with its fields sorted by what is done with them.</summary>
internal sealed class RecordKind
{
    private readonly (int Start, byte[] Text)[]? _matches;
    private readonly FixedWidthRecord _record;

    /// <param name="record">The kind in the layout.</param>
    /// <param name="areMatchesBytes">True when ASCII characters are their own bytes: then matches need no
    /// decoding.</param>
    public RecordKind(FixedWidthRecord record, bool areMatchesBytes)
    {
        _record = record;
        (IsIgnored, IsHeader) = (record.Kind == "ignore", record.Kind == "header");
        (IsGroup, IsDetail) = (record.Kind == "group", record.Kind == "detail");
        FieldReader[] fields = [.. record.Fields.Select(x => new FieldReader(x))];
        Facts = [.. fields.Where(x => x.Fact != SharedFact.None)];
        Quantities = [.. fields.Where(x => x.Name == "quantity")];
        Counts = [.. fields.Where(x => x.Name is "recordCount" or "lineCount" or "quantityTotal")];
        if (fields.FirstOrDefault(x => x.Name == "asOf") is { } day)
            Time = new RecordTime(day, fields.FirstOrDefault(x => x.Name == "asOfTime"));
        if (areMatchesBytes && record.Match.All(x => Ascii.IsValid(x.Value)))
            _matches = [.. record.Match.Select(x => (x.Start, Encoding.ASCII.GetBytes(x.Value)))];
    }

    public bool IsIgnored { get; }

    public bool IsHeader { get; }

    public bool IsGroup { get; }

    public bool IsDetail { get; }

    public int RepeatCount => _record.RepeatCount;

    public int RepeatLength => _record.RepeatLength;

    /// <summary>Fields that say the same of all quantities of a line.</summary>
    public FieldReader[] Facts { get; }

    public FieldReader[] Quantities { get; }

    public FieldReader[] Counts { get; }

    /// <summary>When the stock was counted; null when the record does not say.</summary>
    public RecordTime? Time { get; }

    /// <summary>True when all that tells this kind stands in the record.</summary>
    public bool Fits(RecordView view)
    {
        if (_matches is null)
        {
            foreach (FixedWidthMatch match in _record.Match)
            {
                if (!view.Holds(match))
                    return false;
            }

            return true;
        }

        foreach ((int start, byte[] text) in _matches)
        {
            if (!view.Holds(start, text))
                return false;
        }

        return true;
    }
}
