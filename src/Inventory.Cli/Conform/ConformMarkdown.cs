using System.Globalization;
using System.Text;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Conform;

/// <summary>Writes a report as a page in Japanese and English.</summary>
internal static class ConformMarkdown
{
    /// <summary>The page.</summary>
    public static string Write(ConformReport report)
    {
        var page = new StringBuilder();
        page.Append("# 適合性の報告 / Report of conformance\n\n");
        page.Append(CultureInfo.InvariantCulture, $"**{report.Level}: {Words(report)}**\n\n");
        page.Append("| | |\n|---|---|\n");
        Row(page, "日時 / date", CanonicalTime.Format(report.At));
        Row(page, "規則の版 / rules", ConformReport.Book);
        Row(page, "プログラム / program", $"inventory {report.Tool}");
        if (report.Feed is { } feed)
            Row(page, "フィード / feed", feed);
        if (report.Registry is { } registry)
            Row(page, "登録簿の版 / registry", registry);
        AppendFiles(page, report);
        AppendResults(page, report);
        AppendEvidence(page, report);
        return page.ToString();
    }

    /// <summary>The verdict of the whole, in both languages.</summary>
    public static string Words(ConformReport report) => report.Conforms
        ? report.Results.Any(x => x.Verdict == Verdict.NotJudged)
            ? "適合（このプログラムで判定できる範囲。残りは「未判定」） / conforms, as far as this program can judge (see: not judged)"
            : "適合 / conforms"
        : "不適合 / does not conform";

    private static void AppendFiles(StringBuilder page, ConformReport report)
    {
        if (report.Files.Count == 0)
            return;
        page.Append("\n| ファイル / file | バイト / bytes | SHA-256 | 受理・拒否 / accepted, refused |\n|---|---|---|---|\n");
        foreach (FileFacts file in report.Files)
            Row(page, file.File, file.Bytes.ToString(CultureInfo.InvariantCulture), file.Sha256, $"{file.Accepted}, {file.Rejected}");
    }

    private static void AppendResults(StringBuilder page, ConformReport report)
    {
        page.Append("\n| 基準 / id | 規則 / rule | 要求 / requirement | | 測定 / measured | 判定 / verdict |\n|---|---|---|---|---|---|\n");
        foreach (CriterionResult x in report.Results)
            Row(
                page, x.Criterion.Id, x.Criterion.Rule, $"{x.Criterion.Requirement.Ja} / {x.Criterion.Requirement.En}",
                x.Criterion.IsMust ? "MUST" : "SHOULD", $"{x.Measured.Ja} / {x.Measured.En}", Word(x.Verdict));
    }

    private static void AppendEvidence(StringBuilder page, ConformReport report)
    {
        if (report.Results.All(x => x.Evidence.Count == 0))
            return;
        page.Append("\n## 証拠 / Evidence\n\n");
        foreach (CriterionResult x in report.Results)
        {
            foreach (string piece in x.Evidence)
                page.Append("- ").Append(x.Criterion.Id).Append(": ").Append(Plain(piece)).Append('\n');
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "合格 / passed",
        Verdict.Failed => "不合格 / failed",
        _ => "未判定 / not judged",
    };

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells.Select(Plain)).Append(" |\n");

    /// <summary>A text from a file must neither break the table nor become markup.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
            plain.Append(c switch
            {
                '|' => "\\|",
                '<' => "&lt;",
                '`' or '[' or ']' => $"\\{c}",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        return plain.ToString();
    }
}
