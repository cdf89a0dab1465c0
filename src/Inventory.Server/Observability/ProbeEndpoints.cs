using Inventory.Server.Core;
using Inventory.Server.Http;
using Inventory.Server.Hub;
using Inventory.Server.Ingest;
using Inventory.Server.Levels;
using Inventory.Server.Registry;
using Inventory.Storage.Log;

namespace Inventory.Server.Observability;

/// <summary>Liveness, readiness and metrics. They tell counts of the machine, never a stock figure.</summary>
internal static class ProbeEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => JsonAnswer.Of(json =>
            {
                json.WriteStartObject();
                json.WriteString("status"u8, "live"u8);
                json.WriteEndObject();
            }))
            .Describe("生きているか", "Liveness probe").WithTags("operation").Answers(200);
        routes.MapGet("/health/ready", Ready)
            .Describe("使えるか", "Readiness probe: core caught up, log writable, registry loaded").WithTags(
                "operation").Answers(200, 503);
        routes.MapGet("/metrics", Metrics)
            .Describe("計測値", "Metrics as Prometheus text").WithTags("operation").Answers(200);
    }

    private static StatusResult Ready(ProbeServices services)
    {
        CoreStatus core = services.Core.Status;
        bool isCoreReady = core.Phase == CorePhase.Live && services.Core.Published is not null;
        string? logError = services.LogError;
        bool isReady = isCoreReady && logError is null;
        ReadOnlyMemory<byte> body = JsonAnswer.Render(json =>
        {
            json.WriteStartObject();
            json.WriteString("status"u8, isReady ? "ready"u8 : "notReady"u8);
            json.WriteStartObject("core"u8);
            json.WriteBoolean("ok"u8, isCoreReady);
            json.WriteString("phase"u8, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(core.Phase.ToString()));
            json.WriteNumber("nextOffset"u8, core.NextOffset);
            json.WriteNumber("malformed"u8, core.Malformed);
            if (core.Error is not null)
                json.WriteString("error"u8, core.Error);
            json.WriteEndObject();
            json.WriteStartObject("log"u8);
            json.WriteBoolean("ok"u8, logError is null);
            json.WriteNumber("nextOffset"u8, services.Core.LogNextOffset);
            if (logError is not null)
                json.WriteString("error"u8, logError);
            json.WriteEndObject();
            BehindJson.Write(json, services.Core.Published?.PartitionsBehind ?? []);
            json.WriteStartObject("registry"u8);
            json.WriteBoolean("ok"u8, services.Registry.ReloadError is null);
            json.WriteString("version"u8, services.Registry.Current.Version);
            if (services.Registry.ReloadError is { } reload)
                json.WriteString("reloadError"u8, reload);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return new StatusResult(isReady ? 200 : 503, new BytesResult(body, "application/json; charset=utf-8"));
    }

    private static IResult Metrics(ProbeServices services, MetricsListener metrics)
    {
        CoreStatus core = services.Core.Status;
        var gauges = new List<(string, string, double)>
        {
            ("inventory_log_next_offset", "Offset after the last durable record", services.Core.LogNextOffset),
            ("inventory_core_next_offset", "Offset the core waits for", core.NextOffset),
            ("inventory_core_lag_records", "Durable records the core has not applied",
                services.Core.LogNextOffset - core.NextOffset),
            ("inventory_log_pending_bytes", "Bytes that wait to be made durable", services.PendingBytes),
            ("inventory_core_live", "1 when the core follows the log", core.Phase == CorePhase.Live ? 1 : 0),
            ("inventory_core_superseded_lines", "Lines superseded since the start", core.Superseded),
            ("inventory_core_malformed_records", "Unreadable records since the start", core.Malformed),
            ("inventory_hub_connections", "Live connections", services.Board.Connections),
            ("inventory_deliveries_in_progress", "Deliveries being received or parsed", services.Gate.Deliveries),
        };
        if (services.Core.Published is { } published)
        {
            gauges.Add(("inventory_cells", "Live cells", published.Counts.Cells));
            gauges.Add(("inventory_locations", "Locations that ever reported", published.Counts.Locations));
            gauges.Add(("inventory_locations_expected", "Locations that should report",
                published.Coverage.Sum(x => (double)x.Expected)));
            gauges.Add(("inventory_locations_fresh", "Those whose report is fresh",
                published.Coverage.Sum(x => (double)x.Fresh)));
            gauges.Add(("inventory_levels_age_seconds", "Age of the published levels",
                Math.Max(0, (services.Time.GetUtcNow() - published.ComputedAt).TotalSeconds)));
        }

        return Results.Text(metrics.Render(gauges), "text/plain; version=0.0.4; charset=utf-8");
    }
}
