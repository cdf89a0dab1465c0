using System.Security.Cryptography;
using Inventory.Server.Auth;
using Inventory.Server.Ingest;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Files;

namespace Inventory.Server.Held;

/// <summary>
/// Deliveries that were stopped and wait for a person: their bytes stay for a day, so that a clerk who says "this is
/// right" need not send them again. Kept over restarts; bounded in count, in bytes and per participant; the same file
/// waits once. To be held is a kindness, not a promise: what cannot be kept is answered without an id, and the sender
/// sends it again with <c>confirm=true</c>. Thread safe.
/// </summary>
internal sealed partial class HeldDeliveries : IDisposable
{
    /// <summary>The reason of a delivery that says far less than the last one.</summary>
    public const string Shrunk = "shrunk";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly HeldStore _files;
    private readonly ServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<HeldDeliveries> _log;
    private readonly Dictionary<string, HeldDelivery> _held;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ITimer _sweeper;

    public HeldDeliveries(HeldStore files, ServerOptions options, TimeProvider time, ILogger<HeldDeliveries> log)
    {
        (_files, _limits, _time, _log) = (files, options.Limits, time, log);
        _held = files.ReadAll().ToDictionary(x => x.Id);
        _sweeper = time.CreateTimer(_ => Sweep(), null, TimeSpan.Zero, SweepInterval);
    }

    /// <summary>
    /// Keeps a delivery that was stopped for <paramref name="reason"/> (a guard's or a finding's name); null when it
    /// cannot be kept. <paramref name="body"/> is read from its start.
    /// </summary>
    public async Task<HeldDelivery?> KeepAsync(
        DeliveryRequest request, Stream body, string reason, CancellationToken cancellation)
    {
        if (!request.HasFeed || !body.CanSeek)
            return null;
        body.Position = 0;
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellation));
        body.Position = 0;
        var held = new HeldDelivery
        {
            Id = $"H-{request.Delivery.ReceivedAt.UtcDateTime:yyyyMMdd}-"
                + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Feed = request.Profile.Id,
            Participant = request.Profile.Participant.Value,
            Reason = reason,
            ReceivedAt = request.Delivery.ReceivedAt,
            Until = _time.GetUtcNow() + TimeSpan.FromHours(_limits.HeldHours),
            FileName = request.Delivery.FileName,
            AsOf = request.Delivery.AsOf,
            Bytes = body.Length,
            Sha256 = sha256,
        };
        await _one.WaitAsync(cancellation);
        try
        {
            return await KeepAloneAsync(held, body, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Those the caller may confirm, oldest first; confirmed ones are not among them.</summary>
    public IReadOnlyList<HeldDelivery> List(Caller caller)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_held)
        {
            return
            [
                .. _held.Values.Where(x => x.Receipt is null && x.Until > now && IsFor(caller, x))
                    .OrderBy(x => x.ReceivedAt).ThenBy(x => x.Id, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The delivery, also a confirmed one; null when there is none or it is another's: the two are not told
    /// apart.</summary>
    public HeldDelivery? Find(Caller caller, string id)
    {
        lock (_held)
        {
            return _held.TryGetValue(id, out HeldDelivery? held) && held.Until > _time.GetUtcNow()
                && IsFor(caller, held) ? held : null;
        }
    }

    /// <summary>Its bytes.</summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public Stream Open(HeldDelivery held) => _files.Open(held.Id);

    /// <summary>Notes the receipt it got, so that a confirmation whose answer was lost can be repeated.</summary>
    public void Confirmed(HeldDelivery held, string receipt)
    {
        HeldDelivery confirmed = held with { Receipt = receipt };
        lock (_held)
            _held[held.Id] = confirmed;
        ServerMeters.CountHeld("confirmed");
        try
        {
            _files.Describe(confirmed);
            _files.DropBytes(held.Id);
        }
        catch (StorageException e)
        {
            // It is on the log; confirmed once more after a restart it would be a duplicate.
            LogNotNoted(e, held.Id);
        }
    }

    /// <summary>Drops one that waits; false when there is none for this caller.</summary>
    public bool Drop(Caller caller, string id)
    {
        lock (_held)
        {
            if (Find(caller, id) is not { Receipt: null })
                return false;
            _held.Remove(id);
        }

        _files.Drop(id);
        ServerMeters.CountHeld("dropped");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweeper.Dispose();
        _one.Dispose();
    }

    private static bool IsFor(Caller caller, HeldDelivery held) =>
        caller.IsMinistry || caller.Participant?.Value == held.Participant;

    private async Task<HeldDelivery?> KeepAloneAsync(HeldDelivery held, Stream body, CancellationToken cancellation)
    {
        Sweep();
        lock (_held)
        {
            List<HeldDelivery> waiting = [.. _held.Values.Where(x => x.Receipt is null)];
            if (waiting.Find(x => x.Feed == held.Feed && x.Participant == held.Participant && x.Sha256 == held.Sha256)
                is { } same)
                return same;
            bool isFull = _held.Count >= _limits.HeldMax
                || waiting.Sum(x => x.Bytes) + held.Bytes > _limits.HeldBytesMax
                || _held.Values.Count(x => x.Participant == held.Participant) >= _limits.HeldPerParticipantMax;
            if (isFull)
            {
                ServerMeters.CountHeld("full");
                return null;
            }
        }

        try
        {
            await _files.KeepAsync(held, body, cancellation);
        }
        catch (StorageException e)
        {
            LogNotKept(e, held.Feed);
            return null;
        }

        lock (_held)
            _held[held.Id] = held;
        ServerMeters.CountHeld("kept");
        return held;
    }

    private void Sweep()
    {
        DateTimeOffset now = _time.GetUtcNow();
        List<string> expired;
        lock (_held)
        {
            expired = [.. _held.Values.Where(x => x.Until <= now).Select(x => x.Id)];
            foreach (string id in expired)
                _held.Remove(id);
        }

        foreach (string id in expired)
        {
            _files.Drop(id);
            ServerMeters.CountHeld("expired");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery of feed {Feed} could not be kept for a confirmation")]
    private partial void LogNotKept(Exception error, string feed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The confirmation of {Held} could not be noted")]
    private partial void LogNotNoted(Exception error, string held);
}
