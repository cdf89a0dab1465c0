using System.Text;
using System.Text.Json;
using Inventory.Cli.Latency;

namespace Inventory.Load;

/// <summary>The result for people and for programs.</summary>
internal static class LoadReport
{
    private const int BarLength = 40;
    private static readonly double[] Percents = [50, 90, 99, 99.9];
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>As Markdown with histograms.</summary>
    public static string Markdown(LoadPlan plan, LoadResult result)
    {
        var text = new StringBuilder();
        text.AppendLine("# From receipt to screen, under load").AppendLine();
        text.AppendLine($"Background: {plan.Rate:N0} lines/s asked, {result.LinesPerSecond:N0} lines/s accepted, "
            + $"{result.Background.Failures:N0} pushes failed. Probes: one each {plan.ProbeEvery.TotalMilliseconds:N0} ms for "
            + $"{plan.Measure.TotalSeconds:N0} s after {plan.WarmUp.TotalSeconds:N0} s of warm-up, {result.Probes:N0} in all, "
            + $"{result.ProbesFailed} without a receipt, {result.HubMissed} not seen on the hub, {result.PageMissed} not seen on the page. "
            + $"Machine: {Environment.ProcessorCount} cores shared by server, load, and browser.").AppendLine();
        text.AppendLine("| ms | count | p50 | p90 | p99 | p99.9 | max | mean |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach ((string name, LatencyHistogram histogram) in Rows(plan, result))
            text.AppendLine($"| {name} | {histogram.Count:N0} | "
                + string.Concat(Percents.Select(p => $"{Ms(histogram.PercentileUs(p))} | "))
                + $"{Ms(histogram.MaxUs)} | {Ms((long)histogram.MeanUs)} |");
        foreach ((string name, LatencyHistogram histogram) in Rows(plan, result))
            AppendPicture(text, name, histogram);
        return text.ToString();
    }

    /// <summary>As JSON.</summary>
    public static string Json(LoadPlan plan, LoadResult result) => JsonSerializer.Serialize(
        new
        {
            rateAsked = plan.Rate,
            linesPerSecond = Math.Round(result.LinesPerSecond),
            backgroundFailures = result.Background.Failures,
            probes = result.Probes,
            probesFailed = result.ProbesFailed,
            hubMissed = result.HubMissed,
            pageMissed = result.PageMissed,
            cores = Environment.ProcessorCount,
            series = Rows(plan, result).Select(x => new
            {
                name = x.Name,
                count = x.Histogram.Count,
                p50Us = x.Histogram.PercentileUs(50),
                p90Us = x.Histogram.PercentileUs(90),
                p99Us = x.Histogram.PercentileUs(99),
                p999Us = x.Histogram.PercentileUs(99.9),
                maxUs = x.Histogram.MaxUs,
                octaves = x.Histogram.Octaves().Select(y => new { upToUs = y.UpToUs, count = y.Count }),
            }),
        },
        Indented);

    private static IEnumerable<(string Name, LatencyHistogram Histogram)> Rows(LoadPlan plan, LoadResult result)
    {
        yield return ("background push, due to receipt", result.Background.Latency);
        yield return ("probe, due to receipt", result.ToReceipt);
        yield return ("receipt to hub message", result.ReceiptToHub);
        if (plan.HasBrowser)
            yield return ("receipt to page in Chromium", result.ReceiptToPage);
    }

    private static void AppendPicture(StringBuilder text, string name, LatencyHistogram histogram)
    {
        text.AppendLine().AppendLine($"{name}, ms:").AppendLine("```");
        long most = Math.Max(1, histogram.Octaves().Select(x => x.Count).DefaultIfEmpty().Max());
        foreach ((long upToUs, long count) in histogram.Octaves())
            text.AppendLine($"<= {Ms(upToUs),10} {count,8} {new string('#', (int)(count * BarLength / most))}");
        text.AppendLine("```");
    }

    private static string Ms(long us) => (us / 1000.0).ToString("0.00");
}
