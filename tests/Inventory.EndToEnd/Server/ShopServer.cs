using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>One server with the small registry, for the tests of one class that do not end it.</summary>
public sealed class ShopServer : IAsyncLifetime
{
    internal ServerProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Process = await ServerProcess.StartAsync(new ServerSetup { Registry = ShopRegistry.Create() });

    public Task DisposeAsync() => Process.DisposeAsync().AsTask();
}
