using System.Globalization;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Conform;

/// <summary>Judges files by the criteria of S1 and S2.</summary>
internal sealed class FileJudge(IReadOnlyList<FileFacts> files, FeedProfile profile, bool isScopeDeclared)
{
    private static readonly string[] ItemWarnings = ["unknownItem", "checkDigit", "idSpoiled"];
    private static readonly string[] UnitWarnings = ["unknownPack", "unitMissing", "unitUnknown", "unitAmbiguous"];

    private IEnumerable<FileFacts> Read => files.Where(x => x.Failure is null);

    /// <summary>The results of S1.</summary>
    public IReadOnlyList<CriterionResult> JudgeS1() => [Readable(), Accepted(), AsOfPresent(), Days(), ControlCounts()];

    /// <summary>The results of S2, without those of S1.</summary>
    public IReadOnlyList<CriterionResult> JudgeS2(ControlTotals? control) =>
    [
        Share(Criteria.Identified, ConformLimits.IdentifiedShare, x => x.Identified, x => x.Lines, ItemWarnings),
        Share(Criteria.UnitsResolved, ConformLimits.ResolvedShare, x => x.Resolved, x => x.Quantities, UnitWarnings),
        CountTime(),
        ScopeDeclared(),
        Totals(control),
        OfRecord(Criteria.Findings),
    ];

    /// <summary>What only the operator's records can show.</summary>
    public static CriterionResult OfRecord(Criterion criterion) => new(
        criterion, Verdict.NotJudged, new("運営者の記録で判定する", "judged from the operator's records"), []);

    private static CriterionResult Result(
        Criterion criterion, bool isMet, string ja, string en, IEnumerable<string>? evidence = null) =>
        new(criterion, isMet ? Verdict.Passed : Verdict.Failed, new(ja, en), Cut(evidence ?? []));

    private static IReadOnlyList<string> Cut(IEnumerable<string> evidence) =>
        [.. evidence.Take(ConformLimits.EvidenceMax)];

    private static string Percent(decimal share) =>
        (Math.Floor(share * 100_000) / 1000).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static IEnumerable<string> RefusalsOf(FileFacts file) => file.Rejections.Select(x =>
        $"{file.File}{PlaceOf(x.Source)} {x.Field} {RejectionText.WireName(x.Reason)} {Quoted(x.Value)}".TrimEnd());

    private static IEnumerable<string> WarningsOf(FileFacts file, string[] kinds) =>
        file.Warnings.Where(x => kinds.Contains(x.Kind)).Select(x =>
            $"{file.File}{PlaceOf(x.Source)} {x.Kind} ×{x.Count} {Quoted(x.Value)}".TrimEnd());

    private static string PlaceOf(in SourcePosition source) =>
        source.Line > 0 ? $":{source.Line}"
        : source.Row > 0 ? $" row {source.Row}"
        : source.Segment > 0 ? $" segment {source.Segment}"
        : source.Path is { } path ? $" {path}"
        : string.Empty;

    private static string Quoted(string? value) => value is null ? string.Empty : $"\"{value}\"";

    private CriterionResult Readable()
    {
        FileFacts[] wrong = [.. files.Where(x => x.Failure is not null)];
        return Result(
            Criteria.Readable, wrong.Length == 0, $"{files.Count} ファイル中 {wrong.Length} が読めない",
            $"{wrong.Length} of {files.Count} files unreadable", wrong.SelectMany(RefusalsOf));
    }

    private CriterionResult Accepted()
    {
        if (!Read.Any())
            return Nothing(Criteria.Accepted);
        FileFacts worst = Read.MinBy(ShareOf)!;
        return Result(
            Criteria.Accepted, ShareOf(worst) >= ConformLimits.AcceptedShare,
            $"最も低いファイルで {Percent(ShareOf(worst))}（{worst.Accepted}/{worst.Accepted + worst.Rejected} 行、{worst.File}）",
            $"{Percent(ShareOf(worst))} in the lowest file ({worst.Accepted}/{worst.Accepted + worst.Rejected} lines, {worst.File})",
            Read.SelectMany(RefusalsOf));

        static decimal ShareOf(FileFacts x) =>
            x.Accepted + x.Rejected == 0 ? 0 : (decimal)x.Accepted / (x.Accepted + x.Rejected);
    }

