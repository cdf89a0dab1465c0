namespace Inventory.Cli;

/// <summary>What the process answers: a public contract that scripts rely on. With several files the greatest
/// counts.</summary>
internal static class ExitCodes
{
    /// <summary>All lines were accepted.</summary>
    public const int AllAccepted = 0;

    /// <summary>Some lines were refused.</summary>
    public const int SomeRefused = 1;

    /// <summary>A file was unreadable, or the command was used wrongly.</summary>
    public const int Unusable = 2;

    /// <summary>The server or the network failed.</summary>
    public const int Unreachable = 3;
}
