using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Inventory.Server.Options;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class LimitTests
{
    private const long TwoGigabytes = 2L << 30;

    [Fact]
    public async Task A_body_said_to_be_two_gigabytes_is_refused_before_it_is_sent()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string answer = await RawAsync(server, $"Content-Length: {TwoGigabytes}\r\n", _ => []);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("tooLarge", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_without_end_is_refused_when_the_limit_is_passed()
    {
        await using RunningServer server =
            await RunningServer.StartAsync(new ServerLimits { BodyBytesMax = 1_000_000 });
        byte[] chunk = Encoding.ASCII.GetBytes("4000\r\n" + new string('x', 0x4000) + "\r\n");
        string answer =
            await RawAsync(server, "Transfer-Encoding: chunked\r\n", sent => sent < TwoGigabytes ? chunk : []);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_without_end_is_refused()
    {
        await using RunningServer server =
            await RunningServer.StartAsync(new ServerLimits { BodyBytesMax = 1_000_000 });
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, true))
        {
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 100; i++)
                await gzip.WriteAsync(blanks);
        }

        Assert.True(packed.Length < 1_000_000, "the bomb must be small on the wire");
        var body = new ByteArrayContent(packed.ToArray());
        body.Headers.ContentEncoding.Add("gzip");
        (int status, string text, _) =
            await server.SendAsync(HttpMethod.Post, "/v1/feeds/a-csv/snapshots", SmallRegistry.ShopA, body);
        Assert.Equal((int)HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("tooLarge", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pushes_too_fast_is_told_when_to_come_back()
    {
        await using RunningServer server =
            await RunningServer.StartAsync(new ServerLimits { PushesPerSecond = 1, PushBurst = 2 });
        var statuses = new List<int>();
        HttpResponseMessage? last = null;
        for (int i = 0; i < 8; i++)
        {
            (int status, _, last) = await server.SendAsync(
                HttpMethod.Post, "/v1/snapshots?dryRun=true", SmallRegistry.ShopA,
                    new StringContent(Say.Snapshot("s", "shop-a", "shop-a:001", 1)));
            statuses.Add(status);
            if (status == 429)
                break;
        }

        Assert.Equal(200, statuses[0]);
        Assert.Equal(429, statuses[^1]);
        Assert.NotNull(last!.Headers.RetryAfter);
        // Another key has a bucket of its own.
        (int other, _) = await server.PushAsync(Say.Snapshot("s", "shop-b", "shop-b:001", 1), SmallRegistry.ShopB);
        Assert.Equal(200, other);
    }

    private static async Task<string> RawAsync(RunningServer server, string header, Func<long, byte[]> body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/feeds/a-csv/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SmallRegistry.ShopA}\r\n{header}\r\n"));
        Task<string> answer = ReadHeadAsync(stream);
        try
        {
            long sent = 0;
            while (!answer.IsCompleted && body(sent) is { Length: > 0 } more)
            {
                await stream.WriteAsync(more);
                sent += more.Length;
            }
        }
        catch (IOException)
        {
            // The server has closed its side: it has heard enough.
        }

        return await answer.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (text.ToString().Contains("\"message\"", StringComparison.Ordinal))
                    break;
            }
        }
        catch (IOException)
        {
            // A reset after the answer is as good as an end.
        }

        return text.ToString();
    }
}
