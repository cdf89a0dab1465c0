using Inventory.Cli;

namespace Inventory.Tests.Cli;

/// <summary>One run of the command line in this process: exit code and both outputs.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public static async Task<CliRun> Of(params string[] args) => await Of(CancellationToken.None, args);

    public static async Task<CliRun> Of(CancellationToken cancellation, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, TextWriter.Synchronized(output), TextWriter.Synchronized(error),
            cancellation);
        var run = new CliRun(code, output.ToString(), error.ToString());
        Xunit.Assert.DoesNotContain("   at Inventory.", run.Out + run.Error, StringComparison.Ordinal);
        return run;
    }
}
