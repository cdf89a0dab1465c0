namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>What an edit does to the bytes.</summary>
internal enum EditKind
{
    Flip,
    Replace,
    Insert,
    Delete,
    Duplicate,
    Repeat,
    Splice,
    Truncate,
    Number,
    Recode,
    Swap,
    Mark,
}

/// <summary>One change to a file. The numbers are taken modulo what the file has, so that any numbers are an
/// edit.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="At">Where.</param>
/// <param name="Length">How much of it.</param>
/// <param name="Choice">Which of the pieces, bytes, times or encodings.</param>
internal readonly record struct Edit(EditKind Kind, int At, int Length, int Choice)
{
    public static readonly int Kinds = Enum.GetValues<EditKind>().Length;

    public static Edit Next(Random random) => new(
        (EditKind)random.Next(Kinds), random.Next(), random.Next(4) == 0 ? random.Next(400) : random.Next(24), random.Next());
}
