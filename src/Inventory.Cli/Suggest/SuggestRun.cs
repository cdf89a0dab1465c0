using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;

namespace Inventory.Cli.Suggest;

/// <summary>Judges one file, reads it by what was proposed, and tells both.</summary>
internal sealed class SuggestRun(Terminal terminal, StockRegistry registry, SuggestionHints hints, bool isJson)
{
    /// <summary>Stands for the location until the person answers: no registry has it, and the profile refuses places
    /// that are not registered, so a forgotten answer refuses all rows and names itself.</summary>
    public const string LocationBlank = "FILL-IN";

    /// <summary>Judges the file and writes the profile.</summary>
    public async Task<int> RunAsync(string file, string? output, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new UsageException($"ファイルがありません: {file}", $"There is no file {file}.");
        ProfileSuggestion suggestion;
        await using (FileStream body = File.OpenRead(file))
            suggestion = await FileSuggester.SuggestAsync(body, hints, cancellation);
        FeedReading? preview = suggestion.Profile is null ? null : await PreviewAsync(file, suggestion.Profile, cancellation);
        FeedProfile? written = suggestion.Profile is null ? null : WithBlanks(suggestion);
        if (isJson)
            terminal.Out.WriteLine(SuggestJson.Write(file, suggestion, written, preview));
        else
            SuggestReport.Write(terminal, file, suggestion, preview);
        if (written is not null)
            await WriteAsync(written, output, cancellation);
        return suggestion.Failure is not null || written is null ? ExitCodes.Unusable
            : IsDone(suggestion, preview) ? ExitCodes.AllAccepted
            : ExitCodes.SomeRefused;
    }

    private static bool IsDone(ProfileSuggestion suggestion, FeedReading? preview) =>
        suggestion.Confidence >= ProfileSuggestion.SureFrom && suggestion.Blanks.Count == 0
        && preview is null or { Failure: null };

    /// <summary>The profile as a file: valid, with the blank of the location marked.</summary>
    private static FeedProfile WithBlanks(ProfileSuggestion suggestion)
    {
        FeedProfile profile = suggestion.Profile!;
        if (suggestion.Columns.Count == 0 || HasPlace(profile))
            return profile;
        return profile with
        {
            Constants = new Dictionary<string, string>(profile.Constants) { ["location"] = LocationBlank },
            UnknownLocation = FeedProfile.Reject,
        };
    }

    private static bool HasPlace(FeedProfile profile) => profile.Columns.ContainsKey("location")
        || profile.Columns.ContainsKey("locationName") || profile.Constants.ContainsKey("location");

    /// <summary>Reads the whole file as the server would; null when no adapter reads the format yet.</summary>
    private async Task<FeedReading?> PreviewAsync(string file, FeedProfile profile, CancellationToken cancellation)
    {
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            return null;
        FeedProfile tried = profile with { UnknownLocation = FeedProfile.Accept };
        if (!HasPlace(tried))
            tried = tried with { Constants = new Dictionary<string, string>(tried.Constants) { ["location"] = LocationBlank } };
        await using FileStream body = File.OpenRead(file);
        var delivery = new Delivery(TimeProvider.System.GetUtcNow(), Path.GetFileName(file));
        return await adapter.ReadAsync(body, tried, registry, delivery, cancellation);
    }

    private async Task WriteAsync(FeedProfile profile, string? output, CancellationToken cancellation)
    {
        string text = SuggestJson.Write(profile);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output, text + "\n", cancellation);
            terminal.Complain($"フィード定義を書きました: {output}", $"The profile was written to {output}");
        }
        else if (!isJson)
        {
            terminal.Out.WriteLine(text);
        }
    }
}
