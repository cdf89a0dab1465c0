using System.CommandLine;
using Inventory.Cli.Check;

namespace Inventory.Cli.Push;

/// <summary>The arguments of <c>push</c>.</summary>
internal static class PushCommand
{
    private const string Description =
        "Sends files to a feed and shows their receipts. A rerun sends only files that have no receipt yet. "
        + "ファイルを送信し、受付票を表示します。もう一度実行すると、受付票のないファイルだけを送ります。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  INVENTORY_KEY=… inventory push --feed demo-csv --server http://127.0.0.1:5080 stock.csv\n"
        + "  inventory push --feed demo-csv --gzip --timeout 600 outbox/*.csv";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var server = new ServerOptions();
        var feed = new Option<string>("--feed")
        {
            HelpName = "ID", Required = true, Description = "The feed the files belong to. フィードID",
        };
        var state = new Option<string?>("--state")
        {
            HelpName = "FILE", Description = "Where receipts are noted; a file of the user when left out. 受付の記録ファイル",
        };
        var timeout = new Option<double>("--timeout")
        {
            HelpName = "SECONDS",
            Description = "How long to try a file while the server is busy or away. 1ファイルを試み続ける秒数",
            DefaultValueFactory = _ => 300,
        };
        var gzip = new Option<bool>("--gzip") { Description = "Compress while sending. 圧縮して送信" };
        var again = new Option<bool>("--again") { Description = "Send also files that have a receipt. 受付済みも送る" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Let the server check only. 確認だけ（記録しない）" };
        var json = new Option<bool>("--json") { Description = "One receipt as JSON per line. 受付票を1行ずつJSONで出力" };
        var asOf = new Option<string?>("--as-of")
        {
            HelpName = "TIME", Description = "As-of for files that state none. ファイルに時点がないときの在庫時点",
        };
        var files = new Argument<string[]>("file") { Arity = ArgumentArity.OneOrMore, Description = "Files to send. 送るファイル" };
        var command = new Command("push", Description) { feed };
        server.AddTo(command);
        foreach (Option option in new Option[] { state, timeout, gzip, again, dryRun, json, asOf })
            command.Add(option);
        command.Add(files);
        command.SetAction(async (parsed, cancellation) =>
        {
            Terminal terminal = server.TerminalOf(parsed);
            if (parsed.GetValue(server.Key) is not null)
                terminal.Complain(
                    $"注意: コマンドラインのキーは他の利用者に見えます。環境変数 {ServerOptions.KeyVariable} をお使いください。",
                    $"Note: others can see a key on the command line; better set {ServerOptions.KeyVariable}.");
            Uri address = server.ServerOf(parsed);
            using HttpClient client = ServerOptions.Client(address, server.RequiredKeyOf(parsed));
            var courier = new Courier(client, TimeSpan.FromSeconds(Math.Max(0, parsed.GetValue(timeout))));
            var run = new PushRun(terminal, courier, PushLedger.Open(parsed.GetValue(state)))
            {
                Feed = parsed.GetValue(feed)!,
                Server = address,
                IsGzip = parsed.GetValue(gzip),
                IsAgain = parsed.GetValue(again),
                IsDryRun = parsed.GetValue(dryRun),
                IsJson = parsed.GetValue(json),
                AsOf = CheckCommand.ParseTime(parsed.GetValue(asOf)),
            };
            return await run.RunAsync(parsed.GetValue(files)!, cancellation);
        });
        return command;
    }
}
