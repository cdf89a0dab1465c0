using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Server.Held;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Storage.Files;

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

    /// <summary>Why it waits for a confirmation: the guard's or the finding's name; null when it does not.</summary>
    public string? HeldFor { get; init; }

    /// <summary>Where it waits; null when it does not, or could not be kept.</summary>
    public HeldDelivery? Held { get; init; }

    /// <summary>What was read, as far as it was accepted; only in a dry run.</summary>
    public FeedReading? Reading { get; init; }

    /// <summary>Writes members beside the receipt's; null for none.</summary>
    public Action<Utf8JsonWriter>? More { get; init; }

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
    public IResult ToResult() =>
        IsTaken ? new BytesResult(ToUtf8(), "application/json; charset=utf-8") : ToProblem();

    /// <summary>The answer as JSON, as it stands in the HTTP answer.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        if (!IsTaken)
            return ToProblem().Render();
        if (More is null)
            return ReceiptJson.ToUtf8(Receipt);
        return JsonAnswer.Render(json =>
        {
            json.WriteStartObject();
            WriteMembers(json);
            json.WriteEndObject();
        });
    }

    private Problem ToProblem()
    {
        RejectionReason reason = Failure?.Reason
            ?? (Receipt.Rejections.Count > 0 ? Receipt.Rejections[0].Reason : RejectionReason.None);
        if (reason == RejectionReason.None)
            return new Problem(Status, "nothingAccepted", NothingAccepted) { Members = WriteMembers };
        return new Problem(Status, RejectionText.WireName(reason), RejectionText.For(reason)) { Members = WriteMembers };
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        ReceiptMembers.Write(json, Receipt, IsDryRun);
        if (Held is not null)
            HeldEndpoints.WriteMember(json, Held);
        More?.Invoke(json);
    }

    private static readonly LocalizedText NothingAccepted = new(
        "受け取れる行がありませんでした。", "The delivery held no line that states a level.");
}
