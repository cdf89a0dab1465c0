using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Rejections;
using Inventory.Server.Feeds;
using Inventory.Server.Options;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class PreviewTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_read_by_a_profile_that_is_not_saved_whatever_part_comes_first(bool isProfileFirst)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string file = "商品,在庫,店\n4901234567894,7,001\n4901234567894,about 5,001\nLOCAL1,1,002\n";
        (int status, JsonElement answer) = await PreviewAsync(
            server, SmallRegistry.ShopA, Parts(SavedFeedTests.Profile("trial"), file, isProfileFirst));
        Assert.Equal(200, status);
        Assert.True(answer.GetProperty("dryRun").GetBoolean());
        JsonElement[] rows = [.. answer.GetProperty("rows").EnumerateArray()];
        Assert.Equal([2, 4], rows.Select(x => x.GetProperty("source").GetProperty("line").GetInt32()));
        Assert.Equal("04901234567894", rows[0].GetProperty("item").GetString());
        Assert.Equal("shop-a:001", rows[0].GetProperty("location").GetString());
        Assert.Equal("7", rows[0].GetProperty("quantity").GetString());
        Assert.Equal("EA", rows[0].GetProperty("unit").GetString());
        Assert.Equal(3, answer.GetProperty("rejections")[0].GetProperty("source").GetProperty("line").GetInt32());
        JsonElement total = answer.GetProperty("totals")[0];
        Assert.Equal(("onHand", "8", 2), (total.GetProperty("status").GetString(), total.GetProperty("quantity").GetString(),
            total.GetProperty("lines").GetInt32()));
        Assert.Equal("received", answer.GetProperty("asOf").GetProperty("source").GetString());
        Assert.False(answer.TryGetProperty("previousTotals", out _));
        (_, JsonElement ready) = await server.GetAsync("/health/ready", null);
        Assert.Equal(0, ready.GetProperty("log").GetProperty("nextOffset").GetInt64());
        Assert.Equal(404, (await server.PushFileAsync("trial", file, SmallRegistry.ShopA)).Status);
    }

    [Fact]
    public async Task Only_the_first_rows_are_shown_in_the_order_of_the_file()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string file = "商品,在庫,店\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"LOCAL{i},{i},{i % 1000:D3}\n"));
        (int status, JsonElement answer) = await PreviewAsync(
            server, SmallRegistry.ShopA, Parts(SavedFeedTests.Profile("trial"), file));
        Assert.Equal(200, status);
        Assert.Equal(Enumerable.Range(2, 50), answer.GetProperty("rows").EnumerateArray()
            .Select(x => x.GetProperty("source").GetProperty("line").GetInt32()));
        Assert.Equal(5000, answer.GetProperty("lines").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Who_may_preview_is_told_by_the_status()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string mine = SavedFeedTests.Profile("trial");
        Assert.Equal(401, (await PreviewAsync(server, null, Parts(mine, SavedFeedTests.File()))).Status);
        (int status, JsonElement answer) = await PreviewAsync(server, SmallRegistry.ShopB, Parts(mine, SavedFeedTests.File()));
        Assert.Equal((403, "profileForbidden"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal(200, (await PreviewAsync(server, SmallRegistry.Ministry, Parts(mine, SavedFeedTests.File()))).Status);
    }

    [Fact]
    public async Task Anothers_feed_id_tells_nothing_of_its_last_delivery()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushFileAsync("a-csv", Say.Csv(Say.Ago(5), ("001", "30")), SmallRegistry.ShopA);
        string borrowed = SavedFeedTests.Profile("a-csv", "shop-b");
        (int status, JsonElement answer) = await PreviewAsync(server, SmallRegistry.ShopB, Parts(borrowed, SavedFeedTests.File()));
        Assert.Equal(200, status);
        Assert.False(answer.TryGetProperty("previousTotals", out _));
    }

    [Fact]
    public async Task A_wrong_profile_and_an_unreadable_file_are_told_apart()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string wrong = SavedFeedTests.Profile("trial").Replace("\"quantity\"", "\"quantty\"", StringComparison.Ordinal);
        (int status, JsonElement answer) = await PreviewAsync(server, SmallRegistry.ShopA, Parts(wrong, SavedFeedTests.File()));
        Assert.Equal((400, "profileInvalid"), (status, answer.GetProperty("reason").GetString()));
        Assert.Contains(answer.GetProperty("errors").EnumerateArray(), x => x.GetProperty("line").GetInt32() == 3);
        (status, answer) = await PreviewAsync(
            server, SmallRegistry.ShopA, Parts(SavedFeedTests.Profile("trial"), "a,b\n1,2\n"));
        Assert.Equal(400, status);
        Assert.Equal("quantityColumnMissing", answer.GetProperty("reason").GetString());
        Assert.Equal(0, answer.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Hostile_multipart_bodies_are_refused_with_a_reason()
    {
        await using RunningServer server = await RunningServer.StartAsync(new ServerLimits { BodyBytesMax = 200_000 });
        using MultipartFormDataContent many = Parts(SavedFeedTests.Profile("trial"), SavedFeedTests.File());
        for (int i = 0; i < 1000; i++)
            many.Add(new StringContent("x"), "part" + i);
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, many));
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, new MultipartFormDataContent { { new StringContent("{}"), "profile" } }));
        MultipartFormDataContent twice = Parts(SavedFeedTests.Profile("trial"), SavedFeedTests.File());
        twice.Add(new StringContent("x"), "file", "b.csv");
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, twice));
        Assert.Equal((413, "tooLarge"), await ReasonAsync(server, Parts(new string(' ', 100_000), SavedFeedTests.File())));
        Assert.Equal((413, "tooLarge"), await ReasonAsync(server, Parts(SavedFeedTests.Profile("trial"), new string('x', 250_000))));
        Assert.Equal((413, "tooLarge"), await ReasonAsync(server, Parts(SavedFeedTests.Profile("trial"), new string('x', 2_000_000))));
        var noBoundary = new ByteArrayContent("--x\r\n\r\n"u8.ToArray());
        noBoundary.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, noBoundary));
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, Raw("--x\r\nContent-Disposition: form-data; name=\"profile\"\r\n\r\n{")));
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, Raw("no boundary in here at all")));
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, Raw("--x\r\n" + string.Concat(
            Enumerable.Range(0, 2000).Select(i => $"H{i}: v\r\n")) + "\r\n\r\n--x--")));
        Assert.Equal((400, "multipartInvalid"), await ReasonAsync(server, new StringContent("{}", Encoding.UTF8, "application/json")));
        Assert.Equal(0, server.Services.GetRequiredService<Inventory.Server.Ingest.DeliveryGate>().Deliveries);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder, "data", "incoming")));
    }

    [Fact]
    public async Task A_suggestion_is_written_as_agreed_and_asked_for_whom_it_is()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-server-").FullName;
        // A real function: the first column is the quantity, and nothing else is known.
        SuggestProfile suggest = async (body, name, participant, _, at, cancellation) =>
        {
            using var reader = new StreamReader(body);
            string head = await reader.ReadLineAsync(cancellation) ?? string.Empty;
            if (head.Length == 0)
                return new ProfileSuggestion { Failure = new Rejection(default, "file", null, RejectionReason.Empty) };
            var words = new LocalizedText("見出し", "the header");
            return new ProfileSuggestion
            {
                Profile = new() { Id = "new", Participant = participant, Format = "delimited", NameJa = name },
                Confidence = 0.51234,
                HeaderRow = 1,
                Columns = [new ColumnSuggestion(0, head.Split(',')[0], "quantity", 0.9, [words]), new ColumnSuggestion(1, "", null, 0, [])],
                Blanks = [new SuggestionBlank("unit", words)],
                Sample = [["1", "2"]],
            };
        };
        await using RunningServer server = await RunningServer.StartAsync(
            folder, new ServerLimits(), null, services => services.AddSingleton(suggest));
        (int status, JsonElement answer) = await SuggestAsync(server, SmallRegistry.ShopA, "数,店\n1,2\n");
        Assert.Equal(200, status);
        Assert.Equal("shop-a", answer.GetProperty("profile").GetProperty("participant").GetString());
        Assert.Equal("在庫.csv", answer.GetProperty("profile").GetProperty("nameJa").GetString());
        Assert.Equal(0.512, answer.GetProperty("confidence").GetDouble());
        Assert.Equal("数", answer.GetProperty("columns")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("columns")[1].GetProperty("field").ValueKind);
        Assert.Equal("the header", answer.GetProperty("blanks")[0].GetProperty("question").GetProperty("en").GetString());
        Assert.Equal("2", answer.GetProperty("sample")[0][1].GetString());
        Assert.False(answer.TryGetProperty("failure", out _));
        (_, answer) = await SuggestAsync(server, SmallRegistry.Ministry, "数,店\n1,2\n", "?participant=shop-b");
        Assert.Equal("shop-b", answer.GetProperty("profile").GetProperty("participant").GetString());
        (_, answer) = await SuggestAsync(server, SmallRegistry.ShopA, string.Empty);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("profile").ValueKind);
        Assert.Equal("empty", answer.GetProperty("failure").GetProperty("reason").GetString());
        Assert.Equal(401, (await SuggestAsync(server, null, "x")).Status);
        Assert.Equal(400, (await SuggestAsync(server, SmallRegistry.ShopA, "x", "?participant=shop-b")).Status);
        Assert.Equal(400, (await SuggestAsync(server, SmallRegistry.Ministry, "x", "?participant=nobody")).Status);
    }

    internal static MultipartFormDataContent Parts(string profile, string file, bool isProfileFirst = true)
    {
        var parts = new MultipartFormDataContent();
        var profilePart = new StringContent(profile, Encoding.UTF8, "application/json");
        var filePart = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        if (isProfileFirst)
            parts.Add(profilePart, "profile");
        parts.Add(filePart, "file", "在庫.csv");
        if (!isProfileFirst)
            parts.Add(profilePart, "profile");
        return parts;
    }

    private static ByteArrayContent Raw(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        return content;
    }

    private static async Task<(int Status, JsonElement Json)> PreviewAsync(RunningServer server, string? key, HttpContent body)
    {
        // The answer may come before the body was taken: whoever waits for it first is not cut off while writing.
        HttpRequestMessage request = RunningServer.Request(HttpMethod.Post, "/v1/feeds/preview", key, body);
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        (int status, string text) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        using JsonDocument document = JsonDocument.Parse(text);
        return (status, document.RootElement.Clone());
    }

    private static async Task<(int Status, string? Reason)> ReasonAsync(RunningServer server, HttpContent body)
    {
        (int status, JsonElement answer) = await PreviewAsync(server, SmallRegistry.ShopA, body);
        return (status, answer.GetProperty("reason").GetString());
    }

    private static async Task<(int Status, JsonElement Json)> SuggestAsync(
        RunningServer server, string? key, string file, string query = "")
    {
        HttpRequestMessage request = RunningServer.Request(
            HttpMethod.Post, "/v1/feeds/suggest" + query, key, new ByteArrayContent(Encoding.UTF8.GetBytes(file)));
        request.Headers.Add("X-File-Name", Uri.EscapeDataString("在庫.csv"));
        HttpResponseMessage response = await server.Client.SendAsync(request);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, document.RootElement.Clone());
    }
}
