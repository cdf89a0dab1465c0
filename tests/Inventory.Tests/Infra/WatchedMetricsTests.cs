using System.Text.Json;
using System.Text.RegularExpressions;
using Inventory.Tests.Repository;
using Inventory.Tests.Server;
using Xunit;

namespace Inventory.Tests.Infra;

/// <summary>What the dashboard and the alarms ask for is on the real metrics page of a running server.</summary>
public sealed partial class WatchedMetricsTests
{
    // Told by processes of a split platform only; the backbone's own tests look at their pages.
    private const string SplitOnly = "inventory_partition_";

    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "infra");

    [Fact]
    public async Task Every_metric_of_Grafana_and_of_the_alarms_is_on_the_page()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int pushed, _) = await server.PushAsync(Say.Snapshot("m-1", "shop-a", "shop-a:001", 10), SmallRegistry.ShopA);
        Assert.Equal(200, pushed);
        HashSet<string> told = [];
        // Conflation and cut lines are told once they happened; their counters stand in the code under these names.
        HashSet<string> rare = ["inventory_hub_conflated_total", "inventory_hub_slow_connections_total"];
        DateTime end = DateTime.UtcNow.AddSeconds(20);
        string[] missing;
        do
        {
            await Task.Delay(200);
            string page = await server.Client.GetStringAsync("/metrics");
            told = [.. MetricLine().Matches(page).Select(x => x.Groups[1].Value)];
            missing = [.. Asked().Where(x => !told.Contains(x) && !rare.Contains(x) && !x.StartsWith(SplitOnly, StringComparison.Ordinal))];
        }
        while (missing.Length > 0 && DateTime.UtcNow < end);
        Assert.True(missing.Length == 0, $"not on the page: {string.Join(", ", missing)}");
    }

    private static IEnumerable<string> Asked()
    {
        using var board = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana", "dashboards", "inventory.json")));
        var expressions = board.RootElement.GetProperty("panels").EnumerateArray()
            .Where(x => x.TryGetProperty("targets", out _))
            .SelectMany(x => x.GetProperty("targets").EnumerateArray())
            .Select(x => x.GetProperty("expr").GetString()!).ToList();
        Assert.True(expressions.Count >= 15);
        expressions.AddRange(Regex.Matches(File.ReadAllText(Path.Combine(Folder, "prometheus", "alerts.yml")), "expr: (.*)")
            .Select(x => x.Groups[1].Value));
        return expressions.SelectMany(x => MetricName().Matches(x).Select(y => y.Value)).Distinct();
    }

    [GeneratedRegex("^([a-z_0-9]+)(?:\\{| )", RegexOptions.Multiline)]
    private static partial Regex MetricLine();

    [GeneratedRegex("\\b(?:inventory|http_server|dotnet)_[a-z_0-9]+")]
    private static partial Regex MetricName();
}
