using System.Diagnostics;
using Xunit;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>
/// What a reader keeps while it reads stays below 64 MB whatever the file: the participant's tool reads each hostile file
/// in a process of its own whose heap may not grow beyond that. What is kept of good lines is output and not bounded so
/// (<c>schemas/profiles.md</c>).
/// </summary>
public sealed class HostileInputTests
{
    // 64 MB, in hexadecimal as the runtime reads it.
    private const string HeapLimit = "0x4000000";

    // One second for each of 10 MB, one more, and the start of a process on a machine with other work.
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Names => [.. HostileFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_is_answered_within_the_heap(string name)
    {
        (string feed, Func<byte[]> make) = HostileFiles.All[name];
        string file = Path.Combine(Path.GetTempPath(), $"hostile-{Guid.NewGuid():N}");
        try
        {
            byte[] bytes = make();
            Assert.InRange(bytes.Length, 1, 10_000_000);
            await File.WriteAllBytesAsync(file, bytes);
            (int exitCode, string output, string complaint) = await CheckAsync(feed, file);
            Assert.True(exitCode is >= 0 and <= 2, $"exit code {exitCode}: {complaint}");
            Assert.StartsWith("{\"receipt\"", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int ExitCode, string Output, string Complaint)> CheckAsync(string feed, string file)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string tool = Path.Combine(AppContext.BaseDirectory, "inventory.dll");
        string[] source = feed == "canonical-json"
            ? ["--profile", Path.Combine(SampleFiles.Registry!, "..", "..", "schemas", "examples", "feed-profile.v1", "valid", "canonical.json")]
            : ["--feed", feed];
        foreach (string argument in new[] { "exec", tool, "check", "--json", "--registry", SampleFiles.Registry! }.Concat(source).Append(file))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using Process process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Allowed);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(late.Token);
            Task<string> complaint = process.StandardError.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output, await complaint);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
