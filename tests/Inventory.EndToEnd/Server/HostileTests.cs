using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>What somebody sends who means no good: an answer below 500, no foreign byte, and the server goes on.</summary>
public sealed class HostileTests(ShopServer shop, ITestOutputHelper output) : IClassFixture<ShopServer>
{
    private readonly ServerProcess _server = shop.Process;

    [Fact]
    public async Task No_path_leads_out_of_its_room()
    {
        string[] ids =
        [
            "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fkeys.json", "..%5c..%5ckeys.json", "a-csv%00.json", "%00",
            "a-csv%0d%0aX-Evil:%201", "a'%20OR%201=1--", new string('a', 5000), "%F0%9F%98%B7", "%ff%fe", "..", "%20",
        ];
        foreach (string id in ids)
        {
            foreach (string path in (string[])[$"/v1/receipts/{id}", $"/v1/locations/{id}/cells", $"/v1/feeds/{id}/snapshots",
                $"/v1/alerts/{id}/acknowledge", $"/v1/registry/{id}", $"/{id}", $"/openapi/{id}.json", $"/assets/{id}",
                $"/v1/levels?category={id}", $"/v1/history?category={id}", $"/v1/levels?by={id}"])
            {
                foreach (string method in (string[])["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PROPFIND"])
                    await MustBeRefusedAsync(method, path);
            }
        }

        await MustLiveAsync();
    }

    [Fact]
    public async Task A_header_is_never_echoed_and_a_huge_one_is_refused()
    {
        (string injected, _) = await RawHttp.SendAsync(_server.Address,
            $"POST /v1/feeds/a-csv/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ShopRegistry.ShopA}\r\n"
            + "X-File-Name: a%0d%0aX-Evil:%20yes.csv\r\nX-As-Of: %0d%0aX-Evil: 1\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", injected, StringComparison.Ordinal);
        Assert.DoesNotContain("\nX-Evil", injected, StringComparison.OrdinalIgnoreCase);
        (string huge, _) = await RawHttp.SendAsync(_server.Address,
            "GET /v1/levels HTTP/1.1\r\nHost: x\r\nX-Big: " + new string('x', 1_000_000) + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 4", huge, StringComparison.Ordinal);
        string many = string.Concat(Enumerable.Range(0, 5000).Select(i => $"X-{i}: 1\r\n"));
        (string refused, _) = await RawHttp.SendAsync(_server.Address, $"GET /v1/levels HTTP/1.1\r\nHost: x\r\n{many}\r\n");
        Assert.StartsWith("HTTP/1.1 4", refused, StringComparison.Ordinal);
        (string smuggled, _) = await RawHttp.SendAsync(_server.Address,
            $"POST /v1/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ShopRegistry.ShopA}\r\n"
            + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/cells HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 4", smuggled, StringComparison.Ordinal);
        await MustLiveAsync();
    }

    [Fact]
    public async Task Json_that_means_harm_is_refused_with_a_reason_and_changes_nothing()
    {
        string before = await _server.StateAsync(ShopRegistry.Ministry);
        string good = ShopRegistry.Snapshot("hostile", 'a', 5);
        (string Name, byte[] Body)[] cases =
        [
            ("deep arrays", Encoding.UTF8.GetBytes(new string('[', 200_000))),
            ("deep objects", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))),
            ("deep unknown", Text(good.Replace("\"scope\"", $"\"x\":{new string('[', 500)}{new string(']', 500)},\"scope\"",
                StringComparison.Ordinal))),
            ("duplicate key", Text(good.Replace("\"scope\"", "\"sender\":\"shop-b\",\"scope\"", StringComparison.Ordinal))),
            ("a NUL in an id", Text(good.Replace("\"hostile\"", "\"hos\\u0000tile\"", StringComparison.Ordinal))),
            ("a raw NUL", Text(good.Replace("hostile", "hos\0tile", StringComparison.Ordinal))),
            ("a line break in an id", Text(good.Replace("hostile", "hos\\r\\ntile", StringComparison.Ordinal))),
            ("a control in a location", Text(good.Replace("shop-a:001", "shop-a:\\u001b[31m", StringComparison.Ordinal))),
            ("invalid UTF-8", [.. Text(good[..^2]), 0xC3, 0x28, .. Text(good[^2..])]),
            ("invalid UTF-8 in an id", Replace(Text(good), "hostile", [0xFF, 0xFE])),
            ("a lone surrogate", Text(good.Replace("hostile", "\\ud800", StringComparison.Ordinal))),
            ("a quantity beyond all", Text(good.Replace(":5,", ":1e400,", StringComparison.Ordinal))),
            ("a quantity of many digits", Text(good.Replace(":5,", $":{new string('9', 400)},", StringComparison.Ordinal))),
            ("a quantity that overflows", Text(good.Replace("5,\"unit\":\"EA\"", "9223372036854775807,\"unit\":\"CS\"",
                StringComparison.Ordinal))),
            ("text as quantity", Text(good.Replace(":5,", ":\"five\",", StringComparison.Ordinal))),
            ("null as lines", Text(good[..good.IndexOf("\"lines\"", StringComparison.Ordinal)] + "\"lines\":null}")),
            ("NaN", Text(good.Replace(":5,", ":NaN,", StringComparison.Ordinal))),
            ("a future as-of", Text(ShopRegistry.Snapshot("hostile", 'a', 5, ShopRegistry.Ago(-60)))),
            ("the year 0", Text(ShopRegistry.Snapshot("hostile", 'a', 5, "0000-00-00T00:00:00Z"))),
            ("an unknown version", Text(good.Replace("\"1.0\"", "\"9.0\"", StringComparison.Ordinal))),
            ("text behind", Text(good + " trailing")),
            ("half of it", Text(good[..(good.Length / 2)])),
            ("nothing", []),
            ("a run marker by hand", Text("""{"specVersion":"1.0","runClosed":true,"sender":"shop-a","feed":"a-run"}""")),
        ];
        foreach ((string name, byte[] body) in cases)
        {
            using var content = new ByteArrayContent(body);
            Answer answer = await _server.SendAsync(HttpMethod.Post, "/v1/snapshots", ShopRegistry.ShopA, content);
            output.WriteLine($"{name}: {(int)answer.Status} {(answer.Status == HttpStatusCode.OK ? "" : answer.Reason)}");
            Assert.True((int)answer.Status is 400 or 413 or 422, $"{name}: {(int)answer.Status} {answer.Text}");
            answer.MustBe(answer.Status, answer.Reason);
        }

        Assert.Equal(before, await _server.StateAsync(ShopRegistry.Ministry));
        await MustLiveAsync();
    }

