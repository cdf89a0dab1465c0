using System.Runtime.InteropServices;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Model.Snapshots;

/// <summary>
/// What a schema cannot say: times against the clock, identifiers against the registry, quantities against packs.
/// Whatever came in, what goes out can be written canonically and read back by <see cref="SnapshotReader"/>. Bad data
/// is a rejection, never an exception.
/// </summary>
public static class SnapshotValidator
{
    /// <summary>As-of may lie this far ahead of the clock of reception; clocks of tills are rarely better. DESIGN: 5
    /// minutes.</summary>
    public const int FutureToleranceMs = 5 * 60_000;

    /// <summary>Past this age an as-of gets the warning <c>asOfOld</c>: more than the longest month. RULES 4.</summary>
    public const int OldAfterDays = 35;

    /// <summary>Longest snapshot id and run id in characters.</summary>
    public const int IdLengthMax = 64;

    /// <summary>Longest lot in characters.</summary>
    public const int LotLengthMax = 64;

    /// <summary>
    /// Checks a snapshot and completes it (base quantities). Refused lines go to <paramref name="rejections"/>; null
    /// when nothing is left or the snapshot as a whole is refused. Whether an unregistered location is accepted is said
    /// by the snapshot's feed.
    /// </summary>
    /// <param name="snapshot">What was sent.</param>
    /// <param name="registry">The master data.</param>
    /// <param name="now">The clock of reception.</param>
    /// <param name="sources">Place of each line in what was sent, parallel to the lines; null when unknown.</param>
    /// <param name="rejections">Gets the refused lines.</param>
    /// <param name="warnings">Gets what the sender should know.</param>
    public static StockSnapshot? Validate(
        StockSnapshot snapshot,
        StockRegistry registry,
        DateTimeOffset now,
        IReadOnlyList<SourcePosition>? sources,
        List<Rejection> rejections,
        List<Warning> warnings) =>
        Validate(snapshot, sources, new SnapshotContext(registry, now), rejections, warnings);

    /// <summary>The same with what the caller permits. A snapshot sent without lines is valid where its scope is full:
    /// all is gone.</summary>
    public static StockSnapshot? Validate(
        StockSnapshot snapshot,
        IReadOnlyList<SourcePosition>? sources,
        SnapshotContext context,
        List<Rejection> rejections,
        List<Warning> warnings)
    {
        var found = new WarningCounter();
        var check = new LineCheck(context, found, sources);
        if (!IsHeadValid(snapshot, check, context, rejections))
            return null;
        bool wasEmpty = snapshot.Lines.Count == 0;
        List<StockLine> lines = KeepValid(snapshot.Lines, context.OwnsLines, check, rejections);
        found.AddTo(warnings);
        if (lines.Count == 0 && !(wasEmpty && snapshot.Scope == SnapshotScope.Full))
            return null;
        return ReferenceEquals(lines, snapshot.Lines) ? snapshot : snapshot with { Lines = lines };
    }

    /// <summary>
    /// Checks all but the lines, for a reader that found nothing to say of them and has filled in their base
    /// quantities; false when the snapshot is refused as a whole.
    /// </summary>
    public static bool ValidateHead(
        StockSnapshot snapshot,
        IReadOnlyList<SourcePosition>? sources,
        SnapshotContext context,
        List<Rejection> rejections,
        List<Warning> warnings)
    {
        var found = new WarningCounter();
        if (!IsHeadValid(snapshot, new LineCheck(context, found, sources), context, rejections))
            return false;
        found.AddTo(warnings);
        return true;
    }

    /// <summary>True when a line's own as-of needs neither refusal nor warning.</summary>
    public static bool IsTimely(DateTimeOffset asOf, DateTimeOffset now) =>
        !IsInFuture(asOf, now) && !IsOld(asOf, now);

    private static bool IsHeadValid(
        StockSnapshot snapshot, in LineCheck check, SnapshotContext context, List<Rejection> rejections)
    {
        Fault? fault = HeaderFault(snapshot, context);
        if (fault is not null)
            rejections.Add(Rejected(check.Source(0), fault));
        else if (IsOld(snapshot.AsOf, context.Now))
            check.WarnOld(snapshot.AsOf, 0);
        return fault is null;
    }

    private static List<StockLine> KeepValid(
        IReadOnlyList<StockLine> lines, bool isOurs, in LineCheck check, List<Rejection> rejections)
    {
        List<StockLine> kept = isOurs && lines is List<StockLine> own ? own : [.. lines];
        Span<StockLine> span = CollectionsMarshal.AsSpan(kept);
        int count = 0;
        for (int i = 0; i < span.Length; i++)
        {
            ref StockLine line = ref span[i];
            if (check.Complete(ref line, i) is { } fault)
                rejections.Add(Rejected(check.Source(i), fault));
            else if (count++ < i)
                span[count - 1] = line;
        }

        if (count < kept.Count)
            kept.RemoveRange(count, kept.Count - count);
        return kept;
    }

