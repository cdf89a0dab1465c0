using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inventory.Model.Alerts;

namespace Inventory.Server.Core;

/// <summary>
/// The alerts that the engine holds active, followed from what it raised and cleared and kept in the checkpoint beside
/// its state: after a restart the store's list is compared with it. Only the core's thread touches it.
/// </summary>
internal sealed class ActiveAlerts
{
    private const long Magic = 0x31_5354_5245_4C41;

    // Rules times groups stay far below; more is a damaged length.
    private const int BytesMax = 256 << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Dictionary<string, Alert> _byId = new(StringComparer.Ordinal);

    /// <summary>Those active now.</summary>
    public IReadOnlyList<Alert> All => [.. _byId.Values];

    /// <summary>Follows what the engine raised or cleared.</summary>
    public void Note(IReadOnlyList<Alert> alerts)
    {
        foreach (Alert alert in alerts)
        {
            if (alert.State == AlertState.Active)
                _byId[alert.Id] = alert;
            else
                _byId.Remove(alert.Id);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _byId.Clear();

    /// <summary>Writes them.</summary>
    public void Write(Stream stream)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(_byId.Values, Options);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], body.Length);
        stream.Write(head);
        stream.Write(body);
    }

    /// <summary>Takes what was written instead of what is here.</summary>
    /// <exception cref="InvalidDataException">It is of another form.</exception>
    public void Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[12];
        stream.ReadExactly(head);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        if (BinaryPrimitives.ReadInt64LittleEndian(head) != Magic || length is < 0 or > BytesMax)
            throw new InvalidDataException("expected the active alerts before the engine's state");
        byte[] body = new byte[length];
        stream.ReadExactly(body);
        try
        {
            _byId.Clear();
            Note(JsonSerializer.Deserialize<Alert[]>(body, Options) ?? []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the active alerts cannot be read", e);
        }
    }
}
