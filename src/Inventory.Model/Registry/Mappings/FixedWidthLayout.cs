namespace Inventory.Model.Registry;

/// <summary>
/// Records of fixed positions, as data. Positions and lengths count bytes of the file as sent (characters only where
/// <see cref="CountsCharacters"/> says so), positions from 1, as the specifications of these formats do.
/// </summary>
public sealed record FixedWidthLayout
{
    /// <summary>Longest record, in bytes; the longest in use seen in public layouts has 1,200.</summary>
    public const int RecordLengthMax = 32 * 1024;

    /// <summary>Length of each record in bytes without its end; 0 when lines end records of any length. A line may be
    /// shorter (trailing blanks are cut on the way), and one that holds more is of another layout.</summary>
    public int RecordLength { get; init; }

    /// <summary><c>auto</c>, <c>none</c> (records follow each other without a break) or <c>lines</c>.</summary>
    public string RecordEnds { get; init; } = "auto";

    /// <summary>True when positions count characters: exports of systems that think in Unicode.</summary>
    public bool CountsCharacters { get; init; }

    /// <summary>The kinds of records; the first one whose matches all hold is taken.</summary>
    public IReadOnlyList<FixedWidthRecord> Records { get; init; } = [];

    /// <summary>True when a field holds bytes that are no text, so that a line end may be part of a number.</summary>
    public bool HasBinaryFields => Records.SelectMany(x => x.Fields).Any(x => x.Form is "packed" or "binary");
}

/// <summary>One kind of record.</summary>
public sealed record FixedWidthRecord
{
    /// <summary><c>header</c> (states facts for the whole file), <c>group</c> (states facts for the details up to the
    /// next group), <c>detail</c> (states levels), <c>trailer</c> (control counts) or <c>ignore</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What tells this kind from others; empty: any record.</summary>
    public IReadOnlyList<FixedWidthMatch> Match { get; init; } = [];

    /// <summary>The fields.</summary>
    public IReadOnlyList<FixedWidthField> Fields { get; init; } = [];

    /// <summary>How often the fields marked <see cref="FixedWidthField.Repeats"/> follow each other in a
    /// record.</summary>
    public int RepeatCount { get; init; } = 1;

    /// <summary>Distance between two repetitions, in the layout's positions.</summary>
    public int RepeatLength { get; init; }
}

/// <summary>A text that must stand at a position.</summary>
/// <param name="Start">Position, from 1.</param>
/// <param name="Value">The text; its length tells how much is compared.</param>
public sealed record FixedWidthMatch(int Start, string Value);

/// <summary>One field of a record.</summary>
public sealed record FixedWidthField
{
    /// <summary>
    /// What it holds: <c>item, gtin, location, locationName, quantity, unit, status, saleState, lot, expiry, owner,
    /// asOf, asOfTime</c>, or a control count: <c>recordCount</c> (all records), <c>lineCount</c> (details),
    /// <c>quantityTotal</c>.
    /// </summary>
    public required string Field { get; init; }

    /// <summary>Position, from 1.</summary>
    public required int Start { get; init; }

    /// <summary>Length.</summary>
    public required int Length { get; init; }

    /// <summary>
    /// How it is written: <c>text</c>; <c>number</c> (digits with signs and separators); <c>zoned</c> (digits whose
    /// last one may bear the sign); <c>packed</c> (two digits a byte, the sign in the last half); <c>binary</c>
    /// (big-endian two's complement); <c>yymmdd</c>, <c>yyyymmdd</c> (Western years), <c>hhmm</c>, <c>hhmmss</c>.
    /// </summary>
    public string Form { get; init; } = "text";

    /// <summary>Digits behind an implied decimal point.</summary>
    public int Decimals { get; init; }

    /// <summary>True when the field repeats (see <see cref="FixedWidthRecord.RepeatCount"/>).</summary>
    public bool Repeats { get; init; }

    /// <summary>The item of this quantity; null when another field says it.</summary>
    public string? Item { get; init; }

    /// <summary>The status of this quantity: onHand, allocated, inTransit, onHold.</summary>
    public string Status { get; init; } = "onHand";

    /// <summary>The unit of this quantity; null when another field or a constant says it.</summary>
    public string? Unit { get; init; }
}
