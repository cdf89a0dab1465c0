using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace Inventory.Tests.Server;

/// <summary>A live client that speaks the hub's JSON protocol by hand over a real WebSocket.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private Task? _reading;

    public static async Task<HubSocket> ConnectAsync(RunningServer server, string? key)
    {
        var hub = new HubSocket();
        string query = key is null ? string.Empty : "?access_token=" + key;
        await hub._socket.ConnectAsync(
            new Uri($"ws://{server.Address.Authority}/hubs/stock{query}"), CancellationToken.None);
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        hub._reading = hub.ReadAsync();
        return hub;
    }

    public Task SubscribeAsync(string filter, int call = 1) =>
        SendAsync($$"""{"type":1,"invocationId":"{{call}}","target":"Subscribe","arguments":[{{filter}}]}""");

    /// <summary>The next message of a target (its argument), or the next completion when the target is null.</summary>
    public async Task<JsonElement> NextAsync(string? target)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (JsonElement message in _messages.Reader.ReadAllAsync(patience.Token))
        {
            if (target is null && message.GetProperty("type").GetInt32() == 3)
                return message;
            if (target is not null && message.TryGetProperty("target", out JsonElement name)
                && name.GetString() == target)
                return message.GetProperty("arguments")[0];
        }

        throw new InvalidOperationException("the connection ended");
    }

    /// <summary>Completes when the server has ended the connection.</summary>
    public Task EndedAsync() => _reading!.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        if (_reading is not null)
            await _reading;
        _socket.Dispose();
    }

    private Task SendAsync(string text) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(text + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        var text = new List<byte>();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                WebSocketReceiveResult result = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                    break;
                text.AddRange(buffer.AsSpan(0, result.Count));
                Split(text);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone; who waits for a message is told by the end of the channel.
        }

        _messages.Writer.TryComplete();
    }

    private void Split(List<byte> text)
    {
        int end;
        while ((end = text.IndexOf((byte)End)) >= 0)
        {
            using JsonDocument message = JsonDocument.Parse(text.GetRange(0, end).ToArray());
            text.RemoveRange(0, end + 1);
            if (message.RootElement.TryGetProperty("type", out _))
                _messages.Writer.TryWrite(message.RootElement.Clone());
            else
                Assert.False(message.RootElement.TryGetProperty("error", out JsonElement error), error.ToString());
        }
    }
}
