namespace Inventory.Tests.Cli;

/// <summary>The demo's registry in the repository.</summary>
internal static class DemoRegistry
{
    public static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "infra", "registry");
            if (Directory.Exists(folder))
                return folder;
        }

        throw new DirectoryNotFoundException("infra/registry is not above " + AppContext.BaseDirectory);
    }
}
