using System.Globalization;
using Inventory.Model.Rejections;

namespace Inventory.Cli.Conform;

/// <summary>Judges what a sender did under the fault script by the criteria of S3.</summary>
internal sealed class SenderJudge(IReadOnlyList<SeenDelivery> seen, TimeSpan retryAfter)
{
    /// <summary>Clocks of two processes are read at slightly different moments.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    /// <summary>The results of S3.</summary>
    public IReadOnlyList<CriterionResult> Judge() =>
    [
        Authorized(),
        Retries(Criteria.RetriesSame, TrialStep.Busy, TrialStep.TooFast),
        RetryAfter(),
        Retries(Criteria.LostAnswer, TrialStep.LostAnswer),
        Duplicate(),
        Refusal(),
        Corrections(),
        FileJudge.OfRecord(Criteria.Interval),
        FileJudge.OfRecord(Criteria.Exercise),
    ];

    private static CriterionResult Unseen(Criterion criterion) =>
        new(criterion, Verdict.NotJudged, new("そこまで届かなかった", "the sender did not come that far"), []);

    private static CriterionResult Result(Criterion criterion, string ja, string en, string[] wrong) => new(
        criterion, wrong.Length == 0 ? Verdict.Passed : Verdict.Failed, new(ja, en),
        [.. wrong.Take(ConformLimits.EvidenceMax)]);

    private string NameOf(int index) => string.Create(
        CultureInfo.InvariantCulture, $"#{index + 1} {seen[index].At.TotalSeconds:0.00} s {seen[index].Step} {seen[index].Content[..12]}");

    private CriterionResult Authorized()
    {
        if (seen.Count == 0)
            return Unseen(Criteria.Authorized);
        string[] wrong = [.. Enumerable.Range(0, seen.Count).Where(x => !seen[x].HasKey).Select(NameOf)];
        return Result(
            Criteria.Authorized, $"{seen.Count} 回の送付のうち、鍵のないもの {wrong.Length}",
            $"{wrong.Length} of {seen.Count} requests without the key", wrong);
    }

    /// <summary>What was answered with one of these steps must come again unchanged as the next request.</summary>
    private CriterionResult Retries(Criterion criterion, params TrialStep[] steps)
    {
        int[] failed = [.. Enumerable.Range(0, seen.Count).Where(x => steps.Contains(seen[x].Step))];
        if (failed.Length < steps.Length)
            return Unseen(criterion);
        string[] wrong =
        [
            .. failed.Where(x => x + 1 >= seen.Count || seen[x + 1].Content != seen[x].Content).Select(NameOf),
        ];
        return Result(
            criterion, $"失敗 {failed.Length} 回のうち、同じ中身で送り直さなかったもの {wrong.Length}",
            $"{wrong.Length} of {failed.Length} failures not followed by the same content", wrong);
    }

    private CriterionResult RetryAfter()
    {
        int[] asked =
        [
            .. Enumerable.Range(0, Math.Max(0, seen.Count - 1))
                .Where(x => seen[x].Step is TrialStep.Busy or TrialStep.TooFast),
        ];
        if (asked.Length == 0)
            return Unseen(Criteria.RetryAfter);
        TimeSpan least = asked.Min(x => seen[x + 1].At - seen[x].AnsweredAt);
        string[] wrong = [.. asked.Where(x => seen[x + 1].At - seen[x].AnsweredAt + Slack < retryAfter).Select(NameOf)];
        string measured = string.Create(CultureInfo.InvariantCulture, $"{least.TotalSeconds:0.00} s / {retryAfter.TotalSeconds:0} s");
        return Result(Criteria.RetryAfter, $"最も短い待ち {measured}", $"shortest wait {measured}", wrong);
    }

    private CriterionResult Duplicate()
    {
        int answered = IndexOf(TrialStep.Duplicate);
        return answered < 0 ? Unseen(Criteria.Duplicate) : Repeats(Criteria.Duplicate, answered);
    }

    private CriterionResult Refusal()
    {
        int refused = IndexOf(TrialStep.Refused);
        return refused < 0 ? Unseen(Criteria.Refusal) : Repeats(Criteria.Refusal, refused);
    }

    private CriterionResult Repeats(Criterion criterion, int first)
    {
        string[] wrong =
        [
            .. Enumerable.Range(first + 1, seen.Count - first - 1)
                .Where(x => seen[x].Content == seen[first].Content).Select(NameOf),
        ];
        return Result(criterion, $"その後の繰り返し {wrong.Length} 回", $"{wrong.Length} repeats afterwards", wrong);
    }

    /// <summary>
    /// An id that stands for two contents is wrong wherever it is seen. A correction is seen when a later delivery has
    /// the as-of (or the file name) of an earlier one and another content; the platform gives files their ids by
    /// content, so theirs are new.
    /// </summary>
    private CriterionResult Corrections()
    {
        var contents = new Dictionary<string, string>();
        var wrong = new List<string>();
        int corrections = 0;
        for (int i = 0; i < seen.Count; i++)
        {
            foreach ((string id, string content) in seen[i].Snapshots)
            {
                if (!contents.TryAdd(id, content) && contents[id] != content)
                    wrong.Add($"{NameOf(i)} idReused {id}");
            }

            SeenDelivery later = seen[i];
            bool isCorrection = later.Step == TrialStep.Accepted && later.AsOf.Length > 0
                && seen.Take(i).Any(x => x.Step == TrialStep.Duplicate && x.AsOf == later.AsOf
                    && x.Content != later.Content);
            corrections += isCorrection ? 1 : 0;
        }

        LocalizedText measured = new($"訂正 {corrections} 回、使い回したID {wrong.Count}", $"{corrections} corrections, {wrong.Count} ids reused");
        return corrections == 0 && wrong.Count == 0
            ? new(Criteria.Corrections, Verdict.NotJudged, new("訂正が送られなかった", "no correction was sent"), [])
            : new(Criteria.Corrections, wrong.Count == 0 ? Verdict.Passed : Verdict.Failed, measured, wrong);
    }

    private int IndexOf(TrialStep step)
    {
        for (int i = 0; i < seen.Count; i++)
        {
            if (seen[i].Step == step)
                return i;
        }

        return -1;
    }
}
