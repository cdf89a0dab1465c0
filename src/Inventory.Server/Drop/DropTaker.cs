using Inventory.Adapters;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Server.Auth;
using Inventory.Server.Feeds;
using Inventory.Server.Ingest;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Storage;

namespace Inventory.Server.Drop;

/// <summary>Delivers one claimed file and sees to it that it stands where it belongs, with its receipt.</summary>
internal sealed partial class DropTaker(
    Ingestor ingestor, DeliveryGate gate, BodyReader bodies, ServerOptions options, ILogger<DropTaker> log)
{
    /// <summary>
    /// Delivers the file, or finishes what was begun. What cannot be delivered now (the log is full, the file is still
    /// being written) is put back and found again.
    /// </summary>
    /// <exception cref="IOException">The folder does not let it move; the next look goes on.</exception>
    /// <exception cref="StorageException">Its receipt cannot be written; the next look goes on.</exception>
    public async Task TakeAsync(DropClaim claim, FeedProfile profile, CancellationToken cancellation)
    {
        if (claim.TryFinish())
            return;
        if (claim.File() is not { } file)
        {
            claim.Abandon();
            return;
        }

        string name = SavedFeedDesk.Printable(Path.GetFileName(file));
        LogTaken(profile.Id, name, new FileInfo(file).Length);
        if (await TryDeliverAsync(claim, file, profile, cancellation) is not { } answer)
            return;
        // From here on it is delivered: it stays claimed until its receipt is written, however often that is tried.
        claim.Settle(answer.Outcome, answer.Receipt.Span);
        claim.TryFinish();
        ServerMeters.CountDropFile(answer.Outcome);
        LogFinished(profile.Id, name, answer.Outcome, answer.Told);
    }

    /// <summary>Delivers; null when the file was put back or is gone.</summary>
    private async Task<(string Outcome, ReadOnlyMemory<byte> Receipt, string Told)?> TryDeliverAsync(
        DropClaim claim, string file, FeedProfile profile, CancellationToken cancellation)
    {
        string name = SavedFeedDesk.Printable(Path.GetFileName(file));
        try
        {
            return await DeliverAsync(claim, file, profile, cancellation);
        }
        catch (FileNotFoundException)
        {
            claim.Abandon();
            LogGone(profile.Id, name);
        }
        catch (Exception e) when (e is StorageException or DropRetryException)
        {
            claim.PutBack();
            ServerMeters.CountDropFile("retried");
            LogRetried(profile.Id, name, e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // A mistake of ours in one file must neither stop the process nor come back at every look.
            LogMistake(e, profile.Id, name);
            return (DropClaim.Failed, ProblemReasons.Internal().Render(), "internalError");
        }

        return null;
    }

    private async Task<(string Outcome, ReadOnlyMemory<byte> Receipt, string Told)> DeliverAsync(
        DropClaim claim, string file, FeedProfile profile, CancellationToken cancellation)
    {
        var before = new FileInfo(file);
        if (before.LinkTarget is not null)
            return Unreadable();
        (long length, DateTime written) = (before.Length, before.LastWriteTimeUtc);
        if (length > options.Limits.BodyBytesMax)
            return Told(TooLarge(claim, profile));
        Stream? body;
        try
        {
            body = await ReadAsync(file, length, cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            return Unreadable();
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            throw new DropRetryException("the file cannot be read now: " + e.Message, e);
        }

        if (body is null)
            return Told(TooLarge(claim, profile));
        await using (body)
        {
            var after = new FileInfo(file);
            if (!after.Exists)
                throw new FileNotFoundException();
            if (after.Length != length || after.LastWriteTimeUtc != written)
                throw new DropRetryException("the file is still being written");
            return Told(await DeliverAsync(claim, file, profile, body, cancellation));
        }
    }

    /// <summary>A copy of the file, so that what is read is what stood there. What is empty is not opened: it may be a
    /// pipe, which would wait for ever.</summary>
    private async Task<Stream?> ReadAsync(string file, long length, CancellationToken cancellation)
    {
        if (length == 0)
            return new MemoryStream();
        await using FileStream source = new(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return await bodies.BufferAsync(source, options.Limits.BodyBytesMax, cancellation);
    }

    private async Task<DeliveryAnswer> DeliverAsync(
        DropClaim claim, string file, FeedProfile profile, Stream body, CancellationToken cancellation)
    {
        var request = new DeliveryRequest
        {
            Profile = profile,
            HasFeed = true,
            Caller = new Caller(Audience.Participant, profile.Participant),
            Delivery = new Delivery(claim.ReceivedAt, SentName.Of(Path.GetFileName(file))),
        };
        if (!gate.TryEnter())
            throw new DropRetryException("too many deliveries at once");
        try
        {
            return await ingestor.IngestAsync(request, body, cancellation);
        }
        finally
        {
            gate.Leave();
        }
    }

    private static (string Outcome, ReadOnlyMemory<byte> Receipt, string Told) Told(DeliveryAnswer answer)
    {
        string told = answer.Failure is { } failure
            ? RejectionText.WireName(failure.Reason)
            : $"{answer.Receipt.Lines.Accepted} accepted, {answer.Receipt.Lines.Rejected} refused, "
                + $"{answer.Receipt.Lines.Duplicate} duplicate, receipt {answer.Receipt.Id}";
        return (answer.IsTaken ? DropClaim.Done : DropClaim.Failed, answer.ToUtf8(), told);
    }

    private static DeliveryAnswer TooLarge(DropClaim claim, FeedProfile profile)
    {
        var failure = new Rejection(default, "file", null, RejectionReason.TooLarge);
        return new DeliveryAnswer
        {
            Failure = failure,
            Receipt = ReceiptMembers.Of(failure, profile.Id, claim.ReceivedAt),
        };
    }

    private static (string Outcome, ReadOnlyMemory<byte> Receipt, string Told) Unreadable()
    {
        var problem = new Problem(403, "fileUnreadable", new LocalizedText(
            "このファイルを読む権限がないか、ほかの場所への参照です。権限を直して置き直してください。",
            "The server may not read this file, or it is a link to another place. Correct that and drop it again."));
        return (DropClaim.Failed, problem.Render(), "fileUnreadable");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop {Feed}: took {File} ({Bytes} bytes)")]
    private partial void LogTaken(string feed, string file, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Drop {Feed}: {File} is {Outcome}: {Told}")]
    private partial void LogFinished(string feed, string file, string outcome, string told);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drop {Feed}: {File} waits and is tried again: {Reason}")]
    private partial void LogRetried(string feed, string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Drop {Feed}: {File} met a mistake of this server")]
    private partial void LogMistake(Exception error, string feed, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drop {Feed}: {File} was taken away while it was read")]
    private partial void LogGone(string feed, string file);
}

/// <summary>The file cannot be delivered now; it stays and is tried again.</summary>
internal sealed class DropRetryException(string message, Exception? inner = null) : Exception(message, inner);
