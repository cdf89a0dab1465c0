using Inventory.Storage.History;
using Inventory.Storage.History.Influx;

namespace Inventory.Tests.Storage.History;

/// <summary>Opens either store; InfluxDB is started once for all tests of a class, each in a database of its own.</summary>
public sealed class HistoryStores : IDisposable
{
    private readonly TestFolder folder = new();
    private InfluxServer? influx;
    private int databases;

    internal InfluxServer Influx => influx ??= new InfluxServer();

    internal string Folder => folder.Root;

    internal IHistory Open(string store) => store == "sqlite"
        ? SqliteHistory.Open(folder[$"history-{Interlocked.Increment(ref databases)}.db"])
        : OpenInflux(out _);

    internal InfluxHistory OpenInflux(out HistoryDeadLetters deadLetters, InfluxOptions? options = null)
    {
        int number = Interlocked.Increment(ref databases);
        deadLetters = new HistoryDeadLetters(folder[$"dead-{number}.txt"]);
        return new InfluxHistory(
            options ?? new InfluxOptions { Address = Influx.Address, Database = $"test \"{number}" }, deadLetters, TimeProvider.System);
    }

    public void Dispose()
    {
        influx?.Dispose();
        folder.Dispose();
    }
}
