using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Inventory.Cli.Watch;

/// <summary>A web socket as the duplex pipe that SignalR speaks over: two crossed pipes and a loop for each
/// direction.</summary>
internal sealed class WebSocketConnection : ConnectionContext
{
    private const int ReceiveBytes = 16 * 1024;

    private readonly WebSocket _socket;
    private readonly Pipe _incoming = new();
    private readonly Pipe _outgoing = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _loops;

    /// <summary>Runs over an open socket and owns it.</summary>
    public WebSocketConnection(WebSocket socket)
    {
        _socket = socket;
        Transport = new Duplex(_incoming.Reader, _outgoing.Writer);
        _loops = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("n");

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed
    {
        get => _closed.Token;
        set => throw new NotSupportedException("the connection's own end cannot be replaced");
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _socket.Abort();
        _outgoing.Reader.CancelPendingRead();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
        // A peer that does not answer the close must not keep the process.
        await Task.WhenAny(_loops, Task.Delay(TimeSpan.FromSeconds(2)));
        _socket.Abort();
        await _loops;
        _socket.Dispose();
        _closed.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received =
                    await _socket.ReceiveAsync(_incoming.Writer.GetMemory(ReceiveBytes), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                _incoming.Writer.Advance(received.Count);
                FlushResult flushed = await _incoming.Writer.FlushAsync();
                if (flushed.IsCompleted)
                    break;
            }
        }
        catch (Exception x) when (x is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            error = new ConnectionAbortedException("the server closed the connection", x);
        }

        await _incoming.Writer.CompleteAsync(error);
        _outgoing.Reader.CancelPendingRead();
        await _closed.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                ReadResult read = await _outgoing.Reader.ReadAsync();
                if (read.IsCanceled)
                    break;
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                    await _socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false,
                        CancellationToken.None);
                if (!read.Buffer.IsEmpty)
                    await _socket.SendAsync(default(ReadOnlyMemory<byte>), WebSocketMessageType.Text, true,
                        CancellationToken.None);
                _outgoing.Reader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted)
                    continue;
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                break;
            }
        }
        catch (Exception x) when (x is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The receiving loop sees the same broken socket and tells SignalR why.
            _socket.Abort();
        }

        await _outgoing.Reader.CompleteAsync();
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
