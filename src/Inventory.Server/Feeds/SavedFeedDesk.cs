using System.Text;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Server.Auth;
using Inventory.Server.Observability;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Server.Registry;
using Inventory.Storage;
using Inventory.Storage.Files;
using Inventory.Storage.Log;

namespace Inventory.Server.Feeds;

/// <summary>
/// Saves and deletes feeds while the server runs. What is answered is on the disk and in force. One change at a time.
/// </summary>
internal sealed partial class SavedFeedDesk(
    SavedFeedStore files, RegistryHolder holder, BrokenFeeds broken, ISnapshotWriter writer, ServerOptions options,
    ILogger<SavedFeedDesk> log)
        : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Says which saved feeds are not in force, once after a start.</summary>
    public void Tell()
    {
        foreach (SkippedFeed feed in broken.Feeds.Concat(holder.Skipped))
            LogSkipped(Printable(feed.Id), Printable(feed.Reason));
    }

    /// <summary>Saves a feed; the problem when it cannot be, else whether it is a new one.</summary>
    /// <exception cref="StorageException">It cannot be written; nothing changed.</exception>
    public async Task<(Problem? Problem, FeedProfile? Profile, bool IsNew)> SaveAsync(
        Caller caller, string id, byte[] bytes, CancellationToken cancellation)
    {
        var errors = new List<RegistryError>();
        StockRegistry registry = holder.Current;
        SavedFeed? feed = SavedFeedFiles.Read(bytes, "profile", registry, errors);
        if (feed is not null && feed.Profile.Id != id)
            errors.Add(new RegistryError("profile", LineOf(bytes, "\"id\""), $"id: expected \"{id}\", as in the address"));
        if (feed is null || errors.Count > 0)
            return (FeedProblems.ProfileInvalid(errors), null, false);
        if (!caller.IsMinistryOr(feed.Profile.Participant))
            return (FeedProblems.ProfileForbidden(), null, false);
        await _one.WaitAsync(cancellation);
        try
        {
            if (await RefusalAsync(feed.Profile, cancellation) is { } problem)
                return (problem, null, false);
            bool isNew = !holder.Saved.TryGetValue(id, out SavedFeed? old);
            if (old?.Sha256 != feed.Sha256)
            {
                files.Save(id, bytes);
                holder.ReplaceSaved(new Dictionary<string, SavedFeed>(holder.Saved) { [id] = feed });
            }

            ServerMeters.CountFeed(isNew ? "saved" : "replaced");
            return (null, feed.Profile, isNew);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Deletes a saved feed; the problem when it cannot be.</summary>
    /// <exception cref="StorageException">It cannot be taken away; nothing changed.</exception>
    public async Task<Problem?> DeleteAsync(Caller caller, string id, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (!holder.Saved.TryGetValue(id, out SavedFeed? feed))
            {
                if (!holder.Current.Feeds.TryGetValue(id, out FeedProfile? fixedFeed))
                    return ProblemReasons.FeedUnknown(Printable(id));
                return caller.IsMinistryOr(fixedFeed.Participant)
                    ? FeedProblems.FeedTaken() : ProblemReasons.FeedForbidden();
            }

            if (!caller.IsMinistryOr(feed.Profile.Participant))
                return ProblemReasons.FeedForbidden();
            files.Delete(id);
            var rest = new Dictionary<string, SavedFeed>(holder.Saved);
            rest.Remove(id);
            holder.ReplaceSaved(rest);
            ServerMeters.CountFeed("deleted");
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<Problem?> RefusalAsync(FeedProfile profile, CancellationToken cancellation)
    {
        if (holder.Folder.Feeds.ContainsKey(profile.Id))
            return FeedProblems.FeedTaken();
        if (holder.Saved.TryGetValue(profile.Id, out SavedFeed? old))
            return old.Profile.Participant == profile.Participant ? null : FeedProblems.FeedTaken();
        // The places of a feed's last run are remembered under its id: a deleted one must not come back as another's.
        Receipt? last = await writer.FindLastAcceptedAsync(profile.Id, cancellation);
        if (last?.Participant is { } participant && participant != profile.Participant.Value)
            return FeedProblems.FeedTaken();
        int own = holder.Saved.Values.Count(x => x.Profile.Participant == profile.Participant);
        return own < options.Limits.SavedFeedsMax ? null : FeedProblems.TooManyFeeds(options.Limits.SavedFeedsMax);
    }

    private static int LineOf(byte[] bytes, string text)
    {
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        return at < 0 ? 1 : 1 + bytes.AsSpan(0, at).Count((byte)'\n');
    }

    /// <summary>A text from outside for a log line or a sentence: one line, not long.</summary>
    internal static string Printable(string text)
    {
        const int LengthMax = 200;
        string cut = text.Length <= LengthMax ? text : text[..LengthMax] + "…";
        return string.Concat(cut.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved feed {Feed} is not in force: {Reason}")]
    private partial void LogSkipped(string feed, string reason);
}
