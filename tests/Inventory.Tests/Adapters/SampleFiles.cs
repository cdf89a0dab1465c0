using System.Text.Json;

namespace Inventory.Tests.Adapters;

/// <summary>
/// Real files of other owners, which are not part of the repository: read where <c>shared/samples</c> stands in a
/// folder above it, with the figures that independent scripts computed.
/// </summary>
internal static class SampleFiles
{
    public static string? Folder { get; } = Above("shared/samples", Directory.Exists);

    public static string? Registry { get; } = Above("infra/registry", Directory.Exists);

    public static string PathOf(string file) => Path.Combine(Folder!, file);

    public static JsonElement Expected(string file) => All().Single(x => x.GetProperty("file").GetString() == file);

    /// <summary>The expected figures of all files; none where the folder is not there.</summary>
    public static JsonElement[] All()
    {
        if (Folder is null)
            return [];
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf("expected.json")));
        return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(x => x.Clone())];
    }

    private static string? Above(string name, Func<string, bool> exists)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, name);
            if (exists(path))
                return path;
        }

        return null;
    }
}
