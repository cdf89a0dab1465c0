using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Inventory.Tests.Cli;
using Inventory.Tests.Server;
using Xunit;

namespace Inventory.Tests.Repository;

/// <summary>The commands of the front page do what it says.</summary>
public sealed partial class ReadmeTests
{
    private const string Heading = "## Join within an hour";

    [Fact]
    public async Task The_commands_for_joining_work_in_their_order_against_a_server()
    {
        using var temp = new TempFolder();
        CopyRegistry(temp.At("server/registry"));
        await using RunningServer server = await RunningServer.StartAsync(temp.At("server"), new());
        string[] commands = Commands();
        Assert.Equal(["suggest", "check", "conform", "curl", "push"], commands.Select(x => x.Split(' ')[x[0] == 'i' ? 1 : 0]));
        foreach (string command in commands)
        {
            if (command.StartsWith("curl", StringComparison.Ordinal))
            {
                await PutAsync(server, command, temp);
                continue;
            }

            string[] args =
            [
                .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(x => Placed(x, temp, server)),
            ];
            string[] more = args[0] == "push" ? ["--state", temp.At("state")] : ["--registry", DemoRegistry.Folder()];
            CliRun run = await CliRun.Of([.. args, .. more]);
            Assert.True(run.ExitCode == 0, $"{command}\n{run.Out}{run.Error}");
        }

        Assert.Contains("conforms, as far as this program can judge", File.ReadAllText(temp.At("REPORT.md")), StringComparison.Ordinal);
    }

    private static string[] Commands()
    {
        string section = RepositoryFiles.Read("README.md").Split(Heading)[1];
        string block = section.Split("```bash")[1].Split("```")[0].Replace("\\\n", " ", StringComparison.Ordinal);
        return [.. block.Split('\n').Where(x => x.Length > 0 && !x.StartsWith("alias", StringComparison.Ordinal))];
    }

    private static string Placed(string word, TempFolder temp, RunningServer server) => word switch
    {
        "my-stock.json" or "REPORT.md" => temp.At(word),
        _ when word.StartsWith("schemas/", StringComparison.Ordinal) => Path.Combine(RepositoryFiles.Root, word),
        _ when word.StartsWith("http:", StringComparison.Ordinal) => server.Address.AbsoluteUri,
        _ => word,
    };

    private static async Task PutAsync(RunningServer server, string command, TempFolder temp)
    {
        Match put = Put().Match(command);
        Assert.True(put.Success, command);
        using var request = new HttpRequestMessage(HttpMethod.Put, put.Groups["path"].Value);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", put.Groups["key"].Value);
        request.Content = new StringContent(File.ReadAllText(temp.At(put.Groups["file"].Value)), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static void CopyRegistry(string target)
    {
        foreach (string file in Directory.GetFiles(DemoRegistry.Folder(), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(DemoRegistry.Folder(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [GeneratedRegex(@"-X PUT -H 'Authorization: Bearer (?<key>\S+)' --data-binary @(?<file>\S+) http://[^/]+(?<path>/\S+)$")]
    private static partial Regex Put();
}
