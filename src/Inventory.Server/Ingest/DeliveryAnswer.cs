using System.Text.Json;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Server.Problems;

namespace Inventory.Server.Ingest;

/// <summary>What became of a delivery, and its HTTP form.</summary>
internal sealed record DeliveryAnswer
{
    /// <summary>The receipt; with an empty id when nothing was stored.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Why the whole delivery was refused; null when it was read.</summary>
    public Rejection? Failure { get; init; }

    /// <summary>True when nothing was stored.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>True when something was accepted or it was a pure duplicate.</summary>
    public bool IsTaken { get; init; }

    /// <summary>The HTTP status of the public contract.</summary>
    public int Status => Failure is { } failure
        ? failure.Reason switch
        {
            RejectionReason.TooLarge => StatusCodes.Status413PayloadTooLarge,
            RejectionReason.FormatMismatch => StatusCodes.Status415UnsupportedMediaType,
            RejectionReason.NeedsConfirmation => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status400BadRequest,
        }
        : IsTaken ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The answer as a result: a receipt, or a problem that carries the receipt's members.</summary>
    public IResult ToResult()
    {
        if (IsTaken)
            return new ReceiptResult(Receipt);
        Receipt receipt = Receipt;
        RejectionReason reason = Failure?.Reason
            ?? (receipt.Rejections.Count > 0 ? receipt.Rejections[0].Reason : RejectionReason.None);
        Action<Utf8JsonWriter> members = json => ReceiptMembers.Write(json, receipt, IsDryRun);
        if (reason == RejectionReason.None)
            return new Problem(Status, "nothingAccepted", NothingAccepted) { Members = members };
        return new Problem(Status, RejectionText.WireName(reason), RejectionText.For(reason)) { Members = members };
    }

    private static readonly LocalizedText NothingAccepted = new(
        "受け取れる行がありませんでした。", "The delivery held no line that states a level.");
}
