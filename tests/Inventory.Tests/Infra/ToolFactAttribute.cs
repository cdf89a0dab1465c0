using Xunit;

namespace Inventory.Tests.Infra;

/// <summary>
/// A test that needs a program of the system. On a desk without it the test is skipped with the reason; CI installs it
/// (<c>infra/test.sh</c>), so there it fails.
/// </summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        if (Tools.Find(tool) is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"{tool} was not found; infra/test.sh gets it";
    }
}

/// <summary>Programs of the system, found on the path or where <c>infra/test.sh</c> unpacked them.</summary>
internal static class Tools
{
    /// <summary>The program's file; null when there is none.</summary>
    public static string? Find(string tool)
    {
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string unpacked = Path.Combine(cache, "inventory", "debian");
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':');
        if (Directory.Exists(unpacked))
            folders = folders.Concat(Directory.EnumerateDirectories(unpacked).Select(x => Path.Combine(x, "usr", "bin")));
        return folders.Where(x => x.Length > 0).Select(x => Path.Combine(x, tool)).FirstOrDefault(File.Exists);
    }

    /// <summary>The program's file; the test fails where it is missing.</summary>
    public static string Demand(string tool) =>
        Find(tool) ?? throw new InvalidOperationException($"{tool} is missing: infra/test.sh gets it");
}
