using Inventory.Model.Rejections;

namespace Inventory.Cli.Conform;

/// <summary>One criterion of a conformance level.</summary>
/// <param name="Id">Its stable id, such as <c>S1-2</c>, as in the rule book's table of levels.</param>
/// <param name="Rule">The rule it tests.</param>
/// <param name="IsMust">False for a SHOULD, which never decides the verdict.</param>
/// <param name="IsRecord">True when only the operator's records over weeks can show it: this program then says so and
/// does not count it.</param>
/// <param name="Requirement">What is asked.</param>
internal sealed record Criterion(string Id, string Rule, bool IsMust, bool IsRecord, LocalizedText Requirement);

/// <summary>How a criterion was judged.</summary>
internal enum Verdict
{
    /// <summary>Met.</summary>
    Passed,

    /// <summary>Not met.</summary>
    Failed,

    /// <summary>Nothing was given or seen that shows it either way.</summary>
    NotJudged,
}

/// <summary>What came out for a criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Measured">The measured value, or why nothing was measured.</param>
/// <param name="Evidence">Where it can be seen: files and lines, or requests; at most
/// <see cref="ConformLimits.EvidenceMax"/>.</param>
internal sealed record CriterionResult(
    Criterion Criterion, Verdict Verdict, LocalizedText Measured, IReadOnlyList<string> Evidence)
{
    /// <summary>True when it keeps the sender from conforming: a MUST that this program can judge and that was not
    /// shown to be met.</summary>
    public bool IsInTheWay => Criterion is { IsMust: true, IsRecord: false } && Verdict != Verdict.Passed;
}
