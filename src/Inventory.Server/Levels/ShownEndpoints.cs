using System.Text;
using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Inventory.Server.Http;
using Inventory.Server.Problems;
using Inventory.Storage;

namespace Inventory.Server.Levels;

/// <summary>The levels call with a time: what the caller's audience was shown then, byte for byte.</summary>
internal static class ShownEndpoints
{
    /// <summary>Reads a time; false when it is none, or not yet come.</summary>
    public static bool TryTime(string text, TimeProvider time, out long ms) =>
        CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out ms, out _)
        && ms >= 0 && ms <= time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The problem of a time that cannot be read.</summary>
    public static IResult WrongTime() => ProblemReasons.ParameterInvalid(
        "at", "過去の時刻を RFC 3339 で書いてください（例 2026-11-22T09:00:00+09:00）。",
        "expected a time that has passed, as RFC 3339 (such as 2026-11-22T09:00:00+09:00)");

    /// <summary>Answers with what was shown.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, (Audience Audience, string At, LevelQuery Query) asked, ShownArchive shown,
        TimeProvider time)
    {
        if (!TryTime(asked.At, time, out long atMs))
            return WrongTime();
        if (Accepted.Choose(context.Request, "application/json") is null)
            return ProblemReasons.NotAcceptable("application/json");
        ShownMoment? moment;
        try
        {
            moment = await shown.FindAsync(asked.Audience, atMs, context.RequestAborted);
        }
        catch (StorageException)
        {
            return ProblemReasons.HistoryUnavailable();
        }

        if (moment is null)
            return shown.IsBehind ? ProblemReasons.HistoryUnavailable() : ProblemReasons.NotRecorded();
        var head = new LevelSet(
            asked.Audience, moment.Frame.Sequence,
            DateTimeOffset.FromUnixTimeMilliseconds(moment.Frame.ComputedAtMs), []);
        byte[] body = LevelJson.ToUtf8(
            head, moment.State.IsSimulated, DateTimeOffset.FromUnixTimeMilliseconds(atMs),
            moment.State.Query(asked.Query));
        context.Response.Headers.Vary = "Accept, Authorization";
        return new BytesResult(body, "application/json; charset=utf-8")
        {
            CacheControl = asked.Audience == Audience.Public ? "public, max-age=60" : "private, no-cache",
        };
    }
}
