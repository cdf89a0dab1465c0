using System.Reflection;
using System.Text;
using System.Text.Json;
using Inventory.Cli.Check;
using Inventory.Model.Registry;

namespace Inventory.Cli.Conform;

/// <summary>Runs the criteria of a level and hands over the report.</summary>
internal sealed class ConformRun(Terminal terminal, bool isJson, string? outFile)
{
    private static string Tool => typeof(ConformRun).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Judges files by S1, or by S1 and S2.</summary>
    public async Task<int> OfFilesAsync(
        CheckSource source, bool isScopeDeclared, string level, ControlTotals? control, DateTimeOffset? asOf,
        IReadOnlyList<string> files, CancellationToken cancellation)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var facts = new List<FileFacts>();
        foreach (string file in files)
            facts.Add(await FileFacts.OfAsync(file, source, asOf, now, cancellation));
        var judge = new FileJudge(facts, source.Profile, isScopeDeclared);
        var report = new ConformReport
        {
            Level = level,
            At = now,
            Tool = Tool,
            Feed = source.Profile.Id,
            Registry = source.Registry.Version,
            Files = facts,
            Results = level == "S1" ? judge.JudgeS1() : [.. judge.JudgeS1(), .. judge.JudgeS2(control)],
        };
        HandOver(report);
        return facts.Exists(x => x.Failure is not null) ? ExitCodes.Unusable : ExitCodeOf(report);
    }

    /// <summary>Opens the trial endpoint and judges the sender that comes by S3.</summary>
    public async Task<int> OfSenderAsync(SenderTrialOptions options, CancellationToken cancellation)
    {
        await using SenderTrial trial = await SenderTrial.StartAsync(options.Port, options.RetryAfterSeconds);
        terminal.Complain(
            $"送り先 {trial.Url} 、鍵 {SenderTrial.Key} 。3つの送付を続けて送ってください（2つ目は拒否します。3つ目は1つ目の訂正：同じ時点か同じファイル名・別の中身）。",
            $"Send to {trial.Url} with the key {SenderTrial.Key}: three deliveries in a row. The second is refused; let the third be "
            + "a correction of the first (same as-of or same file name, other content).");
        options.OnReady?.Invoke(trial.Url);
        await trial.WatchAsync(options.Limit, options.Quiet, cancellation);
        IReadOnlyList<SeenDelivery> seen = trial.Seen;
        var report = new ConformReport
        {
            Level = "S3",
            At = TimeProvider.System.GetUtcNow(),
            Tool = Tool,
            Results = new SenderJudge(seen, TimeSpan.FromSeconds(options.RetryAfterSeconds)).Judge(),
        };
        HandOver(report);
        if (seen.Count > 0)
            return ExitCodeOf(report);
        terminal.Complain("時間内に何も届きませんでした。", "Nothing came within the time.");
        return ExitCodes.Unreachable;
    }

    /// <summary>True when the profile's text says <c>scope</c>, which a default does not: what is left out is not
    /// declared. Canonical JSON says it in every snapshot.</summary>
    public static bool IsScopeDeclared(CheckSource source, string profileFile)
    {
        if (source.Profile.Format == FeedFormats.CanonicalJson)
            return true;
        // Read as text, for an editor may have put a byte order mark before it.
        using JsonDocument profile = JsonDocument.Parse(
            File.ReadAllText(profileFile),
            new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return profile.RootElement.TryGetProperty("scope", out _);
    }

    private static int ExitCodeOf(ConformReport report) =>
        report.Conforms ? ExitCodes.AllAccepted : ExitCodes.SomeRefused;

    private void HandOver(ConformReport report)
    {
        if (outFile is not null)
        {
            File.WriteAllText(outFile, ConformMarkdown.Write(report), new UTF8Encoding(false));
            if (!isJson)
                terminal.Out.WriteLine($"{report.Level}: {ConformMarkdown.Words(report)} ({outFile})");
        }

        if (isJson)
            terminal.Out.WriteLine(ConformJson.Write(report));
        else if (outFile is null)
            terminal.Out.Write(ConformMarkdown.Write(report));
    }
}

/// <summary>How a sender is tried.</summary>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="Limit">The longest wait for the sender.</param>
/// <param name="Quiet">How long needless repeats are watched for after the last step.</param>
/// <param name="RetryAfterSeconds">What <c>Retry-After</c> asks for.</param>
/// <param name="OnReady">Told the address; null for nobody.</param>
internal sealed record SenderTrialOptions(
    int Port, TimeSpan Limit, TimeSpan Quiet, int RetryAfterSeconds = 2, Action<string>? OnReady = null);
