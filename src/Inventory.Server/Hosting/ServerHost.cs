using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Backbone;
using Inventory.Server.Core;
using Inventory.Server.Demo;
using Inventory.Server.Docs;
using Inventory.Server.Drop;
using Inventory.Server.Feeds;
using Inventory.Server.Held;
using Inventory.Server.Http;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Levels;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Server.Quality;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Files;
using Inventory.Storage.Log;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inventory.Server.Hosting;

/// <summary>Puts the process together.</summary>
internal static class ServerHost
{
    /// <summary>Builds the application around a store and a registry that are open already.</summary>
    public static WebApplication Build(
        WebApplicationBuilder builder, ServerOptions options, SqliteStore store, StockRegistry registry)
    {
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.BodyBytesMax;
            kestrel.Limits.MaxConcurrentConnections = options.Limits.ConnectionsMax + 1000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        AddCore(builder.Services, options, store, registry);
        if (options.Backbone is { } backbone)
            BackboneParts.Add(builder.Services, options, backbone);
        else
            AddEmbedded(builder.Services, store);
        AddDoors(builder.Services, options);
        WebApplication app = builder.Build();
        // Counts from the first delivery on, and not from the first look at them.
        var metrics = app.Services.GetRequiredService<MetricsListener>();
        app.Lifetime.ApplicationStopped.Register(metrics.Dispose);
        if (options.Backbone is not null)
            app.Services.GetRequiredService<BackboneMeters>();
        Map(app, options);
        return app;
    }

    private static void AddCore(
        IServiceCollection services, ServerOptions options, SqliteStore store, StockRegistry registry)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        var files = new SavedFeedStore(Path.Combine(options.Data, "feeds"));
        var holder = new RegistryHolder(registry, SavedFeedFiles.Load(files, out List<SkippedFeed> broken));
        services.AddSingleton(holder);
        services.AddSingleton(files);
        services.AddSingleton(new BrokenFeeds(broken));
        services.AddSingleton<SavedFeedDesk>();
        services.AddSingleton(new HeldStore(Path.Combine(options.Data, "held")));
        services.AddSingleton<HeldDeliveries>();
        services.AddSingleton<AlertDesk>();
        HistoryParts.Add(services, options, store);
        services.AddSingleton<AuditDesk>();
        services.AddSingleton<LogHealth>();
        services.AddSingleton<SupersededDesk>();
        services.AddSingleton<DeliveryGate>();
        services.AddSingleton<ShrinkGuard>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<QualityDesk>();
        services.AddSingleton<IngestParts>();
        services.AddSingleton<Ingestor>();
        services.AddSingleton<HubBoard>();
        services.AddHostedService(x => x.GetRequiredService<AlertDesk>());
        services.AddHostedService(x => x.GetRequiredService<SupersededDesk>());
        services.AddHostedService(x => x.GetRequiredService<HubBoard>());
        services.AddHostedService(x => x.GetRequiredService<QualityDesk>());
        services.AddHostedService<RegistryReloader>();
        if (options.Drop is not null)
        {
            services.AddSingleton<DropTaker>();
            services.AddHostedService<DropDoor>();
        }

        if (options.Demo)
            services.AddHostedService<DemoReporter>();
    }

    /// <summary>The log in one file and the core that reads it: everything in this process.</summary>
    private static void AddEmbedded(IServiceCollection services, SqliteStore store)
    {
        services.AddSingleton<ISnapshotWriter>(store.Log);
        services.AddSingleton<StockCore>();
        services.AddSingleton<ILiveLevels>(x => x.GetRequiredService<StockCore>());
        services.AddSingleton<IOutcomes>(x => x.GetRequiredService<StockCore>());
        services.AddSingleton<ICellQueries, EngineCells>();
        services.AddSingleton<IRefusals, UntoldRefusals>();
        services.AddHostedService<CoreHost>();
    }

    private static void AddDoors(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<PushServices>();
        services.TryAddSingleton<SuggestProfile>((body, fileName, participant, registry, receivedAt, cancellation) =>
            FileSuggester.SuggestAsync(
                body,
                new SuggestionHints
                {
                    FileName = fileName,
                    DeliveredAt = receivedAt,
                    Participant = participant,
                    Registry = registry,
                },
                cancellation));
        services.AddSingleton<FeedServices>();
        services.AddSingleton<HeldServices>();
        services.AddSingleton<LevelServices>();
        services.AddSingleton<AlertServices>();
        services.AddSingleton<ProbeServices>();
        services.AddSingleton<MetricsListener>();
        services.AddSingleton<ConnectionGate>();
        // The core alone: the full package would bring cookie keys, written to somebody's home folder, that nothing
        // here uses.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = KeyAuthenticationHandler.SchemeName;
            authentication.AddScheme<KeyAuthenticationHandler>(KeyAuthenticationHandler.SchemeName, null);
        });
        services.AddTransient<KeyAuthenticationHandler>();
        services.AddWebEncoders();
        services.AddAuthorization();
        RateLimits.Add(services, options.Limits);
        OpenApiShape.Add(services);
        services.AddResponseCompression(compression => compression.MimeTypes =
            ["application/json", "application/x-ndjson", "text/csv", "text/html", "text/css", "text/javascript",
                "image/svg+xml"]);
        services.AddSignalR(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hub.HandshakeTimeout = TimeSpan.FromSeconds(10);
            hub.MaximumReceiveMessageSize = 8 * 1024;
            hub.StatefulReconnectBufferSize = 0;
        });
        services.AddSingleton<HubLifetimeManager<StockHub>, StockHubLifetime>();
    }

    private static void Map(WebApplication app, ServerOptions options)
    {
        app.Use((context, next) => SecurityHeaders.InvokeAsync(context, _ => next(context)));
        app.UseMiddleware<ErrorGate>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAuthentication();
        app.Use((context, next) => WrongKeyGate.InvokeAsync(context, _ => next(context)));
        app.UseRateLimiter();
        app.UseAuthorization();
        var gate = app.Services.GetRequiredService<ConnectionGate>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/hubs"),
            branch => branch.Use((context, next) =>
            {
                LineProgress.Watch(context);
                return gate.InvokeAsync(context, _ => next(context));
            }));
        app.UseWebSockets();
        MapCalls(app, options);
        app.MapOpenApi("/openapi/{documentName}.json");
        DocsEndpoints.Map(app);
        if (options.Has(ServerRoles.Gateway) || options.Has(ServerRoles.Hub))
            Pages.Use(app);
    }

    /// <summary>What a process of these roles answers; the probes always.</summary>
    private static void MapCalls(WebApplication app, ServerOptions options)
    {
        ProbeEndpoints.Map(app);
        if (options.Has(ServerRoles.Gateway))
        {
            PushEndpoints.Map(app);
            FeedEndpoints.Map(app);
            HeldEndpoints.Map(app);
        }

        if (options.Has(ServerRoles.Gateway) || options.Has(ServerRoles.Hub))
        {
            LevelEndpoints.Map(app);
            CellEndpoints.Map(app);
            CoverageEndpoints.Map(app);
            HistoryEndpoints.Map(app);
            ExplainEndpoints.Map(app);
            AlertEndpoints.Map(app);
            RegistryEndpoints.Map(app);
        }

        if (options.Has(ServerRoles.Hub))
            app.MapHub<StockHub>("/hubs/stock", dispatcher => dispatcher.TransportMaxBufferSize = 64 * 1024);
        if (options.Backbone is not null && options.Has(ServerRoles.Core))
            PartitionEndpoints.Map(app);
    }
}
