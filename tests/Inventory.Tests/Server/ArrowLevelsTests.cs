using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inventory.Tests.Schemas;
using Xunit;

namespace Inventory.Tests.Server;

/// <summary>Levels as an Arrow stream say what the JSON says; read by another program.</summary>
public sealed class ArrowLevelsTests
{
    private static readonly NodeOracle Oracle = new("oracles-arrow", "read-arrow.mjs");

    [NodeFact]
    public async Task The_Arrow_stream_holds_the_levels_of_the_JSON_for_every_audience()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 120), SmallRegistry.ShopA);
        await server.PushAsync(Say.Snapshot("s-2", "shop-a", "shop-a:002", 0), SmallRegistry.ShopA);
        foreach (string? key in (string?[])[SmallRegistry.Ministry, SmallRegistry.ShopA, null])
        {
            const string Path = "/v1/levels?by=category,prefecture,tier,status";
            (JsonElement json, string[] arrow) = await ReadSteadilyAsync(server, Path, key);
            JsonNode head = JsonNode.Parse(arrow[0])!;
            string[] names = [.. head["fields"]!.AsArray().Select(x => (string)x![0]!)];
            Assert.Equal(json.GetProperty("audience").GetString(), (string?)head["notes"]!["audience"]);
            JsonElement[] levels = [.. json.GetProperty("levels").EnumerateArray()];
            Assert.Equal(levels.Length, arrow.Length - 1);
            for (int i = 0; i < levels.Length; i++)
            {
                JsonArray row = JsonNode.Parse(arrow[i + 1])!.AsArray();
                Assert.Equal(Row(levels[i], names), row.Select(x => x?.ToString()));
            }
        }
    }

    /// <summary>Both forms of one state: the clock may move the figures between two questions.</summary>
    private static async Task<(JsonElement Json, string[] Arrow)> ReadSteadilyAsync(
        RunningServer server, string path, string? key)
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            (_, JsonElement before) = await server.GetAsync(path, key);
            HttpRequestMessage request = RunningServer.Request(HttpMethod.Get, path, key);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.apache.arrow.stream"));
            using HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.Equal("application/vnd.apache.arrow.stream", response.Content.Headers.ContentType?.MediaType);
            byte[] bytes = await response.Content.ReadAsByteArrayAsync();
            (_, JsonElement after) = await server.GetAsync(path, key);
            if (before.GetProperty("levels").GetRawText() != after.GetProperty("levels").GetRawText())
                continue;
            string file = System.IO.Path.GetTempFileName();
            await File.WriteAllBytesAsync(file, bytes);
            string[] read = Oracle.Ask(string.Empty, file);
            File.Delete(file);
            return (after, read);
        }

        throw new InvalidOperationException("the levels never stood still");
    }

    private static IEnumerable<string?> Row(JsonElement level, string[] names) => names.Select(name => name switch
    {
        "expected" or "reporting" or "stocked" or "out" => Text(Child(level, "locations"), name),
        "asOfOldest" => Ms(Text(Child(level, "asOf"), "oldest")),
        "asOfNewest" => Ms(Text(Child(level, "asOf"), "newest")),
        "suppressed" => Text(level, name) ?? "false",
        _ => Text(level, name),
    });

    private static JsonElement? Child(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out JsonElement child) && child.ValueKind != JsonValueKind.Null
            ? child : null;

    private static string? Text(JsonElement? of, string name) => Child(of, name) is { } found
        ? found.ValueKind is JsonValueKind.True or JsonValueKind.False ? found.GetRawText() : found.ToString() : null;

    private static string? Ms(string? time) => time is null ? null : DateTimeOffset.Parse(time, null).ToUnixTimeMilliseconds().ToString();
}
