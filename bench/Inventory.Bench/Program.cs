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
            case "csv":
                await new StageRun(new StageInput(RegistryFolder(), 500), 15, Console.Out).ParseDelimitedAsync();
                return 0;
            case "xlsx":
                await new SpreadsheetStage(new StageInput(RegistryFolder(), 500), 9, Console.Out).RunAsync();
                return 0;
            case "canonical":
                new CanonicalStage(new StageInput(RegistryFolder(), 2_000), 7, Console.Out).Run(args.ElementAtOrDefault(1) ?? "");
                return 0;
            case "adapters":
                new AdapterTable(new StageInput(RegistryFolder(), 2_000), 7, Console.Out).Run(args.ElementAtOrDefault(1) ?? "");
                return 0;
            case "partials":
                new PartialStage(new StageInput(RegistryFolder(), 20_000), 5, Console.Out).Run();
                return 0;
            case "national":
                // Both sides are compiled to their best first: the one that runs first must not pay for it.
                new NationalRun(1_000_000, 1_000_000, TextWriter.Null).Run();
                return new NationalRun(CellsOf(args), CellsOf(args), Console.Out).Run() ? 0 : 1;
            case "mini":
                // Every benchmark once, small: it must run, and its hashes must be right. Its figures mean nothing.
                await new StageRun(new StageInput(RegistryFolder(), 500), 1, Console.Out).RunAsync();
                new PartialStage(new StageInput(RegistryFolder(), 500), 1, Console.Out).Run();
                return new NationalRun(1_000_000, 1_000_000, Console.Out).Run() ? 0 : 1;
            default:
                Console.Error.WriteLine("usage: stages | csv | xlsx | canonical [STAGE] | adapters [NAME] | partials | national [--cells N] | mini");
                return 2;
        }
    }

    private static int CellsOf(string[] args)
    {
        int option = Array.IndexOf(args, "--cells");
        return option >= 0 && option + 1 < args.Length ? int.Parse(args[option + 1]) : 10_000_000;
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