    [Fact]
    public async Task A_key_said_twice_means_its_last_everywhere()
    {
        string twice = ShopRegistry.Snapshot("twice", 'e', 5, ShopRegistry.Ago(1))
            .Replace("\"unit\"", "\"quantity\":9,\"unit\"", StringComparison.Ordinal);
        Answer answer = await _server.PushAsync(twice, ShopRegistry.Ministry);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await _server.SettleAsync();
        JsonElement cells = (await _server.GetAsync("/v1/locations/shop-e:001/cells", ShopRegistry.Ministry)).Json
            .GetProperty("cells");
        Assert.Equal(9, Assert.Single(cells.EnumerateArray()).GetProperty("quantity").GetInt64());
    }

    [Fact]
    public async Task An_unknown_field_loses_nothing_and_a_bad_line_in_the_middle_only_itself()
    {
        string asOf = ShopRegistry.Ago(1);
        string first = ShopRegistry.Snapshot("line-1", 'c', 31, asOf)
            .Replace("\"scope\"", "\"x-own\":{\"a\":[1,2]},\"scope\"", StringComparison.Ordinal);
        string third = ShopRegistry.Snapshot("line-3", 'd', 47, asOf);
        foreach (string bad in (string[])["{\"specVersion\":", "not json", "{}", "[1,2]", "null", "\"text\""])
        {
            string suffix = bad.Length.ToString();
            string body = first.Replace("line-1", "line-1-" + suffix, StringComparison.Ordinal) + "\n" + bad + "\n"
                + third.Replace("line-3", "line-3-" + suffix, StringComparison.Ordinal) + "\n";
            using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
            Answer answer = await _server.SendAsync(HttpMethod.Post, "/v1/snapshots", ShopRegistry.Ministry, content);
            output.WriteLine($"{bad}: {answer.Text}");
            Assert.True(answer.Status == HttpStatusCode.OK, $"{bad}: {answer.Text}");
            Assert.Equal(2, answer.Lines("accepted") + answer.Lines("duplicate"));
            JsonElement rejection = Assert.Single(answer.Json.GetProperty("rejections").EnumerateArray());
            Assert.Contains("2", rejection.GetProperty("source").GetRawText(), StringComparison.Ordinal);
        }

        await _server.SettleAsync();
        Assert.Contains("47", (await _server.GetAsync("/v1/locations/shop-d:001/cells", ShopRegistry.Ministry)).Text,
            StringComparison.Ordinal);
        Assert.Contains("31", (await _server.GetAsync("/v1/locations/shop-c:001/cells", ShopRegistry.Ministry)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_to_the_hub_never_ends_the_server()
    {
        foreach (string text in (string[])["null", "1", "\"x\"", "{\"by\":5}", "{\"by\":\"nonsense\"}", "{\"prefecture\":\"99\"}",
            "{\"category\":\"" + new string('x', 4000) + "\"}", "{},{}", "[[[[[[]]]]]]", "{\"by\":\"\\u0000\"}"])
        {
            await using HubLine line = await HubLine.OpenAsync(_server.Address, null);
            await line.SubscribeAsync(text);
            await line.ReadSomeAsync(8192);
        }

        await using HubLine flood = await HubLine.OpenAsync(_server.Address, null);
        for (int i = 0; i < 200; i++)
            await flood.SubscribeAsync("{}");
        await flood.ReadSomeAsync(8192);
        await MustLiveAsync();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Replace(byte[] body, string what, byte[] by)
    {
        int at = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(what));
        return [.. body[..at], .. by, .. body[(at + what.Length)..]];
    }

    private async Task MustBeRefusedAsync(string method, string path)
    {
        (string said, _) = await RawHttp.SendAsync(_server.Address,
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n"
            + $"Authorization: Bearer {ShopRegistry.ShopA}\r\n\r\n");
        Assert.Matches("^HTTP/1.1 [1-4]", said);
        Assert.DoesNotContain("root:", said, StringComparison.Ordinal);
        Assert.DoesNotContain("sha256", said, StringComparison.Ordinal);
        string head = said[..said.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain("\nX-Evil", head, StringComparison.OrdinalIgnoreCase);
    }

    private async Task MustLiveAsync()
    {
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync("/health/ready", null)).Status);
        Assert.DoesNotContain("A mistake of this server", _server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", _server.Output, StringComparison.Ordinal);
    }
}
