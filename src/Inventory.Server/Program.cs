using Inventory.Model.Registry;
using Inventory.Server.Hosting;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Kafka;

namespace Inventory.Server;

/// <summary>
/// The process: options, registry, store, then the host. Exit codes: 0 stopped, 1 could not start or failed, 2 wrong
/// usage.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (!CommandLine.TryParse(args, out var given, out string? error))
            return Usage(error);
        if (given.ContainsKey("help"))
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }

        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables("INVENTORY_");
        builder.Configuration.AddInMemoryCollection(given);
        ServerOptions? options = CommandLine.Build(builder.Configuration, Directory.GetCurrentDirectory(), out error);
        if (options is null)
            return Usage(error!);
        StockRegistry? registry = RegistryLoader.Load(options.Registry, out IReadOnlyList<RegistryError> errors);
        if (registry is null)
        {
            foreach (RegistryError wrong in errors)
                await Console.Error.WriteLineAsync(wrong.ToString());
            await Console.Error.WriteLineAsync(
                $"The registry in {options.Registry} has {errors.Count} errors; nothing was started.");
            return 1;
        }

        return await RunAsync(builder, options, registry);
    }

    private static async Task<int> RunAsync(
        WebApplicationBuilder builder, ServerOptions options, StockRegistry registry)
    {
        try
        {
            // Nothing of Kafka may be touched before its library is there.
            if (options.Backbone is { } backbone)
                KafkaNative.Load(backbone.Library);
            await using SqliteStore store = SqliteStore.Open(options.Data, TimeProvider.System);
            await using WebApplication app = ServerHost.Build(builder, options, store, registry);
            app.Lifetime.ApplicationStarted.Register(() => StartMessage.Write(app, options, registry));
            await app.RunAsync();
            return 0;
        }
        catch (StorageException e) when (options.Backbone is not null)
        {
            await Console.Error.WriteLineAsync($"The process cannot start: {e.Message}");
            return 1;
        }
        catch (StorageException e)
        {
            await Console.Error.WriteLineAsync($"The data folder {options.Data} cannot be used: {e.Message}");
            return 1;
        }
        catch (IOException e)
        {
            // The address is taken, most often.
            await Console.Error.WriteLineAsync($"Could not listen on {options.Urls}: {e.Message}");
            return 1;
        }
    }

    private static int Usage(string error)
    {
        Console.Error.WriteLine(error);
        Console.Error.WriteLine();
        Console.Error.WriteLine(CommandLine.Help);
        return 2;
    }
}
