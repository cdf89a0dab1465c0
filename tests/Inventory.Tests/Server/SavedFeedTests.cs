using System.Text;
using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Server.Options;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class SavedFeedTests
{
    /// <summary>A profile as a participant writes it, on five lines.</summary>
    internal static string Profile(string id, string participant = "shop-a", string quantity = "在庫") => $$"""
        {"id":"{{id}}","participant":"{{participant}}","format":"delimited",
         "scope":"partial","completeRun":false,
         "columns":{"item":["商品"],"quantity":["{{quantity}}"],"location":["店"]},
         "constants":{"unit":"EA"},"asOfOrder":["delivery"],
         "unknownLocation":"accept"}
        """;

    internal static string File(string quantity = "7") => $"商品,在庫,店\n4901234567894,{quantity},001\n";

    [Fact]
    public async Task A_saved_feed_is_in_force_at_once_after_a_restart_and_after_a_registry_reload()
    {
        RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement saved) = await PutAsync(server, "a-new", Profile("a-new"), SmallRegistry.ShopA);
        Assert.Equal(201, status);
        Assert.Equal("a-new", saved.GetProperty("id").GetString());
        Assert.Equal(200, (await server.PushFileAsync("a-new", File(), SmallRegistry.ShopA)).Status);
        await server.SettleAsync();
        (_, JsonElement cells) = await server.GetAsync("/v1/locations/shop-a:001/cells", SmallRegistry.ShopA);
        Assert.Equal(1, cells.GetProperty("cells").GetArrayLength());
        await server.StopAsync();

        await using RunningServer again = await RunningServer.StartAsync(server.Folder, new ServerLimits());
        Assert.Equal(200, (await again.PushFileAsync("a-new", File("8"), SmallRegistry.ShopA)).Status);
        SmallRegistry.Write(again.RegistryFolder, isDemo: false);
        (_, JsonElement before) = await again.GetAsync("/health/ready", null);
        await UntilVersionChangesAsync(again, before.GetProperty("registry").GetProperty("version").GetString()!);
        Assert.Equal(200, (await again.PushFileAsync("a-new", File("9"), SmallRegistry.ShopA)).Status);
        Assert.Equal(200, (await PutAsync(again, "a-new", Profile("a-new", quantity: "数"), SmallRegistry.ShopA)).Status);
        (status, JsonElement answer) = await again.PushFileAsync("a-new", File("9"), SmallRegistry.ShopA);
        Assert.Equal((400, "quantityColumnMissing"), (status, answer.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Who_may_save_and_delete_is_told_by_the_status()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(401, (await PutAsync(server, "x", Profile("x"), null)).Status);
        (int status, JsonElement answer) = await PutAsync(server, "x", Profile("x", "shop-b"), SmallRegistry.ShopA);
        Assert.Equal((403, "profileForbidden"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal(201, (await PutAsync(server, "x", Profile("x", "shop-b"), SmallRegistry.Ministry)).Status);
        (status, answer) = await PutAsync(server, "x", Profile("x"), SmallRegistry.ShopA);
        Assert.Equal((409, "feedTaken"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal(409, (await PutAsync(server, "a-csv", Profile("a-csv"), SmallRegistry.ShopA)).Status);
        Assert.Equal(401, (await DeleteAsync(server, "x", null)).Status);
        Assert.Equal(403, (await DeleteAsync(server, "x", SmallRegistry.ShopA)).Status);
        Assert.Equal(409, (await DeleteAsync(server, "a-csv", SmallRegistry.ShopA)).Status);
        Assert.Equal(404, (await DeleteAsync(server, "nothing", SmallRegistry.ShopA)).Status);
        Assert.Equal(204, (await DeleteAsync(server, "x", SmallRegistry.ShopB)).Status);
        Assert.Equal(404, (await server.PushFileAsync("x", File(), SmallRegistry.ShopB)).Status);
    }

    [Fact]
    public async Task A_feed_that_reported_never_comes_back_as_anothers()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await PutAsync(server, "x", Profile("x"), SmallRegistry.ShopA);
        Assert.Equal(200, (await server.PushFileAsync("x", File(), SmallRegistry.ShopA)).Status);
        Assert.Equal(204, (await DeleteAsync(server, "x", SmallRegistry.ShopA)).Status);
        Assert.Equal(409, (await PutAsync(server, "x", Profile("x", "shop-b"), SmallRegistry.ShopB)).Status);
        Assert.Equal(201, (await PutAsync(server, "x", Profile("x"), SmallRegistry.ShopA)).Status);
    }

    [Fact]
    public async Task A_wrong_profile_is_answered_with_its_lines()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string wrong = Profile("x").Replace("\"partial\"", "\"half\"", StringComparison.Ordinal)
            .Replace("\"EA\"", "\"山\"", StringComparison.Ordinal);
        (int status, JsonElement answer) = await PutAsync(server, "x", wrong, SmallRegistry.ShopA);
        Assert.Equal((400, "profileInvalid"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal([2, 4], answer.GetProperty("errors").EnumerateArray().Select(x => x.GetProperty("line").GetInt32()).Order());
        (status, answer) = await PutAsync(server, "other", Profile("x"), SmallRegistry.ShopA);
        Assert.Equal(400, status);
        Assert.Contains("as in the address", answer.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        (status, answer) = await PutAsync(server, "x", Profile("x", "nobody"), SmallRegistry.Ministry);
        Assert.Equal((400, 1), (status, answer.GetProperty("errors")[0].GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("..%2Fkeys")]
    [InlineData("..%5Ckeys")]
    [InlineData("a%00b")]
    [InlineData("A")]
    [InlineData("a.json")]
    [InlineData("%2E%2E%2Fregistry%2Fkeys")]
    public async Task An_id_that_plays_with_paths_writes_nothing(string id)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string[] before = Directory.GetFileSystemEntries(server.Folder, "*", SearchOption.AllDirectories);
        string text = Uri.UnescapeDataString(id).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\u0000", StringComparison.Ordinal);
        (int status, _) = await PutAsync(server, id, Profile(text), SmallRegistry.ShopA);
        Assert.Contains(status, new[] { 400, 404 });
        string[] after = Directory.GetFileSystemEntries(server.Folder, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(after.Except(before), x => x.EndsWith(".json", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder, "data", "feeds")));
    }

    [Fact]
    public async Task A_megabyte_a_deep_one_and_no_json_at_all_are_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string large = Profile("x").Replace("在庫", new string('x', 1_000_000), StringComparison.Ordinal);
        (int status, JsonElement answer) = await PutAsync(server, "x", large, SmallRegistry.ShopA);
        Assert.Equal((413, "tooLarge"), (status, answer.GetProperty("reason").GetString()));
        string deep = string.Concat(Enumerable.Repeat("{\"columns\":", 5000)) + "1" + new string('}', 5000);
        Assert.Equal(400, (await PutAsync(server, "x", deep, SmallRegistry.ShopA)).Status);
        Assert.Equal(400, (await PutAsync(server, "x", "\0\0\0", SmallRegistry.ShopA)).Status);
        Assert.Equal(400, (await PutAsync(server, "x", string.Empty, SmallRegistry.ShopA)).Status);
        string many = "{" + string.Join(',', Enumerable.Range(0, 6000).Select(i => $"\"f{i}\":1")) + "}";
        (status, answer) = await PutAsync(server, "x", many, SmallRegistry.ShopA);
        Assert.Equal(400, status);
        Assert.True(answer.GetProperty("errors").GetArrayLength() <= 100);
    }

    [Fact]
    public async Task More_feeds_than_allowed_and_saving_too_fast_are_told()
    {
        await using RunningServer server = await RunningServer.StartAsync(new ServerLimits { SavedFeedsMax = 2, SaveBurst = 4 });
        Assert.Equal(201, (await PutAsync(server, "x1", Profile("x1"), SmallRegistry.ShopA)).Status);
        Assert.Equal(201, (await PutAsync(server, "x2", Profile("x2"), SmallRegistry.ShopA)).Status);
        (int status, JsonElement answer) = await PutAsync(server, "x3", Profile("x3"), SmallRegistry.ShopA);
        Assert.Equal((409, "tooManyFeeds"), (status, answer.GetProperty("reason").GetString()));
        var statuses = new List<int>();
        for (int i = 0; i < 20 && !statuses.Contains(429); i++)
            statuses.Add((await PutAsync(server, "x1", Profile("x1"), SmallRegistry.ShopA)).Status);
        Assert.Contains(429, statuses);
    }

    [Fact]
    public async Task A_broken_saved_file_and_one_of_the_registrys_id_are_skipped_and_the_server_starts()
    {
        RunningServer server = await RunningServer.StartAsync();
        await PutAsync(server, "a-good", Profile("a-good"), SmallRegistry.ShopA);
        await server.StopAsync();
        string feeds = Path.Combine(server.Folder, "data", "feeds");
        await System.IO.File.WriteAllTextAsync(Path.Combine(feeds, "broken.json"), "{\"id\":");
        await System.IO.File.WriteAllTextAsync(Path.Combine(feeds, "other-name.json"), Profile("a-good"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(feeds, "a-csv.json"), Profile("a-csv"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(feeds, "stranger.json"), Profile("stranger", "nobody"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(feeds, "half.json.unfinished"), "{");
        await using RunningServer again = await RunningServer.StartAsync(server.Folder, new ServerLimits());
        (_, JsonElement list) = await again.GetAsync("/v1/registry/feeds", SmallRegistry.Ministry);
        string[] ids = [.. list.EnumerateArray().Select(x => x.GetProperty("id").GetString()!)];
        Assert.Equal(["a-csv", "a-full", "a-good", "a-run"], ids);
        // The registry's own profile is in force, not the saved one of its id.
        Assert.Equal(200, (await again.PushFileAsync("a-csv", Say.Csv(Say.Ago(1), ("001", "3")), SmallRegistry.ShopA)).Status);
        var holder = (Inventory.Server.Registry.RegistryHolder)again.Services.GetService(typeof(Inventory.Server.Registry.RegistryHolder))!;
        Assert.Equal(["a-csv", "stranger"], holder.Skipped.Select(x => x.Id));
    }

    [Fact]
    public async Task Saving_and_deleting_are_on_record()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await PutAsync(server, "x", Profile("x"), SmallRegistry.ShopA);
        await DeleteAsync(server, "x", SmallRegistry.ShopA);
        await server.StopAsync();
        string audit = Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "data", "audit.db")));
        Assert.Contains("saveFeed", audit, StringComparison.Ordinal);
        Assert.Contains("deleteFeed", audit, StringComparison.Ordinal);
    }

    internal static async Task<(int Status, JsonElement Json)> PutAsync(
        RunningServer server, string id, string profile, string? key)
    {
        (int status, string body, _) = await server.SendAsync(
            HttpMethod.Put, "/v1/feeds/" + id, key, new StringContent(profile, Encoding.UTF8, "application/json"));
        using JsonDocument document = JsonDocument.Parse(body.Length == 0 ? "null" : body);
        return (status, document.RootElement.Clone());
    }

    private static async Task<(int Status, string Body)> DeleteAsync(RunningServer server, string id, string? key)
    {
        (int status, string body, _) = await server.SendAsync(HttpMethod.Delete, "/v1/feeds/" + id, key);
        return (status, body);
    }

    private static async Task UntilVersionChangesAsync(RunningServer server, string version)
    {
        for (string now = version; now == version;)
        {
            (_, JsonElement ready) = await server.GetAsync("/health/ready", null);
            now = ready.GetProperty("registry").GetProperty("version").GetString()!;
        }
    }
}
