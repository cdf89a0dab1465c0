using System.Net;
using Inventory.Model.Registry;
using Inventory.Server.Options;

namespace Inventory.Server.Hosting;

/// <summary>What a person reads on the console when it has started.</summary>
internal static class StartMessage
{
    /// <summary>Writes it.</summary>
    public static void Write(WebApplication app, ServerOptions options, StockRegistry registry)
    {
        Console.WriteLine($"Stock visibility is running at {string.Join(", ", app.Urls)}");
        Console.WriteLine($"  data      {options.Data}");
        Console.WriteLine(
            $"  registry  {options.Registry} (version {registry.Version}, {registry.Locations.Count} locations)");
        if (options.Backbone is { } backbone)
        {
            Console.WriteLine($"  roles     {options.Roles.ToString().ToLowerInvariant()}, as {backbone.Instance}");
            Console.WriteLine($"  kafka     {backbone.Kafka.Bootstrap}, group {backbone.Kafka.Group}");
        }

        if (options.Drop is not null)
            Console.WriteLine($"  drop      {options.Drop}{Path.DirectorySeparatorChar}<feed>");
        if (registry.IsDemo)
        {
            Console.WriteLine("  demo keys demo-ministry, demo-maker, demo-wholesaler, demo-retailer, demo-sender "
                + "(this registry declares itself a demo)");
            if (app.Urls.Any(x => !IsLoopback(x)))
                Console.WriteLine(
                    "  WARNING   everybody who reaches this address can use the demo keys, the ministry's too");
        }

        if (options.Demo)
            Console.WriteLine("  SIMULATED a simulated nation reports; every figure shown is marked as simulated");
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("+", "0.0.0.0").Replace("*", "0.0.0.0"), UriKind.Absolute, out Uri? uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
