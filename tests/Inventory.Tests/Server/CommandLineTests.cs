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
    [InlineData("log", "kafka")]
    [InlineData("history", "influx")]
    [InlineData("kafka", "host:1")]
    [InlineData("roles", "gateway")]
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
}
