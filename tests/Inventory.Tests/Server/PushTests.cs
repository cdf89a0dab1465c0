using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class PushTests
{
    [Fact]
    public async Task A_pushed_snapshot_is_answered_with_a_receipt_and_shows_in_the_levels()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement receipt) = await server.PushAsync(
            Say.Snapshot("s-1", "shop-a", "shop-a:001", 120), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(1, receipt.GetProperty("lines").GetProperty("accepted").GetInt32());
        Assert.Equal(0, receipt.GetProperty("offsets").GetProperty("first").GetInt64());
        await server.SettleAsync();
        (_, JsonElement levels) = await server.GetAsync("/v1/levels", SmallRegistry.Ministry);
        Assert.Equal(120, levels.GetProperty("levels")[0].GetProperty("quantity").GetInt64());
        (status, JsonElement again) = await server.GetAsync(
            "/v1/receipts/" + receipt.GetProperty("receipt").GetString(), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(receipt.GetProperty("receipt").GetString(), again.GetProperty("receipt").GetString());
    }

    [Fact]
    public async Task The_same_snapshot_again_is_a_duplicate_and_another_content_under_its_id_is_refused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string asOf = Say.Ago(10);
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 120, asOf), SmallRegistry.ShopA);
        (int status, JsonElement again) = await server.PushAsync(
            Say.Snapshot("s-1", "shop-a", "shop-a:001", 120, asOf), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(1, again.GetProperty("lines").GetProperty("duplicate").GetInt32());
        Assert.Equal(0, again.GetProperty("lines").GetProperty("accepted").GetInt32());
        (status, JsonElement other) = await server.PushAsync(
            Say.Snapshot("s-1", "shop-a", "shop-a:001", 7, asOf), SmallRegistry.ShopA);
        Assert.Equal(422, status);
        Assert.Equal("idReused", other.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_older_as_of_is_accepted_and_told_as_superseded()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 120, Say.Ago(10)), SmallRegistry.ShopA);
        (int status, JsonElement old) = await server.PushAsync(
            Say.Snapshot("s-2", "shop-a", "shop-a:001", 5, Say.Ago(60)), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        Assert.Equal(1, old.GetProperty("lines").GetProperty("superseded").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_happen_and_stores_nothing()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement dry) = await server.PushAsync(
            Say.Snapshot("s-1", "shop-a", "shop-a:001", 120), SmallRegistry.ShopA, "/v1/snapshots?dryRun=true");
        Assert.Equal(200, status);
        Assert.True(dry.GetProperty("dryRun").GetBoolean());
        Assert.False(dry.TryGetProperty("receipt", out _));
        (_, JsonElement ready) = await server.GetAsync("/health/ready", null);
        Assert.Equal(0, ready.GetProperty("log").GetProperty("nextOffset").GetInt64());
    }

    [Fact]
    public async Task Who_may_push_is_told_by_the_status()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string file = Say.Csv(Say.Ago(5), ("001", "3"));
        Assert.Equal(401, (await server.PushFileAsync("a-csv", file, null)).Status);
        Assert.Equal(401, (await server.PushFileAsync("a-csv", file, "key-wrong")).Status);
        Assert.Equal(403, (await server.PushFileAsync("a-csv", file, SmallRegistry.ShopB)).Status);
        Assert.Equal(404, (await server.PushFileAsync("no-such", file, SmallRegistry.ShopA)).Status);
        Assert.Equal(200, (await server.PushFileAsync("a-csv", file, SmallRegistry.ShopA)).Status);
        Assert.Equal(200,
            (await server.PushFileAsync("a-csv", Say.Csv(Say.Ago(4), ("001", "4")), SmallRegistry.Ministry)).Status);
    }

    [Fact]
    public async Task A_participant_cannot_speak_for_another_nor_of_anothers_place()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement answer) = await server.PushAsync(
            Say.Snapshot("s-1", "shop-b", "shop-b:001", 1), SmallRegistry.ShopA);
        Assert.Equal(422, status);
        Assert.Equal("senderForbidden", answer.GetProperty("rejections")[0].GetProperty("reason").GetString());
        (status, answer) = await server.PushAsync(Say.Snapshot("s-2", "shop-a", "shop-b:001", 1), SmallRegistry.ShopA);
        Assert.Equal(422, status);
        Assert.Equal("locationForbidden", answer.GetProperty("rejections")[0].GetProperty("reason").GetString());
        (status, answer) = await server.PushAsync(Say.Snapshot("s-3", "shop-a", "shop-b:077", 1), SmallRegistry.ShopA);
        Assert.Equal(422, status);
    }

    [Fact]
    public async Task Canonical_json_without_a_feed_cannot_claim_one()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string forged = Say.Snapshot("s-1", "shop-b", "shop-b:001", 1).Replace(
            "\"sender\"", "\"feed\":\"a-run\",\"run\":\"r-1\",\"sender\"", StringComparison.Ordinal);
        (int status, _) = await server.PushAsync(forged, SmallRegistry.ShopB);
        Assert.Contains(status, new[] { 200, 422 });
        // A closed run of that feed must not make the place of shop-b gone.
        await server.PushFileAsync("a-run", Say.Csv(Say.Ago(1), ("001", "3")), SmallRegistry.ShopA);
        await server.PushFileAsync("a-run", Say.Csv(Say.Ago(0), ("002", "3")), SmallRegistry.ShopA);
        await server.SettleAsync();
        if (status == 200)
        {
            (_, JsonElement cells) = await server.GetAsync("/v1/locations/shop-b:001/cells", SmallRegistry.ShopB);
            Assert.Equal(1, cells.GetProperty("cells").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_file_of_another_kind_is_unsupported_and_an_unreadable_one_a_bad_request()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (int status, JsonElement answer) =
            await server.PushFileAsync("a-csv", "PK\u0003\u0004 zip", SmallRegistry.ShopA);
        Assert.Equal(415, status);
        Assert.Equal("formatMismatch", answer.GetProperty("reason").GetString());
        (status, answer) = await server.PushAsync("{\"specVersion\":", SmallRegistry.ShopA);
        Assert.Equal(400, status);
        Assert.Equal("application/problem+json", (await server.SendAsync(
            HttpMethod.Post, "/v1/snapshots", SmallRegistry.ShopA,
                new StringContent("{"))).Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, answer.GetProperty("rejections").GetArrayLength());
    }

    [Fact]
    public async Task Refused_lines_are_named_and_the_good_ones_are_taken()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string asOf = Say.Ago(5);
        (int status, JsonElement receipt) = await server.PushFileAsync(
            "a-csv", Say.Csv(asOf, ("001", "3"), ("002", "about 50")), SmallRegistry.ShopA);
        Assert.Equal(200, status);
        JsonElement rejection = receipt.GetProperty("rejections")[0];
        Assert.Equal(3, rejection.GetProperty("source").GetProperty("line").GetInt32());
        Assert.Equal("quantityInvalid", rejection.GetProperty("reason").GetString());
        Assert.NotEmpty(rejection.GetProperty("message").GetProperty("ja").GetString()!);
    }

    [Fact]
    public async Task A_run_that_shrank_by_half_waits_for_a_confirmation()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var items = string.Concat(Enumerable.Range(0, 10).Select(i => $"LOCAL{i},{i},001,{Say.Ago(5)}\n"));
        Assert.Equal(
            200, (await server.PushFileAsync("a-run", "JAN,qty,shop,asOf\n" + items, SmallRegistry.ShopA)).Status);
        string small = Say.Csv(Say.Ago(2), ("001", "3"));
        (int status, JsonElement answer) = await server.PushFileAsync("a-run", small, SmallRegistry.ShopA);
        Assert.Equal(422, status);
        Assert.Equal("needsConfirmation", answer.GetProperty("reason").GetString());
        Assert.Equal(0, answer.GetProperty("lines").GetProperty("accepted").GetInt32());
        Assert.Equal(200, (await server.PushFileAsync("a-run", small, SmallRegistry.ShopA, "?confirm=true")).Status);
    }

    [Fact]
    public async Task Anothers_receipt_looks_like_none()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (_, JsonElement receipt) =
            await server.PushAsync(Say.Snapshot("s-1", "shop-a", "shop-a:001", 1), SmallRegistry.ShopA);
        string path = "/v1/receipts/" + receipt.GetProperty("receipt").GetString();
        Assert.Equal(404, (await server.GetAsync(path, SmallRegistry.ShopB)).Status);
        Assert.Equal(401, (await server.GetAsync(path, null)).Status);
        Assert.Equal(200, (await server.GetAsync(path, SmallRegistry.Ministry)).Status);
    }

    [Fact]
    public async Task A_gzipped_body_is_read()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var packed = new MemoryStream();
        await using (var gzip =
            new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Say.Snapshot("s-1", "shop-a", "shop-a:001", 9)));
        var body = new ByteArrayContent(packed.ToArray());
        body.Headers.ContentEncoding.Add("gzip");
        (int status, _, _) = await server.SendAsync(HttpMethod.Post, "/v1/snapshots", SmallRegistry.ShopA, body);
        Assert.Equal((int)HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_dry_run_of_a_feed_shows_its_totals_beside_those_of_the_last_delivery()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (_, JsonElement first) =
            await server.PushFileAsync("a-csv", Say.Csv(Say.Ago(9), ("001", "4")), SmallRegistry.ShopA, "?dryRun=true");
        Assert.False(first.TryGetProperty("previousTotals", out _));
        await server.PushFileAsync("a-csv", Say.Csv(Say.Ago(9), ("001", "4"), ("002", "5")), SmallRegistry.ShopA);
        (int status, JsonElement dry) =
            await server.PushFileAsync("a-csv", Say.Csv(Say.Ago(5), ("001", "400")), SmallRegistry.ShopA, "?dryRun=true");
        Assert.Equal(200, status);
        Assert.Equal("400", dry.GetProperty("totals")[0].GetProperty("quantity").GetString());
        Assert.Equal("EA", dry.GetProperty("totals")[0].GetProperty("unit").GetString());
        Assert.Equal("line", dry.GetProperty("asOf").GetProperty("source").GetString());
        JsonElement previous = dry.GetProperty("previousTotals");
        Assert.Equal("9", previous.GetProperty("totals")[0].GetProperty("quantity").GetString());
        Assert.True(previous.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-5));
    }
}