    /// <summary>Checks a run marker: ids and clock, as for a snapshot; null when it may go on the log.</summary>
    public static Rejection? Check(RunMarker marker, SnapshotContext context)
    {
        Fault? fault = IdFault(marker.SnapshotId)
            ?? SenderFault(marker.Sender, context)
            ?? (IsName(marker.Feed) ? null : new Fault("feed", marker.Feed, RejectionReason.TypeInvalid))
            ?? (IsName(marker.Run) ? null : new Fault("run", marker.Run, RejectionReason.TypeInvalid))
            ?? TimeFault("asOf", marker.AsOf, context.Now);
        return fault is null ? null : Rejected(default, fault);
    }

    /// <summary>True for 1 to 64 printable ASCII characters without blank, quote and backslash.</summary>
    internal static bool IsName(string text)
    {
        if (text.Length is 0 or > IdLengthMax)
            return false;
        foreach (char c in text)
        {
            if (c is <= ' ' or > '~' or '"' or '\\')
                return false;
        }

        return true;
    }

    internal static bool IsOld(DateTimeOffset asOf, DateTimeOffset now) => now - asOf > TimeSpan.FromDays(OldAfterDays);

    internal static Fault? TimeFault(string field, DateTimeOffset asOf, DateTimeOffset now) =>
        IsInFuture(asOf, now)
            ? new Fault(field, CanonicalTime.Format(asOf), RejectionReason.AsOfInFuture)
            : null;

    private static bool IsInFuture(DateTimeOffset asOf, DateTimeOffset now) =>
        asOf - now > TimeSpan.FromMilliseconds(FutureToleranceMs);

    private static Fault? HeaderFault(StockSnapshot snapshot, SnapshotContext context) =>
        IdFault(snapshot.SnapshotId)
        ?? SenderFault(snapshot.Sender, context)
        ?? (snapshot.Feed is null || IsName(snapshot.Feed) ? null : new Fault("feed", snapshot.Feed, RejectionReason.TypeInvalid))
        ?? (snapshot.Run is null || IsName(snapshot.Run) ? null : new Fault("run", snapshot.Run, RejectionReason.TypeInvalid))
        ?? LocationFault(snapshot, context)
        ?? TimeFault("asOf", snapshot.AsOf, context.Now)
        ?? (snapshot.Lines.Count > 0 || snapshot.Scope == SnapshotScope.Full
            ? null
            : new Fault("lines", null, RejectionReason.FieldMissing))
        ?? (snapshot.Scope is SnapshotScope.Full or SnapshotScope.Partial
            ? null
            : new Fault("scope", null, RejectionReason.ScopeInvalid))
        ?? (snapshot.AsOfSource is >= AsOfSource.Line and <= AsOfSource.Received
            ? null
            : new Fault("asOfSource", null, RejectionReason.TypeInvalid));

    private static Fault? IdFault(string? id) =>
        id is not null && IsName(id) ? null : new Fault("snapshotId", id, RejectionReason.SnapshotIdInvalid);

    private static Fault? SenderFault(ParticipantId sender, SnapshotContext context)
    {
        if (sender.Value is null || !context.Registry.Participants.ContainsKey(sender.Value))
            return new Fault("sender", sender.Value, RejectionReason.SenderUnknown);
        return context.SenderAllowed is { } allowed && allowed != sender
            ? new Fault("sender", sender.Value, RejectionReason.SenderForbidden)
            : null;
    }

    private static Fault? LocationFault(StockSnapshot snapshot, SnapshotContext context)
    {
        string? text = snapshot.Location.Value;
        if (text is null || !LocationId.TryParse(text, out _))
            return new Fault("location", text, RejectionReason.LocationInvalid);
        if (context.Registry.Locations.TryGetValue(text, out Location? location))
        {
            return location.Participant == snapshot.Sender
                ? null
                : new Fault("location", text, RejectionReason.LocationForbidden);
        }

        // A local code names its owner itself.
        if (ParticipantId.TrySplit(text, out ParticipantId owner, out _) && owner != snapshot.Sender)
            return new Fault("location", text, RejectionReason.LocationForbidden);
        bool isAllowed = context.AllowUnknownLocation
            ?? (snapshot.Feed is not null && context.Registry.Feeds.TryGetValue(snapshot.Feed, out FeedProfile? feed)
                && feed.UnknownLocation == "accept");
        return isAllowed ? null : new Fault("location", text, RejectionReason.LocationUnknown);
    }

    private static Rejection Rejected(SourcePosition source, Fault fault) =>
        new(source, fault.Field, Cut(fault.Value), fault.Reason);

    /// <summary>Offending texts are shown to people and kept in receipts: 200 characters tell enough.</summary>
    internal static string? Cut(string? value) => value is { Length: > 200 } ? value[..200] : value;
}
