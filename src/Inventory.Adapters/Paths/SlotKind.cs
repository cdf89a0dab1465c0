namespace Inventory.Adapters.Paths;

/// <summary>What a slot holds.</summary>
internal enum SlotKind : byte
{
    /// <summary>Nothing was met.</summary>
    Absent = 0,

    /// <summary>A stated nothing: null, xsi:nil.</summary>
    Null = 1,

    /// <summary>Text, which may be empty.</summary>
    Text = 2,

    /// <summary>A JSON number, as written.</summary>
    Number = 3,

    /// <summary>A list or an object that holds something.</summary>
    Content = 4,

    /// <summary>The same JSON name twice with different values.</summary>
    Conflict = 5,

    /// <summary>Bytes or escapes that are no Unicode text.</summary>
    Unreadable = 6,

    /// <summary>More characters than any fact has.</summary>
    TooLong = 7,
}
