using System.Buffers;
using System.Net.Http.Headers;
using Inventory.Cli.Push;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Load;

/// <summary>
/// Changes one cell by an amount that nothing else changes the national level by, so a screen that shows it can be
/// told from one that does not: each probe adds or takes away a jump far above the background's movement.
/// </summary>
internal sealed class Probe
{
    /// <summary>Ten thousand million base units: the nation's stock is far less, and the background moves it by
    /// thousands.</summary>
    public const long Jump = 10_000_000_000;

    private readonly HttpClient _client;
    private readonly Location _location;
    private readonly Item _item;
    private readonly string _run = Guid.NewGuid().ToString("n")[..12];
    private int _count;

    /// <summary>A probe at the first location of the registry that the nation leaves alone.</summary>
    public Probe(HttpClient client, Location location, Item item)
    {
        _client = client;
        _location = location;
        _item = item;
    }

    /// <summary>Where it is.</summary>
    public LocationId Location => _location.Id;

    /// <summary>How many jumps the cell holds now: 1 or 0, in turns.</summary>
    public bool IsHigh { get; private set; }

    /// <summary>Pushes the next state; false when there was no receipt.</summary>
    public async Task<bool> PushAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        IsHigh = !IsHigh;
        PackLevel pack = _item.Packs[0];
        long quantity = IsHigh ? Jump / pack.Factor : 0;
        var snapshot = new StockSnapshot
        {
            SnapshotId = $"probe-{_run}-{_count++}",
            Sender = _location.Participant,
            Location = _location.Id,
            AsOf = now,
            Scope = SnapshotScope.Partial,
            Lines = [new StockLine { Item = _item.Id, Quantity = quantity, Unit = pack.Unit }],
        };
        var body = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(body);
        writer.Write(snapshot, body);
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await _client.PostAsync("v1/snapshots", content, cancellation);
            Answer answer = Answer.Parse((int)response.StatusCode,
                await response.Content.ReadAsStringAsync(cancellation));
            return answer.IsAccepted && answer.Accepted == 1;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