    private CriterionResult AsOfPresent()
    {
        if (!Read.Any())
            return Nothing(Criteria.AsOfPresent);
        FileFacts[] wrong = [.. Read.Where(x => x.AsOf is not { Source: not AsOfSource.Received })];
        return Result(
            Criteria.AsOfPresent, wrong.Length == 0, $"時点のないファイル {wrong.Length}", $"{wrong.Length} files without an as-of",
            wrong.Select(x => x.File));
    }

    private CriterionResult Days()
    {
        // The same content under another name or date shows nothing about another day.
        FileFacts[] distinct = [.. Read.DistinctBy(x => x.Sha256)];
        string[] days =
        [
            .. distinct.Where(x => x.AsOf is { Source: not AsOfSource.Received })
                .Select(x => x.AsOf!.Newest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Distinct().Order(),
        ];
        string found = days.Length == 0 ? "-" : string.Join(", ", days.Take(ConformLimits.EvidenceMax));
        if (days.Length < ConformLimits.DaysMin && files.Count < ConformLimits.DaysMin)
            return new(
                Criteria.Days, Verdict.NotJudged,
                new($"3ファイル要るところ {files.Count} ファイル（{found}）", $"{files.Count} files where three are needed ({found})"), []);
        return Result(
            Criteria.Days, days.Length >= ConformLimits.DaysMin, $"中身の違うファイル {distinct.Length}、日 {days.Length}（{found}）",
            $"{distinct.Length} different files, {days.Length} days ({found})");
    }

    private CriterionResult ControlCounts()
    {
        string[] wrong = [.. Read.SelectMany(x => WarningsOf(x, ["controlCount"]))];
        return Result(Criteria.ControlCounts, wrong.Length == 0, $"合わない件数 {wrong.Length}", $"{wrong.Length} disagree", wrong);
    }

    private CriterionResult Share(
        Criterion criterion, decimal least, Func<FileFacts, long> part, Func<FileFacts, long> whole, string[] warnings)
    {
        long all = Read.Sum(whole);
        if (all == 0)
            return Nothing(criterion);
        long met = Read.Sum(part);
        decimal share = (decimal)met / all;
        return Result(
            criterion, share >= least, $"{Percent(share)}（{met}/{all} 行）", $"{Percent(share)} ({met}/{all} lines)",
            Read.SelectMany(x => WarningsOf(x, warnings)));
    }

    private CriterionResult CountTime()
    {
        bool isMet = profile.AsOfMeaning == "counted" && Read.All(x => x.AsOf is { Source: not AsOfSource.Received });
        string sources = string.Join(", ", Read.Select(x => x.AsOf is { } y ? WireNames.Of(y.Source) : "-").Distinct());
        return Result(
            Criteria.CountTime, isMet, $"asOfMeaning {profile.AsOfMeaning}、時点の出どころ {sources}",
            $"asOfMeaning {profile.AsOfMeaning}, as-of from {sources}");
    }

    private CriterionResult ScopeDeclared() => Result(
        Criteria.ScopeDeclared, isScopeDeclared, isScopeDeclared ? WireNames.Of(profile.Scope) : "書かれていない",
        isScopeDeclared ? WireNames.Of(profile.Scope) : "not declared");

    private CriterionResult Totals(ControlTotals? control)
    {
        if (control is null)
            return new(Criteria.Totals, Verdict.NotJudged, new("--control-totals がない", "no --control-totals given"), []);
        string[] differences = [.. Read.SelectMany(control.DifferencesOf)];
        return Result(
            Criteria.Totals, Read.Any() && differences.Length == 0, $"一致しない合計 {differences.Length}（読んだ値 / 送信者の値）",
            $"{differences.Length} totals differ (read / stated)", differences);
    }

    private static CriterionResult Nothing(Criterion criterion) =>
        new(criterion, Verdict.NotJudged, new("読めた行がない", "no line was read"), []);
}
