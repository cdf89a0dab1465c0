namespace Inventory.Cli;

/// <summary>The command cannot be carried out as it was given; the message is for the person who typed it, in both
/// languages.</summary>
internal sealed class UsageException(string ja, string en, int exitCode = ExitCodes.Unusable) : Exception(en)
{
    /// <summary>What is wrong, in Japanese.</summary>
    public string Ja { get; } = ja;

    /// <summary>What the process answers.</summary>
    public int ExitCode { get; } = exitCode;
}
