using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.EndToEnd.Server;

/// <summary>Whatever is wrong with a delivery: its stated answer in both languages, and the last good levels stand.</summary>
public sealed class BadDeliveryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Ministry = "demo-ministry";
    private const string FeedId = "tw-nhi-masks";
    private const long TwoGigabytes = 2L << 30;
    private const long GrowthBytesMax = 300L << 20;

    private readonly NationalFile _good = NationalFile.First(seed: 3, places: 200);
    private ServerProcess _server = null!;
    private string _before = string.Empty;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await _server.PushFileAsync(FeedId, _good.ToBytes(), Ministry)).Status);
        _before = await _server.StateAsync(Ministry);
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Each_bad_file_is_named_and_changes_nothing()
    {
        string text = Encoding.UTF8.GetString(_good.Next(4, 0, 3).ToBytes());
        byte[] whole = Encoding.UTF8.GetBytes(text);
        // Shift_JIS lead bytes where UTF-8 must stand.
        byte[] wrongEncoding = [0x93, 0xFA, 0x96, 0x7B, (byte)',', .. whole[3..]];
        string noQuantity = text.Replace("成人口罩剩餘數", "甲", StringComparison.Ordinal)
            .Replace("兒童口罩剩餘數", "乙", StringComparison.Ordinal);
        string millionColumns = text + new string(',', 1_000_000) + "\r\n";
        byte[] workbook = [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0, .. new byte[5000]];
        (string Name, byte[] File, HttpStatusCode Status, string Reason)[] cases =
        [
            ("wrong encoding", wrongEncoding, HttpStatusCode.BadRequest, "encodingUnreadable"),
            ("cut in a row", whole[..(whole.Length * 3 / 5)], HttpStatusCode.BadRequest, "truncated"),
            ("cut in a character", whole[..CutInCharacter(whole)], HttpStatusCode.BadRequest, "truncated"),
            ("no quantity", Encoding.UTF8.GetBytes(noQuantity), HttpStatusCode.BadRequest, "quantityColumnMissing"),
            ("a million columns", Encoding.UTF8.GetBytes(millionColumns), HttpStatusCode.BadRequest, "rowTooLong"),
            ("a workbook", workbook, HttpStatusCode.UnsupportedMediaType, "formatMismatch"),
            ("nothing", [], HttpStatusCode.BadRequest, "empty"),
            ("a tenth of the last run", NationalFile.First(3, 20).ToBytes(), HttpStatusCode.UnprocessableEntity,
                "needsConfirmation"),
        ];
        foreach (var (name, file, status, reason) in cases)
        {
            output.WriteLine(name);
            (await _server.PushFileAsync(FeedId, file, Ministry)).MustBe(status, reason);
            Assert.Equal(_before, await _server.StateAsync(Ministry));
        }
    }

    [Fact]
    public async Task A_time_to_come_is_refused_line_by_line_and_changes_nothing()
    {
        string future = DateTime.UtcNow.AddHours(9).AddDays(1).ToString("yyyy/MM/dd HH:mm:ss");
        string text = Encoding.UTF8.GetString(_good.ToBytes()).Replace("2020/03/03 09:58:20", future,
            StringComparison.Ordinal);
        Answer answer = await _server.PushFileAsync(FeedId, Encoding.UTF8.GetBytes(text), Ministry, "?confirm=true");
        answer.MustBe(HttpStatusCode.UnprocessableEntity, "asOfInFuture");
        JsonElement rejection = answer.Json.GetProperty("rejections")[0];
        Assert.True(rejection.GetProperty("source").GetProperty("line").GetInt64() > 0);
        Assert.Equal(_before, await _server.StateAsync(Ministry));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_changes_nothing()
    {
        (await _server.PushFileAsync(FeedId, _good.Next(9, 0, 1).ToBytes(), "no-such-key"))
            .MustBe(HttpStatusCode.Unauthorized, "keyUnknown");
        (await _server.PushFileAsync(FeedId, _good.Next(9, 0, 1).ToBytes(), "demo-retailer"))
            .MustBe(HttpStatusCode.Forbidden, "feedForbidden");
        Assert.Equal(_before, await _server.StateAsync(Ministry));
    }

    [Fact]
    public async Task Two_gigabytes_are_refused_early_and_the_memory_stays_small()
    {
        long memory = _server.ResidentBytes();
        string head = $"POST /v1/feeds/{FeedId}/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Ministry}\r\n";
        (string said, long _) = await RawHttp.SendAsync(
            _server.Address, Encoding.ASCII.GetBytes(head + $"Content-Length: {TwoGigabytes}\r\n\r\n"), _ => null);
        Assert.StartsWith("HTTP/1.1 413", said, StringComparison.Ordinal);

        byte[] chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('7', 0x10000) + "\r\n");
        long peak = 0;
        byte[]? Next(long sent)
        {
            peak = Math.Max(peak, sent % (8 << 20) < chunk.Length ? _server.ResidentBytes() : 0);
            return sent < TwoGigabytes ? chunk : null;
        }

        (said, long chunked) = await RawHttp.SendAsync(
            _server.Address, Encoding.ASCII.GetBytes(head + "Transfer-Encoding: chunked\r\n\r\n"), Next);
        Assert.StartsWith("HTTP/1.1 413", said, StringComparison.Ordinal);
        Assert.Contains("tooLarge", said, StringComparison.Ordinal);
        Assert.True(chunked < TwoGigabytes / 4, $"the server read {chunked} bytes of what it had to refuse");
        output.WriteLine($"memory {memory >> 20} MB before, at most {peak >> 20} MB, {chunked >> 20} MB sent");
        Assert.True(peak - memory < GrowthBytesMax, $"the memory grew from {memory} to {peak} bytes");
        Assert.Equal(_before, await _server.StateAsync(Ministry));
    }

    [Fact]
    public async Task Half_of_the_rows_being_bad_loses_none_of_the_good_half()
    {
        const int Rows = 2000;
        string asOf = DateTimeOffset.UtcNow.AddMinutes(-3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var file = new StringBuilder("JANコード,在庫数,単位,店舗コード,時点\n");
        for (int i = 0; i < Rows; i++)
        {
            string quantity = i % 2 == 0 ? "7" : "seven";
            file.Append($"09521000010017,{quantity},PK,9520000002015,{asOf}\n");
        }

        Answer answer = await _server.PushFileAsync("demo-csv", Encoding.UTF8.GetBytes(file.ToString()), Ministry);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal(Rows / 2, answer.Lines("rejected"));
        JsonElement[] rejections = [.. answer.Json.GetProperty("rejections").EnumerateArray()];
        Assert.All(rejections, x => Assert.Equal("quantityInvalid", x.GetProperty("reason").GetString()));
        Assert.All(rejections, x => Assert.Equal(1, x.GetProperty("source").GetProperty("line").GetInt64() % 2));
        Answer cells = await _server.GetAsync("/v1/locations/9520000002015/cells", Ministry);
        Assert.NotEmpty(cells.Json.GetProperty("cells").EnumerateArray());
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_changes_nothing()
    {
        byte[] whole = _good.Next(5, 0, 1).ToBytes();
        string head = $"POST /v1/feeds/{FeedId}/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Ministry}\r\n"
            + $"Content-Length: {whole.Length}\r\n\r\n";
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(_server.Address.Host, _server.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(whole.AsMemory(0, whole.Length / 2));
        }

        Assert.Equal(_before, await _server.StateAsync(Ministry));
        using var gzip = new ByteArrayContent([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
        gzip.Headers.ContentEncoding.Add("gzip");
        gzip.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        Answer broken = await _server.SendAsync(HttpMethod.Post, $"/v1/feeds/{FeedId}/snapshots", Ministry, gzip);
        Assert.Equal(HttpStatusCode.BadRequest, broken.Status);
        Assert.Equal(_before, await _server.StateAsync(Ministry));
    }

    private static int CutInCharacter(byte[] utf8)
    {
        int at = utf8.Length * 3 / 5;
        while ((utf8[at] & 0xC0) != 0x80)
            at++;
        return at;
    }
}
