using System.Text.RegularExpressions;
using Inventory.Server.Options;
using Inventory.Tests.Repository;
using Inventory.Tests.Schemas;
using Xunit;

namespace Inventory.Tests.Infra;

/// <summary>
/// The files that put the platform on other machines: valid in the eyes of those who will read them, safe by default, and in step
/// with the options the server knows.
/// </summary>
public sealed partial class DeploymentFilesTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "infra");

    private static readonly NodeOracle Oracle = new("oracles-deploy", "deploy-verdicts.mjs");

    private static readonly string[] Settings =
    [
        "compose.yaml", "Dockerfile", "kubernetes/settings.yaml", "kubernetes/gateway.yaml", "kubernetes/core.yaml",
        "kubernetes/hub.yaml", "systemd/inventory.service", "systemd/inventory@.service",
    ];

    [NodeFact]
    public void Compose_and_Kubernetes_files_are_valid_by_their_own_schemas()
    {
        string[] verdicts = Oracle.Ask(string.Empty, Folder);
        Assert.True(verdicts.Length > 10, string.Join('\n', verdicts));
        Assert.All(verdicts, x => Assert.StartsWith("valid ", x, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_is_an_option_the_server_knows()
    {
        var names = Settings.SelectMany(file => SettingName().Matches(Read(file)).Select(x => (file, Name: x.Groups[1].Value)));
        Assert.All(names, x => Assert.True(
            CommandLine.IsKnown(x.Name.Split("__")[0]) || x.Name is "REGISTRY_FOLDER", $"{x.file}: INVENTORY_{x.Name}"));
    }

    [Fact]
    public void No_secret_stands_in_a_file()
    {
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(x => Path.GetExtension(x) is ".yaml" or ".yml" or ".env" or ".service" || x.EndsWith("Dockerfile", StringComparison.Ordinal)))
        {
            foreach (Match match in Secret().Matches(File.ReadAllText(file)))
            {
                string value = match.Groups[1].Value.Trim();
                Assert.True(value.Length == 0 || value.StartsWith("${", StringComparison.Ordinal), $"{file}: {match.Value}");
            }
        }
    }

    [Fact]
    public void Compose_opens_the_loopback_only_and_runs_every_role()
    {
        string text = Read("compose.yaml");
        MatchCollection ports = PublishedPort().Matches(text);
        Assert.Equal(2, ports.Count);
        Assert.All(ports, x => Assert.StartsWith("127.0.0.1:", x.Groups[1].Value, StringComparison.Ordinal));
        Assert.Equal(3, Regex.Count(text, "^  kafka-[0-9]:\n    <<:", RegexOptions.Multiline));
        Assert.Equal(2, Regex.Count(text, "^  gateway-[0-9]:.*\n    <<:", RegexOptions.Multiline));
        Assert.Equal(3, Regex.Count(text, "^  core-[0-9]:.*\n    <<:", RegexOptions.Multiline));
        Assert.Equal(2, Regex.Count(text, "^  hub-[0-9]:.*\n    <<:", RegexOptions.Multiline));
    }

    [Fact]
    public void What_the_front_and_the_watcher_name_is_a_service_of_compose()
    {
        string compose = Read("compose.yaml");
        var named = Target().Matches(Read("compose/Caddyfile") + Read("prometheus/prometheus.yml")).Select(x => x.Groups[1].Value);
        Assert.All(named.Distinct(), x => Assert.Matches($"(?m)^  {x}:", compose));
        Assert.Contains("gateway-2", named);
    }

    [ToolFact("promtool")]
    public void Alarms_fire_when_they_should_and_not_before()
    {
        string folder = Path.Combine(Folder, "prometheus");
        string promtool = Tools.Demand("promtool");
        Assert.Contains("SUCCESS", NodeOracle.Run(promtool, folder, string.Empty, "check", "config", "prometheus.yml"), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", NodeOracle.Run(promtool, folder, string.Empty, "test", "rules", "alerts.test.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alarm_has_its_page_in_the_runbook()
    {
        string book = Read("README.md");
        string[] alarms = [.. Regex.Matches(Read("prometheus/alerts.yml"), "- alert: (\\w+)").Select(x => x.Groups[1].Value)];
        Assert.NotEmpty(alarms);
        Assert.All(alarms, x => Assert.Contains($"`{x}`", book, StringComparison.Ordinal));
    }

    [ToolFact("systemd-analyze")]
    public void Units_are_valid_and_locked_down()
    {
        foreach (string name in (string[])["inventory.service", "inventory@.service"])
        {
            string folder = Directory.CreateTempSubdirectory("inventory-units-").FullName;
            string file = Path.Combine(folder, name);
            // The program stands elsewhere on the machine it is meant for.
            File.WriteAllText(file, Read($"systemd/{name}").Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal));
            NodeOracle.Run(Tools.Demand("systemd-analyze"), folder, string.Empty, "verify", "--man=no", file);
            Assert.Contains("ProtectSystem=strict", File.ReadAllText(file), StringComparison.Ordinal);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    [GeneratedRegex("INVENTORY_([A-Z_]+?)(?=[=:, }\"]|$)", RegexOptions.Multiline)]
    private static partial Regex SettingName();

    [GeneratedRegex("(?:PASSWORD|SECRET|TOKEN)[=:] ?([^\\n,}]*)")]
    private static partial Regex Secret();

    [GeneratedRegex("ports: \\[\"([^\"]+)\"")]
    private static partial Regex PublishedPort();

    [GeneratedRegex("\\b([a-z]+-[0-9]):8080")]
    private static partial Regex Target();
}
