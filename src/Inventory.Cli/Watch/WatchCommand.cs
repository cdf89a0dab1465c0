using System.CommandLine;

namespace Inventory.Cli.Watch;

/// <summary>The arguments of <c>watch</c>.</summary>
internal static class WatchCommand
{
    private const string Description =
        "Shows live levels with their age and coverage. Without a key: what the public may see. "
        + "在庫水準を、時点と報告率とともに表示し続けます。キーなしでは公開情報だけです。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  inventory watch --server http://127.0.0.1:5080\n"
        + "  inventory watch --by category,prefecture --category masks\n"
        + "  inventory watch --once --json";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var server = new ServerOptions();
        var by = new Option<string>("--by")
        {
            HelpName = "category[,prefecture][,tier][,status]",
            Description = "Grouping. 集計の単位",
            DefaultValueFactory = _ => "category",
        };
        var category = Filter("--category", "ID", "Only this category. 品目区分");
        var prefecture = Filter("--prefecture", "01..47", "Only this prefecture. 都道府県コード");
        var tier = Filter("--tier", "manufacturer|wholesaler|retailer", "Only this tier. 段階");
        var status = Filter("--status", "onHand|allocated|inTransit|onHold", "Only this status. 在庫区分");
        var once = new Option<bool>("--once") { Description = "Show one full answer and stop. 一度だけ表示" };
        var json = new Option<bool>("--json") { Description = "Messages as JSON, one per line. JSONで1行ずつ出力" };
        var timeout = new Option<double>("--timeout")
        {
            HelpName = "SECONDS", Description = "How long to wait for the first answer. 最初の応答を待つ秒数", DefaultValueFactory = _ => 10,
        };
        var command = new Command("watch", Description);
        server.AddTo(command);
        foreach (Option option in new Option[] { by, category, prefecture, tier, status, once, json, timeout })
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var filter = new LevelFilter(
                parsed.GetValue(by)!, parsed.GetValue(category), parsed.GetValue(prefecture), parsed.GetValue(tier),
                parsed.GetValue(status));
            var run = new WatchRun(server.TerminalOf(parsed), server.ServerOf(parsed), server.KeyOf(parsed), filter)
            {
                IsOnce = parsed.GetValue(once),
                IsJson = parsed.GetValue(json),
                Timeout = TimeSpan.FromSeconds(Math.Max(0.1, parsed.GetValue(timeout))),
            };
            return await run.RunAsync(cancellation);
        });
        return command;
    }

    private static Option<string?> Filter(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
