namespace Inventory.Adapters.Numbers;

/// <summary>What a cell that should hold a number holds.</summary>
internal enum NumberReading
{
    /// <summary>A number, exact.</summary>
    Number = 0,

    /// <summary>Nothing, or a dash: not known, which is not zero.</summary>
    Unknown = 1,

    /// <summary>Something else: a word, a misplaced separator, two signs.</summary>
    Invalid = 2,

    /// <summary>A number with more digits than can be kept exactly.</summary>
    OutOfRange = 3,
}
