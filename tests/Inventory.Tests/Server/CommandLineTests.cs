using Inventory.Server.Options;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_are_read_in_both_forms_and_the_demo_needs_no_value()
    {
        Assert.True(CommandLine.TryParse(
            ["--urls=http://127.0.0.1:1", "--demo", "--data", "d"], out var values, out _));
        Assert.Equal("http://127.0.0.1:1", values["urls"]);
        Assert.Equal("true", values["demo"]);
        Assert.Equal("d", values["data"]);
    }

    [Theory]
    [InlineData("--port", "5", "unknown option '--port'")]
    [InlineData("file", "x", "unexpected argument 'file'")]
    [InlineData("--data", "--demo", "'--data' needs a value")]
    public void What_is_not_known_is_named(string first, string second, string expected)
    {
        Assert.False(CommandLine.TryParse([first, second], out _, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history", "influx")]
    [InlineData("roles", "all")]
    [InlineData("demo", "maybe")]
    public void What_is_not_built_yet_is_an_error_and_not_ignored(string name, string value)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [name] = value, ["registry"] = "." }).Build();
        Assert.Null(CommandLine.Build(settings, ".", out string? error));
        Assert.Contains("--" + name, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_contract()
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["registry"] = "." }).Build();
        ServerOptions options = CommandLine.Build(settings, ".", out _)!;
        Assert.Equal("http://127.0.0.1:5080", options.Urls);
        Assert.Equal(Path.GetFullPath("./data"), options.Data);
        Assert.False(options.Demo);
    }

    [Theory]
    [InlineData("log=kafka", "--kafka' is needed")]
    [InlineData("kafka=host:1", "has no effect with --log sqlite")]
    [InlineData("log=file", "expected sqlite or kafka")]
    [InlineData("roles=gateway", "with --log sqlite gateway, core and hub are one process")]
    [InlineData("roles=gateway,core log=sqlite", "with --log sqlite")]
    [InlineData("roles=, log=kafka kafka=host:1", "at least one of")]
    [InlineData("roles=gateway,master log=kafka kafka=host:1", "unknown role 'master'")]
    [InlineData("roles=core,hub log=kafka kafka=host:1 drop=d", "--drop' needs the role gateway")]
    [InlineData("roles=core log=kafka kafka=host:1 demo=true", "--demo' needs the role gateway")]
    [InlineData("log=kafka kafka=host:1 kafka:partition=3", "'kafka:partition' is not known")]
    [InlineData("log=kafka kafka=host:1 kafka:partitions=0", "from 1 to 1024, found '0'")]
    [InlineData("log=kafka kafka=host:1 kafka:replication=three", "found 'three'")]
    public void A_wrong_combination_ends_the_start_and_says_why(string settings, string expected)
    {
        Assert.Null(CommandLine.Build(Settings(settings), ".", out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway", ServerRoles.Gateway)]
    [InlineData("core", ServerRoles.Core)]
    [InlineData("hub,gateway", ServerRoles.Hub | ServerRoles.Gateway)]
    [InlineData("gateway, core, hub", ServerRoles.All)]
    public void With_a_log_of_several_processes_any_roles_go_together(string roles, object expected)
    {
        ServerOptions? options =
            CommandLine.Build(Settings("log=kafka kafka=a:1,b:2", ("roles", roles)), ".", out string? error);
        Assert.True(options is not null, error);
        Assert.Equal(expected, options.Roles);
        Assert.Equal("a:1,b:2", options.Backbone!.Kafka.Bootstrap);
    }

    [Fact]
    public void The_section_of_the_backbone_is_read_and_the_clients_own_settings_are_passed_on()
    {
        ServerOptions options = CommandLine.Build(
            Settings("log=kafka kafka=a:1 kafka:partitions=24 kafka:group=g kafka:prefix=test. kafka:advertised=http://c:1 "
                + "kafka:settings:security.protocol=sasl_ssl kafka:settings:ssl_ca_location=/ca.pem"), ".", out _)!;
        BackboneOptions backbone = options.Backbone!;
        Assert.Equal(24, backbone.Kafka.Partitions);
        Assert.Equal("g", backbone.Kafka.Group);
        Assert.Equal("test.stock.snapshots.v1", backbone.Kafka.Topics.Snapshots);
        Assert.Equal("http://c:1", backbone.Advertised);
        Assert.Equal("sasl_ssl", backbone.Kafka.Settings["security.protocol"]);
        Assert.Equal("/ca.pem", backbone.Kafka.Settings["ssl.ca.location"]);
    }

    private static IConfiguration Settings(string pairs, params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string?> { ["registry"] = "." };
        foreach (string pair in pairs.Split(' '))
            values[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
        foreach ((string name, string value) in more)
            values[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
