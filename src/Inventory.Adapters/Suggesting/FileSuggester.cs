using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>Proposes how an unknown file is to be read: finds out what it is, takes the first rows of a table, and
/// judges them. Reads at most <c>SuggestLimits.BytesMax</c> of it; a wrong file never throws.</summary>
public static class FileSuggester
{
    // Workbooks keep their directory at the end, so they are read whole or not at all.
    private const int WorkbookBytesMax = 10 * 1024 * 1024;
    private const int HeadBytes = 4096;

    /// <summary>The samplers in the order in which they are asked; the last takes any text.</summary>
    private static readonly ITableSampler[] Samplers = [new SpreadsheetSampler(), new DelimitedSampler()];

    /// <summary>Judges a file.</summary>
    /// <param name="body">The file; read from its position, not closed.</param>
    /// <param name="fileName">The sender's name of it; null when unknown.</param>
    /// <param name="participant">Whose it is; null when unknown.</param>
    /// <param name="registry">By whose items and locations codes are recognised; null for none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Task<ProfileSuggestion> SuggestAsync(
        Stream body, string? fileName, ParticipantId? participant, StockRegistry? registry,
        CancellationToken cancellation) =>
        SuggestAsync(body, new SuggestionHints { FileName = fileName, Participant = participant, Registry = registry },
            cancellation);

    /// <summary>Judges a file, with all that is known beside it.</summary>
    public static async Task<ProfileSuggestion> SuggestAsync(
        Stream body, SuggestionHints hints, CancellationToken cancellation)
    {
        byte[] head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
        ReadOnlyMemory<byte> first = head.AsMemory(0, length);
        if (FormatAdvice.Find(first.Span) is { } advice)
            return Advise(advice.Format, advice.Feed, hints);
        ITableSampler sampler = Samplers.First(x => x.Fits(first.Span));
        int most = sampler is DelimitedSampler ? SuggestLimits.BytesMax : WorkbookBytesMax;
        (MemoryStream bytes, bool isCut) = await TakeAsync(first, body, most, cancellation);
        TableSample sample = await sampler.SampleAsync(bytes, isCut, cancellation);
        if (sample.Failure is { } failure)
            return new ProfileSuggestion { Failure = failure };
        return TableSuggester.Suggest(sample.Rows, hints with
        {
            Format = sample.Format,
            Encoding = sample.Encoding,
            Delimiter = sample.Delimiter,
            Lines = sample.Lines,
        });
    }

    private static async Task<(MemoryStream Bytes, bool IsCut)> TakeAsync(
        ReadOnlyMemory<byte> head, Stream rest, int most, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        bytes.Write(head.Span);
        byte[] piece = new byte[64 * 1024];
        int length;
        while (bytes.Length < most && (length = await rest.ReadAsync(piece, cancellation)) > 0)
            bytes.Write(piece, 0, (int)Math.Min(length, most - bytes.Length));
        bool isCut = bytes.Length >= most;
        bytes.Position = 0;
        return (bytes, isCut);
    }

    /// <summary>A ready feed's profile under this participant's name. Never sure: the file was not looked into.</summary>
    private static ProfileSuggestion Advise(string format, string? feed, SuggestionHints hints)
    {
        ParticipantId participant = hints.Participant ?? new ParticipantId(ProfileDraft.UnknownParticipant);
        string id = hints.FeedId ?? ProfileDraft.IdOf(participant, feed ?? format);
        FeedProfile? ready = feed is null ? null : hints.Registry?.Feeds.GetValueOrDefault(feed);
        var blanks = new List<SuggestionBlank> { SuggestionText.Format(format, feed) };
        if (hints.Participant is null)
            blanks.Add(SuggestionText.Participant());
        return new ProfileSuggestion
        {
            Profile = ready is null
                ? new FeedProfile { Id = id, Participant = participant, Format = format, UnknownLocation = FeedProfile.Accept }
                : ready with { Id = id, Participant = participant },
            Confidence = 0.7,
            Blanks = blanks,
        };
    }
}
