using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry;

/// <summary>
/// Where the facts lie in a JSON or XML tree. A path is a list of names with <c>/</c> between them: a leading <c>/</c>
/// begins at the document, all else at the record; <c>..</c> goes up, <c>*</c> is each element of a list, <c>{*}</c>
/// each member of an object, <c>@name</c> an XML attribute (or, for JSON, <c>@key</c> the member's own name),
/// <c>.</c> the record itself, <c>//name</c> an element at any depth. XML names are local names.
/// </summary>
public sealed record PathMapping
{
    /// <summary>The kinds of records, each at places of its own.</summary>
    public IReadOnlyList<PathRecord> Records { get; init; } = [];

    /// <summary>Where the document's head states the as-of: alternatives in order.</summary>
    public IReadOnlyList<PathChoice> AsOf { get; init; } = [];

    /// <summary>Words of the source that stand for a range instead of a number.</summary>
    public IReadOnlyDictionary<string, QuantityBand> Bands { get; init; } = new Dictionary<string, QuantityBand>();
}

/// <summary>One alternative: a path, or several whose texts are joined with a blank (a date and a time).</summary>
/// <param name="Paths">The paths; an alternative counts only when all of them hold something.</param>
public sealed record PathChoice(IReadOnlyList<string> Paths);

/// <summary>One kind of record: where it lies and what its parts mean.</summary>
public sealed record PathRecord
{
    /// <summary>The places where such a record begins; for <see cref="Parts"/> seen from the record around it.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Paths by field, as in <see cref="PathFields.All"/>; alternatives in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PathChoice>> Fields { get; init; } =
        new Dictionary<string, IReadOnlyList<PathChoice>>();

    /// <summary>The quantities, each a line of its own.</summary>
    public IReadOnlyList<PathQuantity> Quantities { get; init; } = [];

    /// <summary>What some values mean for the whole record, looked at in order.</summary>
    public IReadOnlyList<PathCase> Cases { get; init; } = [];

    /// <summary>The parts of the record's total: when a record has them they are taken, else the total. Fields and
    /// cases that they do not name are the record's.</summary>
    public PathRecord? Parts { get; init; }
}

/// <summary>A quantity of a record.</summary>
public sealed record PathQuantity
{
    /// <summary>Where it lies: alternatives in order.</summary>
    public required IReadOnlyList<PathChoice> Paths { get; init; }

    /// <summary>Quantities that are contained in it and told apart: they are taken off.</summary>
    public IReadOnlyList<string> Minus { get; init; } = [];

    /// <summary>Its status; null when a status field or a case says it.</summary>
    public StockStatus? Status { get; init; }

    /// <summary>Its unit; null when the record's unit or the constant says it.</summary>
    public string? Unit { get; init; }

    /// <summary>Its item; null when the record says it.</summary>
    public string? Item { get; init; }
}

/// <summary>What a value means for its record. Exactly one of the tests is stated.</summary>
public sealed record PathCase
{
    /// <summary>Its outcome when the source itself says that the record is an error.</summary>
    public const string Error = "error";

    /// <summary>Its outcome when the level is not known: not managed, unlimited.</summary>
    public const string Unknown = "unknown";

    /// <summary>Where the value lies.</summary>
    public required string Path { get; init; }

    /// <summary>True when the value is one of these words.</summary>
    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>True when there is a value and it is none of these words.</summary>
    public IReadOnlyList<string> IsNot { get; init; } = [];

    /// <summary>True when something is there (or, for false, nothing is): null, an empty text, an empty list are
    /// nothing.</summary>
    public bool? Exists { get; init; }

    /// <summary>True when the value is a number of at least this.</summary>
    public int? AtLeast { get; init; }

    /// <summary>True when the value is a time after the record's as-of.</summary>
    public bool AfterAsOf { get; init; }

    /// <summary><c>ignore</c>, <c>unknown</c>, <c>error</c>, or a status that the record's quantities then
    /// have.</summary>
    public required string Then { get; init; }

    /// <summary>A kind of warning that tells it; null for none.</summary>
    public string? Warning { get; init; }

    /// <summary>Where the source says what is wrong; null for <see cref="Path"/>.</summary>
    public string? Text { get; init; }
}
