using Inventory.Server.Core;
using Inventory.Server.Ingest;
using Inventory.Server.Options;
using Inventory.Storage.Log;

namespace Inventory.Server.Backbone;

/// <summary>Puts a process together whose log is Kafka's.</summary>
internal static class BackboneParts
{
    /// <summary>Adds what its roles need.</summary>
    public static void Add(IServiceCollection services, ServerOptions options, BackboneOptions backbone)
    {
        services.AddSingleton(x => WithLog(backbone, x.GetRequiredService<ILoggerFactory>()));
        services.AddHttpContextAccessor();
        services.AddSingleton<BackboneLink>();
        services.AddSingleton<PartitionEnds>();
        services.AddSingleton<AlertRelay>();
        services.AddSingleton<CoreTally>();
        services.AddSingleton<CoreAddress>();
        services.AddSingleton<BackboneMeters>();
        services.AddSingleton<LevelsFollower>();
        services.AddSingleton<ILiveLevels>(x => x.GetRequiredService<LevelsFollower>());
        services.AddSingleton<IOutcomes, NoOutcomes>();
        services.AddSingleton<ICellQueries, BackboneCells>();
        // The writer belongs to every process: held deliveries and receipts are asked for where they are read.
        services.AddSingleton<BackboneWriter>();
        services.AddSingleton<ISnapshotWriter>(x => x.GetRequiredService<BackboneWriter>());
        services.AddSingleton<IRefusals>(x => x.GetRequiredService<BackboneWriter>());
        if (options.Has(ServerRoles.Core))
            services.AddSingleton<KafkaCore>();
        services.AddHostedService<BackboneHost>();
        services.AddHostedService(x => x.GetRequiredService<BackboneLink>());
        services.AddHostedService(x => x.GetRequiredService<PartitionEnds>());
        services.AddHostedService(x => x.GetRequiredService<AlertRelay>());
        if (options.Has(ServerRoles.Gateway))
            services.AddHostedService(x => x.GetRequiredService<BackboneWriter>());
    }

    /// <summary>The client library's complaints go where all others go.</summary>
    private static BackboneOptions WithLog(BackboneOptions backbone, ILoggerFactory loggers)
    {
        var log = new ClientLog(loggers.CreateLogger<ClientLog>());
        return backbone with { Kafka = backbone.Kafka with { Log = log.Write } };
    }
}
