using System.Net.Sockets;
using System.Text;

namespace Inventory.EndToEnd.Server;

/// <summary>Bytes on a socket, for requests that no well-behaved client sends.</summary>
internal static class RawHttp
{
    /// <summary>Sends a head and then chunks until the server answers or the source ends; tells the whole answer.</summary>
    public static async Task<(string Answer, long Sent)> SendAsync(
        Uri address, byte[] head, Func<long, byte[]?> body)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Task<string> answer = ReadAsync(stream, patience.Token);
        long sent = 0;
        try
        {
            await stream.WriteAsync(head, patience.Token);
            while (!answer.IsCompleted && body(sent) is { } chunk)
            {
                await stream.WriteAsync(chunk, patience.Token);
                sent += chunk.Length;
            }
        }
        catch (IOException)
        {
            // The server closed while we were still sending, which is its right; what it said is already read.
        }

        return (await answer, sent);
    }

    public static Task<(string Answer, long Sent)> SendAsync(Uri address, string head) =>
        SendAsync(address, Encoding.Latin1.GetBytes(head), _ => null);

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken patience)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, patience)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (IsWhole(text.ToString()))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // A reset after the answer; the caller judges what there is.
        }

        return text.ToString();
    }

    /// <summary>True when the head and as much body as it announces are there.</summary>
    private static bool IsWhole(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        const string Name = "\r\ncontent-length:";
        int at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > end)
            return text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        string digits = new([.. text[(at + Name.Length)..].SkipWhile(c => c == ' ').TakeWhile(char.IsAsciiDigit)]);
        return Encoding.UTF8.GetByteCount(text.AsSpan(end + 4)) >= int.Parse(digits);
    }
}
