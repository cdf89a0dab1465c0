using Inventory.Bench.National;
using Inventory.Bench.Stages;

namespace Inventory.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        string command = args.Length > 0 ? args[0] : "help";
        switch (command)
        {
            case "stages":
                await new StageRun(new StageInput(RegistryFolder(), 20_000), 5, Console.Out).RunAsync();
                return 0;
            default:
                return 0;
        }
    }

    private static string RegistryFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string registry = Path.Combine(folder.FullName, "infra", "registry");
            if (Directory.Exists(registry))
                return registry;
        }

        throw new InvalidOperationException("The demo registry is not above the program.");
    }
}
