using System.CommandLine;
using Inventory.Adapters.Simulated;
using Inventory.Cli.Check;

namespace Inventory.Cli.Simulate;

/// <summary>The arguments of <c>simulate</c>.</summary>
internal static class SimulateCommand
{
    private const string Description =
        "Pushes the reports of a simulated nation at a steady rate. For demos and load tests, never into a real register. "
        + "模擬の全国在庫を一定の速さで送り続けます（実演・負荷試験用）。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  inventory simulate --key demo-ministry --rate 10000\n"
        + "  inventory simulate --key demo-ministry --scenario panic-2020 --seed 2020 --duration 600";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var server = new ServerOptions();
        var rate = new Option<int>("--rate")
        {
            HelpName = "LINES/S", Description = "Lines per second. 毎秒の行数", DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N", Description = "Seed of all choices. 乱数の種", DefaultValueFactory = _ => 1,
        };
        var scenario = new Option<string>("--scenario")
        {
            HelpName = string.Join('|', NationOptions.Scenarios),
            Description = "What happens. 筋書き",
            DefaultValueFactory = _ => NationOptions.Normal,
        };
        scenario.AcceptOnlyFromAmong([.. NationOptions.Scenarios]);
        var duration = new Option<double>("--duration")
        {
            HelpName = "S", Description = "Stop after so many seconds; 0 for never. 秒数（0は無期限）", DefaultValueFactory = _ => 0,
        };
        var registry = new Option<string?>("--registry")
        {
            HelpName = "DIR", Description = "The registry the server runs on; infra/registry when left out. レジストリのフォルダー",
        };
        var command = new Command("simulate", Description);
        server.AddTo(command);
        foreach (Option option in new Option[] { rate, seed, scenario, duration, registry })
            command.Add(option);
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000_000)
                result.AddError("--rate は 1 から 10000000 までです。 / --rate goes from 1 to 10000000.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            Terminal terminal = server.TerminalOf(parsed);
            using HttpClient client = ServerOptions.Client(server.ServerOf(parsed), server.RequiredKeyOf(parsed));
            var options = new NationOptions { Seed = parsed.GetValue(seed), Scenario = parsed.GetValue(scenario)! };
            var nation = new Nation(CheckSource.LoadRegistry(parsed.GetValue(registry)), options);
            if (nation.Reporters == 0)
                throw new UsageException("レジストリに報告する場所がありません。", "No location of the registry reports.");
            using var pump = new NationPump(client, nation, parsed.GetValue(rate));
            double seconds = parsed.GetValue(duration);
            return await new SimulateRun(terminal, pump, seconds > 0 ? TimeSpan.FromSeconds(seconds) : null).RunAsync(
                cancellation);
        });
        return command;
    }
}
