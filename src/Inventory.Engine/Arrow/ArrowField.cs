namespace Inventory.Engine.Arrow;

/// <summary>The types of Arrow columns that are written here.</summary>
public enum ArrowType
{
    /// <summary>64-bit integer.</summary>
    Int64 = 0,

    /// <summary>32-bit integer.</summary>
    Int32 = 1,

    /// <summary>64-bit floating point.</summary>
    Float64 = 2,

    /// <summary>One bit a value.</summary>
    Bool = 3,

    /// <summary>Milliseconds since 1970, UTC.</summary>
    Timestamp = 4,

    /// <summary>A text out of a dictionary, by its 32-bit number.</summary>
    Dictionary = 5,

    /// <summary>A text by itself, UTF-8.</summary>
    Text = 6,
}

/// <summary>A column of an Arrow table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">True when values may be absent.</param>
/// <param name="Dictionary">The number of its dictionary, where it has one; columns may share one.</param>
public readonly record struct ArrowField(string Name, ArrowType Type, bool IsNullable, int Dictionary = -1);
