using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Inventory.EndToEnd.Server;

/// <summary>
/// A live client over a bare socket: the WebSocket and SignalR handshakes by hand, a receive buffer of chosen size, and
/// reading only when told to.
/// </summary>
internal sealed class HubLine : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly Socket _socket;
    private readonly byte[] _received = new byte[8 * 1024];
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _rest = [];
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

    private HubLine(Socket socket) => _socket = socket;

    /// <summary>Messages with this target that were read so far.</summary>
    public int LevelsRead { get; private set; }

    public static async Task<HubLine> OpenAsync(Uri address, string? key, int receiveBytes = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes > 0)
            socket.ReceiveBufferSize = receiveBytes;
        await socket.ConnectAsync(address.Host, address.Port);
        var line = new HubLine(socket);
        string query = key is null ? string.Empty : "?access_token=" + key;
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/stock{query} HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\n"
            + $"Connection: Upgrade\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n"
            + "Sec-WebSocket-Version: 13\r\n\r\n"));
        string head = await line.ReadHeadAsync();
        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            throw new InvalidOperationException(head);
        await line.SendAsync("""{"protocol":"json","version":1}""");
        return line;
    }

    public Task SubscribeAsync(string filter) =>
        SendAsync($$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{{filter}}]}""");

    /// <summary>Tells the server that the client lives, as every client does, also one that does not read.</summary>
    public async Task PingAsync()
    {
        try
        {
            await SendAsync("""{"type":6}""");
        }
        catch (SocketException)
        {
            // The server has cut the line; who reads from it sees the end.
        }
    }

    /// <summary>The next message of a target among those already read; null when there is none.</summary>
    public string? TryNext(string target)
    {
        while (_messages.Reader.TryRead(out string? message))
        {
            if (message.Contains($"\"target\":\"{target}\"", StringComparison.Ordinal))
                return message;
        }

        return null;
    }

    /// <summary>Reads until the next message of a target and returns it.</summary>
    public async Task<string> NextAsync(string target)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (TryNext(target) is { } message)
                return message;
            if (await ReadSomeAsync(_received.Length, patience.Token) == 0)
                throw new InvalidOperationException("the connection ended");
        }
    }

    /// <summary>Reads at most so many bytes; 0 when the server has ended the line.</summary>
    public async Task<int> ReadSomeAsync(int countMax, CancellationToken cancellation = default)
    {
        try
        {
            int read = await _socket.ReceiveAsync(
                _received.AsMemory(0, Math.Min(countMax, _received.Length)), cancellation);
            _bytes.AddRange(_received.AsSpan(0, read));
            Unframe();
            return read;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text + End);
        byte[] mask = RandomNumberGenerator.GetBytes(4);
        for (int i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i % 4];
        byte[] head = payload.Length < 126
            ? [0x81, (byte)(0x80 | payload.Length)]
            : [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)(payload.Length & 0xFF)];
        await _socket.SendAsync((byte[])[.. head, .. mask, .. payload]);
    }

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _socket.ReceiveAsync(one) == 0)
                break;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private void Unframe()
    {
        while (_bytes.Count >= 2)
        {
            int length = _bytes[1] & 0x7F;
            int start = 2;
            if (length == 126)
            {
                if (_bytes.Count < 4)
                    return;
                length = (_bytes[2] << 8) | _bytes[3];
                start = 4;
            }
            else if (length == 127)
            {
                if (_bytes.Count < 10)
                    return;
                length = (_bytes[6] << 24) | (_bytes[7] << 16) | (_bytes[8] << 8) | _bytes[9];
                start = 10;
            }

            if (_bytes.Count < start + length)
                return;
            Note(_bytes.GetRange(start, length).ToArray());
            _bytes.RemoveRange(0, start + length);
        }
    }

    private void Note(byte[] payload)
    {
        _rest.AddRange(payload);
        int end;
        while ((end = _rest.IndexOf((byte)End)) >= 0)
        {
            string message = Encoding.UTF8.GetString(_rest.GetRange(0, end).ToArray());
            _rest.RemoveRange(0, end + 1);
            if (message.Contains("\"target\":\"Levels\"", StringComparison.Ordinal))
                LevelsRead++;

            _messages.Writer.TryWrite(message);
        }
    }
}
