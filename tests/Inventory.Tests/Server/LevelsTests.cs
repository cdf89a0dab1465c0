using System.Net;
using System.Text.Json;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class LevelsTests
{
    [Theory]
    [InlineData("?by=color", "by")]
    [InlineData("?category=none", "category")]
    [InlineData("?prefecture=48", "prefecture")]
    [InlineData("?prefecture=1", "prefecture")]
    [InlineData("?tier=shop", "tier")]
    [InlineData("?status=sold", "status")]
    [InlineData("?prefcture=13", "prefcture")]
    public async Task A_wrong_parameter_is_named(string query, string name)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement problem) = await server.GetAsync("/v1/levels" + query, SmallRegistry.Ministry);
        Assert.Equal(400, status);
        Assert.Equal(name, problem.GetProperty("parameter").GetString());
        Assert.Equal("parameterInvalid", problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_comes_later_says_so()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement problem) = await server.GetAsync("/v1/alert-subscriptions", SmallRegistry.Ministry);
        Assert.Equal(501, status);
        Assert.Equal("notImplementedYet", problem.GetProperty("reason").GetString());
        HttpRequestMessage parquet = RunningServer.Request(HttpMethod.Get, "/v1/levels", SmallRegistry.Ministry);
        parquet.Headers.Accept.ParseAdd("application/vnd.apache.parquet");
        Assert.Equal(HttpStatusCode.NotAcceptable, (await server.Client.SendAsync(parquet)).StatusCode);
    }

    [Fact]
    public async Task A_poll_with_the_etag_is_not_modified_until_something_changes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 10, Say.Ago(9)), SmallRegistry.ShopA);
        await server.SettleAsync();
        (_, _, HttpResponseMessage first) =
            await server.SendAsync(HttpMethod.Get, "/v1/levels", SmallRegistry.Ministry);
        HttpRequestMessage poll = RunningServer.Request(HttpMethod.Get, "/v1/levels", SmallRegistry.Ministry);
        poll.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.SendAsync(poll)).StatusCode);
        await server.PushAsync(Say.Snapshot("s-2", "shop-a", "shop-a:001", 11, Say.Ago(1)), SmallRegistry.ShopA);
        await server.SettleAsync();
        HttpRequestMessage again = RunningServer.Request(HttpMethod.Get, "/v1/levels", SmallRegistry.Ministry);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Probes_metrics_documents_and_headers_are_there()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        foreach (string path in (string[])["/health/live", "/health/ready", "/metrics", "/docs", "/docs/docs.js",
            "/openapi/v1.json", "/v1/coverage"])
        {
            (int status, string body, HttpResponseMessage response) =
                await server.SendAsync(HttpMethod.Get, path, null);
            Assert.True(status == 200, path);
            Assert.NotEmpty(body);
            Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Server"));
        }

        (int missing, JsonElement problem) = await server.GetAsync("/v1/nothing", null);
        Assert.Equal(404, missing);
        Assert.Equal("notFound", problem.GetProperty("reason").GetString());
        (_, string metrics, _) = await server.SendAsync(HttpMethod.Get, "/metrics", null);
        Assert.Contains("inventory_core_live 1", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committed_openapi_document_is_what_the_server_says()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (_, string said, _) = await server.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);
        string? folder = Inventory.Server.Options.CommandLine.FindUpward(AppContext.BaseDirectory, "schemas");
        Assert.NotNull(folder);
        string file = Path.Combine(folder, "openapi.v1.json");
        if (Environment.GetEnvironmentVariable("INVENTORY_UPDATE_OPENAPI") == "1")
            File.WriteAllText(file, said.ReplaceLineEndings("\n").TrimEnd() + "\n");
        Assert.Equal(File.ReadAllText(file).TrimEnd(), said.ReplaceLineEndings("\n").TrimEnd());
    }
}
