using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Inventory.Cli.Check;
using Inventory.Cli.Conform;
using Inventory.Cli.Push;
using Inventory.Cli.Simulate;
using Inventory.Cli.Suggest;
using Inventory.Cli.Watch;

namespace Inventory.Cli;

/// <summary>
/// The tool's public door: reads the arguments, runs one command, and turns every failure into a sentence and an exit
/// code. Never a stack trace: what reaches the last handler is a mistake of this program and says so.
/// </summary>
internal static class CommandLine
{
    private const string Description =
        "Sends stock files and shows live levels. 在庫ファイルの確認・送信と、在庫水準の表示を行います。\n\n"
        + "Exit codes: 0 all accepted, 1 some lines refused, 2 unreadable or wrong usage, 3 server or network.\n"
        + "終了コード: 0 すべて受理、1 一部の行を拒否、2 読み取り不可または使い方の誤り、3 サーバーまたは通信の障害。";

    /// <summary>Runs one command line and returns the exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Misused(parsed, error);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
            };
            int exitCode = await parsed.InvokeAsync(configuration, cancellation);
            if (parsed.Action is HelpAction && ExamplesOf(parsed.CommandResult.Command.Name) is { } examples)
                output.WriteLine($"Examples / 例:\n{examples}\n");
            return exitCode;
        }
        catch (UsageException x)
        {
            error.WriteLine($"{x.Ja} / {x.Message}");
            return x.ExitCode;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("中断しました。 / Interrupted.");
            return ExitCodes.Unreachable;
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"ファイルを扱えません: {x.Message} / A file cannot be used: {x.Message}");
            return ExitCodes.Unusable;
        }
        catch (Exception x) when (Environment.GetEnvironmentVariable("INVENTORY_DEBUG") is null)
        {
            error.WriteLine($"プログラムの誤りです。報告してください: {x.Message} / A mistake of this program, please report it: {x.Message}");
            return ExitCodes.Unusable;
        }
    }

    private static string? ExamplesOf(string command) => command switch
    {
        "check" => CheckCommand.Examples,
        "conform" => ConformCommand.Examples,
        "push" => PushCommand.Examples,
        "simulate" => SimulateCommand.Examples,
        "suggest" => SuggestCommand.Examples,
        "watch" => WatchCommand.Examples,
        _ => null,
    };

    private static RootCommand Root() => new(Description)
    {
        CheckCommand.Create(),
        ConformCommand.Create(),
        PushCommand.Create(),
        SimulateCommand.Create(),
        WatchCommand.Create(),
        SuggestCommand.Create(),
    };

    private static int Misused(ParseResult parsed, TextWriter error)
    {
        foreach (System.CommandLine.Parsing.ParseError problem in parsed.Errors)
            error.WriteLine(problem.Message);
        error.WriteLine($"使い方: / Usage: inventory {parsed.CommandResult.Command.Name} --help");
        return ExitCodes.Unusable;
    }
}
