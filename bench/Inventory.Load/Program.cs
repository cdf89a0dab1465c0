using System.CommandLine;
using Inventory.Cli;
using Inventory.Cli.Check;
using Inventory.Model.Registry;

namespace Inventory.Load;

/// <summary>
/// Measures how long a pushed fact takes from its receipt to a screen, while a nation reports in the background at a
/// steady rate.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var server = new ServerOptions();
        var rate = new Option<int>("--rate") { Description = "Background lines per second", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long to measure", DefaultValueFactory = _ => 60 };
        var warmup = new Option<int>("--warmup") { Description = "Seconds of load before measuring", DefaultValueFactory = _ => 10 };
        var every = new Option<int>("--probe-ms") { Description = "Time between two probes", DefaultValueFactory = _ => 500 };
        var registry = new Option<string?>("--registry") { Description = "The registry the server runs on" };
        var category = new Option<string>("--category") { Description = "The level that is watched", DefaultValueFactory = _ => "masks" };
        var browser = new Option<bool>("--browser") { Description = "Also watch the page in a real Chromium" };
        var output = new Option<string?>("--out") { Description = "Write the result to FILE.md and FILE.json" };
        var root = new RootCommand("Load and latency: push to receipt, receipt to hub, receipt to page. The server must run already.");
        server.AddTo(root);
        foreach (Option option in new Option[] { rate, seconds, warmup, every, registry, category, browser, output })
            root.Add(option);
        root.SetAction(async (parsed, cancellation) =>
        {
            StockRegistry known = CheckSource.LoadRegistry(parsed.GetValue(registry));
            var plan = new LoadPlan
            {
                Server = server.ServerOf(parsed),
                Key = server.RequiredKeyOf(parsed),
                Rate = parsed.GetValue(rate),
                Measure = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                WarmUp = TimeSpan.FromSeconds(parsed.GetValue(warmup)),
                ProbeEvery = TimeSpan.FromMilliseconds(parsed.GetValue(every)),
                Category = parsed.GetValue(category)!,
                HasBrowser = parsed.GetValue(browser),
            };
            LoadResult result = await new LoadRun(plan, known).RunAsync(cancellation);
            string text = LoadReport.Markdown(plan, result);
            Console.WriteLine(text);
            if (parsed.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(file + ".md", text, cancellation);
                await File.WriteAllTextAsync(file + ".json", LoadReport.Json(plan, result), cancellation);
            }

            return result.IsComplete ? 0 : 1;
        });
        try
        {
            return await root.Parse(args).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException x)
        {
            Console.Error.WriteLine(x.Message);
            return x.ExitCode;
        }
    }
}
