using System.Diagnostics.CodeAnalysis;

namespace Inventory.Model.Rejections;

/// <summary>
/// A place in what was sent, in the sender's terms: <c>line</c> (physical, 1-based), <c>row</c> (sheet row, 1-based),
/// <c>segment</c>
/// (EDI, 1-based) or <c>path</c> (JSON pointer or XML path). 0 and null mean "not this kind".
/// </summary>
public readonly record struct SourcePosition(long Line = 0, long Row = 0, long Segment = 0, string? Path = null,
    string? Column = null)
{
    // The segment; beside a counted path, which has none, the path's number: a place stays as small as it was.
    private readonly long _number = Segment;

    // A text or a CountedPath.
    private readonly object? _path = Path;

    /// <summary>A place whose path becomes text when it is asked for.</summary>
    public SourcePosition(long line, CountedPath path, long number)
        : this(line) => (_path, _number) = (path, number);

    /// <summary>The EDI segment; 0 when it is no place of EDI.</summary>
    public long Segment
    {
        get => _path is CountedPath ? 0 : _number;
        init => _number = value;
    }

    /// <summary>JSON pointer or XML path; null when it is no place in a tree.</summary>
    public string? Path
    {
        get => _path is CountedPath counted ? counted.At(_number) : (string?)_path;
        init => (_path, _number) = (value, Segment);
    }

    /// <summary>The path as it is kept, where it is counted, and its number.</summary>
    public bool TryCounted([NotNullWhen(true)] out CountedPath? path, out long number)
    {
        (path, number) = (_path as CountedPath, _number);
        return path is not null;
    }

    /// <summary>True for the same place, in whatever form its path is kept.</summary>
    public bool Equals(SourcePosition other) =>
        Line == other.Line && Row == other.Row && Segment == other.Segment && Column == other.Column
        && Path == other.Path;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Line, Row, Segment, Path, Column);
}
