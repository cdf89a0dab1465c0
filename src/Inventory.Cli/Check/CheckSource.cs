using Inventory.Adapters;
using Inventory.Model.Registry;

namespace Inventory.Cli.Check;

/// <summary>What files are judged by: the registry, the feed's profile and the adapter of its format.</summary>
internal sealed record CheckSource(StockRegistry Registry, FeedProfile Profile, IStockAdapter Adapter)
{
    /// <summary>Where the demo's registry lies in the repository.</summary>
    private static readonly string DemoFolder = Path.Combine("infra", "registry");

    /// <summary>Loads all three.</summary>
    /// <exception cref="UsageException">Something is missing or wrong.</exception>
    public static CheckSource Load(string? registryFolder, string? feedId, string? profileFile)
    {
        StockRegistry registry = LoadRegistry(registryFolder);
        FeedProfile profile = profileFile is null ? FindFeed(registry, feedId!) : LoadProfile(profileFile);
        if (AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            return new CheckSource(registry, profile, adapter);
        throw new UsageException(
            $"フィード {profile.Id} の形式 {profile.Format} は扱えません。",
            $"Feed {profile.Id} has the format {profile.Format}, which no adapter reads.");
    }

    /// <summary>Loads a registry; null for the demo's, looked for from the current folder upwards.</summary>
    public static StockRegistry LoadRegistry(string? folder)
    {
        string directory = FolderOf(folder);
        if (!Directory.Exists(directory))
            throw new UsageException($"フォルダーがありません: {directory}", $"There is no folder {directory}.");
        StockRegistry? registry = RegistryLoader.Load(directory, out IReadOnlyList<RegistryError> errors);
        return registry ?? throw Wrong($"レジストリ {directory} に誤りがあります", $"The registry {directory} is wrong", errors);
    }

    /// <summary>The registry's folder: the given one, or the demo's above the current folder.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string FolderOf(string? folder) => folder ?? FindFolder() ?? throw new UsageException(
        "レジストリが見つかりません。--registry で指定してください。",
        "There is no registry here: give --registry.");

    private static string? FindFolder()
    {
        for (DirectoryInfo? at = new(Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, DemoFolder);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static FeedProfile FindFeed(StockRegistry registry, string id) =>
        registry.Feeds.TryGetValue(id, out FeedProfile? profile)
            ? profile
            : throw new UsageException(
                $"フィード {id} は登録されていません。登録済み: {string.Join(", ", registry.Feeds.Keys.Order(StringComparer.Ordinal))}",
                $"There is no feed {id}. Known: {string.Join(", ", registry.Feeds.Keys.Order(StringComparer.Ordinal))}");

    private static FeedProfile LoadProfile(string file)
    {
        if (!File.Exists(file))
            throw new UsageException($"ファイルがありません: {file}", $"There is no file {file}.");
        var errors = new List<RegistryError>();
        FeedProfile? profile = RegistryLoader.LoadFeed(File.ReadAllBytes(file), Path.GetFileName(file), errors);
        return profile is not null && errors.Count == 0
            ? profile
            : throw Wrong("フィード定義に誤りがあります", "The feed profile is wrong", errors);
    }

    private static UsageException Wrong(string ja, string en, IReadOnlyList<RegistryError> errors)
    {
        string list = string.Concat(errors.Take(20).Select(x => $"{Environment.NewLine}  {x}"));
        return new UsageException(ja, $"{en}:{list}");
    }
}
