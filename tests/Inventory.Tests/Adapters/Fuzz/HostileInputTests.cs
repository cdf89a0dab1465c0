using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>
/// What a reader keeps while it reads stays below 64 MB whatever the file: the participant's tool reads each hostile
/// file in a process of its own whose heap may not grow beyond that. What is kept of good lines stays below it too, but
/// for files that name an item a line (<c>schemas/profiles.md</c>).
/// </summary>
public sealed class HostileInputTests
{
    private const int Megabytes = 64;

    // One second for each of 10 MB, one more, and the start of a process on a machine with other work.
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Names => [.. HostileFiles.All.Keys];

    public static TheoryData<string> ValidNames => [.. ValidFiles.All.Keys];

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
            string[] source = feed == "canonical-json"
                ? ["--profile", Path.Combine(SampleFiles.Registry!, "..", "..", "schemas", "examples", "feed-profile.v1", "valid", "canonical.json")]
                : ["--feed", feed];
            (int exitCode, string output, string complaint) = await CheckAsync(source, file);
            Assert.True(exitCode is >= 0 and <= 2, $"exit code {exitCode}: {complaint}");
            Assert.StartsWith("{\"receipt\"", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [MemberData(nameof(ValidNames))]
    public async Task A_valid_file_is_kept_within_the_heap(string name)
    {
        (int lines, int megabytes, Func<byte[]> make) = ValidFiles.All[name];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("valid-");
        try
        {
            string file = Path.Combine(folder.FullName, "stock.csv");
            string profile = Path.Combine(folder.FullName, "large-csv.json");
            await File.WriteAllBytesAsync(file, make());
            await File.WriteAllTextAsync(profile, ValidFiles.Profile);
            (int exitCode, string output, string complaint) = await CheckAsync(["--profile", profile], file, megabytes);
            Assert.True(exitCode == 0, $"exit code {exitCode}: {complaint}");
            using var answer = JsonDocument.Parse(output.Split('\n')[0]);
            Assert.InRange(answer.RootElement.GetProperty("lines").GetProperty("accepted").GetInt64(), lines, int.MaxValue);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output, string Complaint)> CheckAsync(
        string[] source, string file, int megabytes = Megabytes)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string tool = Path.Combine(AppContext.BaseDirectory, "inventory.dll");
        foreach (string argument in new[] { "exec", tool, "check", "--json", "--registry", SampleFiles.Registry! }.Concat(source).Append(file))
            start.ArgumentList.Add(argument);
        // In hexadecimal, as the runtime reads it.
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{megabytes * 1024L * 1024L:X}";
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
