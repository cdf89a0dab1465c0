using System.Security.Cryptography;
using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Server.Core;
using Inventory.Server.Held;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Quality;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Log;

namespace Inventory.Server.Ingest;

/// <summary>
/// The walk of one delivery: read, check who may say it, hold what shrank, make it durable, then tell what the core
/// made of it. What is
/// answered with a receipt is on the log. Any thread; nothing here touches the engine.
/// </summary>
internal sealed class Ingestor(
    ISnapshotWriter log, ILiveLevels core, RegistryHolder holder, ServerOptions options, IngestParts parts)
{
    /// <summary>Reads and stores one delivery.</summary>
    /// <exception cref="StorageException">The log cannot take it; nothing was accepted.</exception>
    public async Task<DeliveryAnswer> IngestAsync(DeliveryRequest request, Stream body, CancellationToken cancellation)
    {
        StockRegistry registry = request.TrialRegistry ?? holder.Current;
        if (!AdapterCatalog.TryFind(request.Profile, out IStockAdapter? adapter))
            throw new InvalidOperationException(
                $"no adapter reads '{request.Profile.Format}' (feed '{request.Profile.Id}')");
        FeedReading reading = await parts.Gate.ParseAsync(
            () => adapter.ReadAsync(body, request.Profile, registry, request.Delivery, cancellation), cancellation);
        if (reading.Failure is { } failure)
        {
            ServerMeters.CountDelivery(RejectionText.WireName(failure.Reason));
            parts.Quality.Note(request, QualityReport.Of(reading));
            string? feed = request.HasFeed ? request.Profile.Id : null;
            Receipt refused = ReceiptMembers.Of(failure, feed, request.Delivery.ReceivedAt);
            if (!request.IsDryRun)
                parts.Refusals.Note(refused, request.Delivery.FileName, RejectionText.WireName(failure.Reason));
            return new DeliveryAnswer { Failure = failure, IsDryRun = request.IsDryRun, Receipt = refused };
        }

        DeliveryAnswer answer = await StoreAsync(request, reading, registry, cancellation);
        if (answer.HeldFor is not { } reason || request.IsDryRun)
            return answer;
        return answer with { Held = await parts.Held.KeepAsync(request, body, reason, cancellation) };
    }

    /// <summary>Stores what was read (by an adapter, or made in process by the demo).</summary>
    public async Task<DeliveryAnswer> StoreAsync(
        DeliveryRequest request, FeedReading reading, StockRegistry registry, CancellationToken cancellation)
    {
        if (!request.HasFeed)
            reading = WithoutFeed(reading);
        reading = OwnershipCheck.Apply(reading, registry, request.Caller);
        if (await parts.Guard.IsSuspiciousAsync(request, reading, cancellation))
        {
            ServerMeters.CountDelivery("needsConfirmation");
            return await WithPreviousAsync(Held(request, reading, HeldDeliveries.Shrunk), request, cancellation);
        }

        // The demo in process is hasty, and knows what it sends.
        QualityReport? report = request.HasFeed && !request.IsHasty ? await parts.Quality.LookAsync(reading) : null;
        if (report is not null)
            reading = reading with { Warnings = [.. reading.Warnings, .. report.AsWarnings()] };
        if (report is not null && !request.IsConfirmed && QualityDesk.Held(request.Profile, report) is [var kind, ..])
        {
            parts.Quality.Note(request, report);
            ServerMeters.CountDelivery("needsConfirmation");
            return await WithPreviousAsync(Held(request, reading, kind), request, cancellation);
        }

        Receipt draft = Draft(request, reading);
        if (request.IsDryRun)
        {
            var dry = new DeliveryAnswer
            {
                Receipt = draft,
                IsDryRun = true,
                IsTaken = reading.Snapshots.Count > 0,
                Reading = reading,
            };
            return await WithPreviousAsync(dry, request, cancellation);
        }

        List<LogEntry> entries = EntryBuilder.Build(reading);
        Receipt receipt = await AppendAsync(new AppendRequest(entries, draft), cancellation);
        core.Wake();
        if (report is not null)
            parts.Quality.Note(request, report);
        if (!request.IsHasty)
            receipt = await WithSupersededAsync(receipt);
        bool isTaken = receipt.Offsets is not null || receipt.Lines.Duplicate > 0
            || (entries.Count > 0 && receipt.Lines.Rejected == 0);
        ServerMeters.CountDelivery(isTaken ? "accepted" : "nothingAccepted");
        ServerMeters.CountLines(receipt.Lines);
        if (!isTaken && receipt.Rejections is [var first, ..])
            parts.Refusals.Note(receipt, request.Delivery.FileName, RejectionText.WireName(first.Reason));
        return new DeliveryAnswer { Receipt = receipt, IsTaken = isTaken };
    }

    /// <summary>
    /// Canonical JSON pushed without a feed must not claim one: its places would count as that feed's.
    /// </summary>
    private static FeedReading WithoutFeed(FeedReading reading) => reading with
    {
        Run = null,
        Snapshots = [.. reading.Snapshots.Select(x =>
            x.Feed is null && x.Run is null ? x : x with { Feed = null, Run = null })],
    };

    private static DeliveryAnswer Held(DeliveryRequest request, FeedReading reading, string reason)
    {
        Receipt draft = Draft(request, reading);
        var rejection = new Rejection(
            default, "file", reading.Snapshots.Sum(x => (long)x.Lines.Count).ToString(),
                RejectionReason.NeedsConfirmation);
        return new DeliveryAnswer
        {
            Failure = rejection,
            HeldFor = reason,
            IsDryRun = request.IsDryRun,
            Receipt = draft with
            {
                Id = string.Empty,
                Snapshots = 0,
                Lines = new ReceiptLines { Rejected = draft.Lines.Accepted + draft.Lines.Rejected },
                Rejections = [rejection, .. draft.Rejections.Take(Receipt.RejectionsMax - 1)],
            },
        };
    }

    /// <summary>
    /// A dry run's answer beside the feed's last accepted delivery, so that a person sees cases taken for pieces.
    /// </summary>
    private async Task<DeliveryAnswer> WithPreviousAsync(
        DeliveryAnswer answer, DeliveryRequest request, CancellationToken cancellation)
    {
        if (!request.IsDryRun || !request.HasFeed)
            return answer;
        Receipt? last = await log.FindLastAcceptedAsync(request.Profile.Id, cancellation);
        // A feed of this id may have been another's before.
        if (last?.Sent is not { } sent || last.Participant != request.Profile.Participant.Value)
            return answer;
        return answer with { Receipt = answer.Receipt with { Previous = sent with { At = last.ReceivedAt } } };
    }

    private static Receipt Draft(DeliveryRequest request, FeedReading reading)
    {
        DateTimeOffset received = request.Delivery.ReceivedAt;
        Span<byte> random = stackalloc byte[6];
        RandomNumberGenerator.Fill(random);
        string? participant = request.HasFeed
            ? request.Profile.Participant.Value
            : request.Caller.Participant?.Value
                ?? (reading.Snapshots.Count > 0 ? reading.Snapshots[0].Sender.Value : null);
        var warnings = new List<Warning>(reading.Warnings);
        if (reading.Unknown > 0 && !warnings.Any(x => x.Kind == "quantityUnknown"))
            warnings.Add(new Warning("quantityUnknown", reading.Unknown));
        return new Receipt
        {
            Id = request.IsDryRun ? string.Empty
                : $"R-{received.UtcDateTime:yyyyMMdd}-{Convert.ToHexStringLower(random)}",
            Feed = request.HasFeed ? request.Profile.Id : null,
            Participant = participant,
            ReceivedAt = received,
            Snapshots = reading.Snapshots.Count,
            Lines = new ReceiptLines
            {
                Accepted = reading.Snapshots.Sum(x => (long)x.Lines.Count),
                Rejected = reading.Rejected,
            },
            Warnings = warnings,
            Sent = request.HasFeed || request.IsDryRun ? SentTotals.Figures(reading.Snapshots) : null,
            Rejections = [.. reading.Rejections.OrderBy(x => (x.Source.Line, x.Source.Row, x.Source.Segment))],
        };
    }

    private async Task<Receipt> AppendAsync(AppendRequest request, CancellationToken cancellation)
    {
        try
        {
            Receipt receipt = await log.AppendAsync(request, cancellation);
            parts.Health.Succeeded();
            return receipt;
        }
        catch (StorageException e)
        {
            parts.Health.Failed(e);
            ServerMeters.CountDelivery("logUnavailable");
            throw;
        }
    }

    private async Task<Receipt> WithSupersededAsync(Receipt receipt)
    {
        if (receipt.Offsets is not { } offsets)
            return receipt;
        var patience = TimeSpan.FromMilliseconds(options.Limits.SupersededWaitMs);
        long? superseded = await parts.Outcomes.SupersededAsync(offsets, patience);
        if (superseded is not { } lines)
        {
            parts.Superseded.WaitAndNote(receipt.Id, offsets);
            return receipt;
        }

        parts.Superseded.Note(receipt.Id, lines);
        return receipt with { Lines = receipt.Lines with { Superseded = lines } };
    }
}
