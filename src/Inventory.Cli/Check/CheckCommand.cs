using System.CommandLine;
using System.Text;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Check;

/// <summary>The arguments of <c>check</c>.</summary>
internal static class CheckCommand
{
    private const string Description =
        "Checks files without a server: which lines would be accepted, which refused and why. "
        + "サーバーなしでファイルを確かめ、受理される行と、拒否される行とその理由を示します。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  inventory check --feed demo-csv stock.csv\n"
        + "  inventory check --profile my-feed.json --registry registry --json *.csv";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var feed = new Option<string?>("--feed")
        {
            HelpName = "ID",
            Description = "The registry's feed that the files belong to. ファイルのフィードID",
        };
        var profile = new Option<string?>("--profile")
        {
            HelpName = "FILE",
            Description = "A feed profile (JSON) instead of a registered feed. 登録前のフィード定義ファイル",
        };
        var registry = new Option<string?>("--registry")
        {
            HelpName = "DIR",
            Description = "The registry's folder; infra/registry of the current or a parent folder when left out. レジストリのフォルダー",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document per file and line. 1ファイル1行のJSONで出力" };
        var asOf = new Option<string?>("--as-of")
        {
            HelpName = "TIME",
            Description = "As-of for files that state none, such as 2026-11-22T14:00:00+09:00. 在庫時点",
        };
        var fileName = new Option<string?>("--file-name")
        {
            HelpName = "NAME",
            Description = "The name to judge the file by (names may carry dates); its own when left out. 判定に使うファイル名",
        };
        var language = ServerOptions.LanguageOption();
        var files = new Argument<string[]>("file")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Files to check. 確かめるファイル",
        };
        var command = new Command("check", Description) { feed, profile, registry, json, asOf, fileName, language, files };
        command.Validators.Add(result =>
        {
            bool hasFeed = result.GetResult(feed) is not null;
            if (hasFeed == (result.GetResult(profile) is not null))
                result.AddError("--feed か --profile のどちらか一つを指定してください。 / Give either --feed or --profile.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(language));
            CheckSource source = CheckSource.Load(parsed.GetValue(registry), parsed.GetValue(feed),
                parsed.GetValue(profile));
            var run = new CheckRun(terminal, source, parsed.GetValue(json))
            {
                AsOf = ParseTime(parsed.GetValue(asOf)),
                FileName = parsed.GetValue(fileName),
            };
            return await run.RunAsync(parsed.GetValue(files)!, cancellation);
        });
        return command;
    }

    /// <summary>Reads an as-of as the server's header does.</summary>
    /// <exception cref="UsageException">It is not an RFC 3339 time with an offset.</exception>
    public static DateTimeOffset? ParseTime(string? text)
    {
        if (text is null)
            return null;
        if (CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset time))
            return time;
        throw new UsageException(
            $"時刻として読めません（例 2026-11-22T14:00:00+09:00）: {text}",
            $"Not a time with an offset (such as 2026-11-22T14:00:00+09:00): {text}");
    }
}
