using System.CommandLine;
using Inventory.Cli.Check;

namespace Inventory.Cli.Conform;

/// <summary>The arguments of <c>conform</c>.</summary>
internal sealed class ConformCommand
{
    private const string Description =
        "Judges files (S1, S2) or a running sender (S3) by the rule book and writes a report to put on file. "
        + "ファイル（S1・S2）または送信プログラム（S3）を規則に照らして判定し、報告書を書きます。\n\n"
        + "Exit codes: 0 conforms, 1 does not, 2 unreadable or wrong usage, 3 no sender came. "
        + "終了コード: 0 適合、1 不適合、2 読み取り不可または使い方の誤り、3 送信がなかった。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  inventory conform --feed demo-csv day1.csv day2.csv day3.csv\n"
        + "  inventory conform --profile my-feed.json --level S2 --control-totals totals.csv --out REPORT.md day*.csv\n"
        + "  inventory conform --sender --port 5090";

    private readonly Option<string?> Feed = Text(
        "--feed", "ID",
        "The registry's feed that the files belong to. ファイルのフィードID");

    private readonly Option<string?> Profile = Text(
        "--profile", "FILE",
        "A feed profile (JSON) instead of a registered feed. 登録前のフィード定義ファイル");

    private readonly Option<string?> Registry = Text(
        "--registry", "DIR",
        "The registry's folder; infra/registry of the current or a parent folder when left out. レジストリのフォルダー");

    private readonly Option<string?> Totals = Text(
        "--control-totals", "FILE",
        "The sender's own sums: CSV with file,status,unit,quantity. 送信者自身の合計");

    private readonly Option<string?> AsOf = Text(
        "--as-of", "TIME",
        "As-of for files that state none. ファイルに時点がないときの在庫時点");

    private readonly Option<bool> Sender =
        new("--sender") { Description = "Open an endpoint on this machine and judge the sender that comes (S3). 送信プログラムを判定する" };

    private readonly Option<int> Port =
        new("--port") { HelpName = "PORT", Description = "Port for --sender; any free one when left out. 待ち受けるポート" };

    private readonly Option<double> Seconds =
        new("--seconds") { HelpName = "SECONDS", Description = "How long --sender waits. 待つ秒数", DefaultValueFactory = _ => 300 };

    private readonly Option<bool> Json = new("--json") { Description = "The report as JSON. 報告をJSONで出力" };

    private readonly Option<string?> Out = Text(
        "--out", "REPORT.md",
        "Where the report is written; standard output when left out. 報告書のファイル");

    private readonly Argument<string[]> Files =
        new("file") { Arity = ArgumentArity.ZeroOrMore, Description = "Files of different days. 別々の日のファイル" };

    private ConformCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create() => new ConformCommand().Build();

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    private Command Build()
    {
        var level = new Option<string>("--level")
        {
            HelpName = "S1|S2", Description = "The level to judge files by. 判定する水準", DefaultValueFactory = _ => "S1",
        };
        level.AcceptOnlyFromAmong("S1", "S2");
        Option<string?> language = ServerOptions.LanguageOption();
        var command = new Command("conform", Description)
        {
            Feed, Profile, Registry, level, Totals, AsOf, Sender, Port, Seconds, Json, Out, language, Files,
        };
        command.Validators.Add(result =>
        {
            int sources = (result.GetResult(Feed) is null ? 0 : 1) + (result.GetResult(Profile) is null ? 0 : 1)
                + (result.GetValue(Sender) ? 1 : 0);
            bool hasFiles = result.GetValue(Files) is { Length: > 0 };
            if (sources != 1 || hasFiles == result.GetValue(Sender))
                result.AddError(
                    "--feed か --profile のどちらか一つとファイルを、または --sender だけを指定してください。 / "
                    + "Give either --feed or --profile with files, or --sender without files.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(language));
            var run = new ConformRun(terminal, parsed.GetValue(Json), parsed.GetValue(Out));
            return parsed.GetValue(Sender)
                ? await run.OfSenderAsync(TrialOf(parsed), cancellation)
                : await OfFilesAsync(run, parsed, parsed.GetValue(level)!, cancellation);
        });
        return command;
    }

    private Task<int> OfFilesAsync(
        ConformRun run, ParseResult parsed, string level, CancellationToken cancellation)
    {
        string folder = CheckSource.FolderOf(parsed.GetValue(Registry));
        CheckSource source = CheckSource.Load(folder, parsed.GetValue(Feed), parsed.GetValue(Profile));
        string profile = parsed.GetValue(Profile) ?? Path.Combine(folder, "feeds", $"{source.Profile.Id}.json");
        ControlTotals? control = parsed.GetValue(Totals) is { } file ? ControlTotals.Load(file) : null;
        bool isScopeDeclared = ConformRun.IsScopeDeclared(source, profile);
        DateTimeOffset? asOf = CheckCommand.ParseTime(parsed.GetValue(AsOf));
        return run.OfFilesAsync(
            source, isScopeDeclared, level, control, asOf, parsed.GetValue(Files)!, cancellation);
    }

    private SenderTrialOptions TrialOf(ParseResult parsed)
    {
        int port = parsed.GetValue(Port);
        double seconds = parsed.GetValue(Seconds);
        if (port is < 0 or > 65535 || seconds is not (> 0 and <= 86_400))
            throw new UsageException("ポートは0〜65535、秒数は0より大きく86400以下です。", "The port is 0 to 65535, the seconds are more than 0 and at most 86400.");
        return new SenderTrialOptions(port, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(Math.Min(3, seconds)));
    }
}
