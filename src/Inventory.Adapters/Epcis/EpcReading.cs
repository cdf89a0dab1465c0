namespace Inventory.Adapters.Epcis;

/// <summary>What an identifier says.</summary>
internal readonly ref struct EpcReading(EpcKind kind, string? item, string? lot, ReadOnlySpan<char> serial)
{
    /// <summary>What it names.</summary>
    public EpcKind Kind { get; } = kind;

    /// <summary>The GTIN with 14 digits, or the class's own address.</summary>
    public string? Item { get; } = item;

    /// <summary>The lot of a class; null without one.</summary>
    public string? Lot { get; } = lot;

    /// <summary>The serial of an object; empty without one.</summary>
    public ReadOnlySpan<char> Serial { get; } = serial;
}
