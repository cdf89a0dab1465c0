namespace Inventory.Adapters.Edi;

/// <summary>The words of one EDI format.</summary>
internal sealed record EdiFormat
{
    /// <summary>The field of a quantity, as rejections name it.</summary>
    public required string NumberField { get; init; }

    /// <summary>The field of a quantity's code.</summary>
    public required string CodeField { get; init; }

    /// <summary>The field of an as-of.</summary>
    public required string TimeField { get; init; }

    /// <summary>The field of a message's kind.</summary>
    public required string KindField { get; init; }

    /// <summary>The segment that ends an interchange.</summary>
    public required string Trailer { get; init; }

    /// <summary>What a stock message is called in its head, in ASCII.</summary>
    public required string Message { get; init; }

    /// <summary>The segment that begins a message.</summary>
    public required string MessageHead { get; init; }

    /// <summary>The segment that ends a message.</summary>
    public required string MessageTrailer { get; init; }

    /// <summary>The field of that one's count of segments.</summary>
    public required string MessageCount { get; init; }

    /// <summary>The field of its reference to the head.</summary>
    public required string MessageReference { get; init; }

    /// <summary>The standard's quantity codes and what they state, best first.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Quantities { get; init; }
}
