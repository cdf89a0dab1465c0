using Inventory.Server.Core;
using Inventory.Server.Levels;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.History;
using Inventory.Storage.History.Influx;

namespace Inventory.Server.Hosting;

/// <summary>Puts the history together: the chosen store, what waits for it on the disk, and who feeds it.</summary>
internal static class HistoryParts
{
    /// <summary>Folder, below the data folder, of what waits for the history.</summary>
    public const string SpoolFolder = "history-waiting";

    /// <summary>File, in the data folder, of what the history refused for good.</summary>
    public const string DeadLetterFile = "history-refused.txt";

    /// <summary>Registers the parts.</summary>
    public static void Add(IServiceCollection services, ServerOptions options, SqliteStore store)
    {
        services.AddSingleton(options.History.Retention);
        services.AddSingleton(new HistoryDeadLetters(Path.Combine(options.Data, DeadLetterFile)));
        services.AddSingleton(_ => new HistorySpool(Path.Combine(options.Data, SpoolFolder)));
        if (options.History.Influx is { } influx)
        {
            services.AddSingleton<IHistory>(x => new InfluxHistory(
                influx, x.GetRequiredService<HistoryDeadLetters>(), x.GetRequiredService<TimeProvider>()));
        }
        else
        {
            services.AddSingleton(store.History);
        }

        services.AddSingleton(store.Receipts);
        services.AddSingleton<HistoryDesk>();
        services.AddSingleton<ShownDesk>();
        services.AddSingleton<ShownArchive>();
        services.AddSingleton<ExplainDesk>();
        services.AddHostedService(x => x.GetRequiredService<HistoryDesk>());
        services.AddHostedService(x => x.GetRequiredService<ShownDesk>());
    }
}
