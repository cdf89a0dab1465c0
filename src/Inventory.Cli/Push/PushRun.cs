using Inventory.Model.Snapshots;
using Spectre.Console;

namespace Inventory.Cli.Push;

/// <summary>Sends files one after the other, shows each receipt and notes it.</summary>
internal sealed class PushRun(Terminal terminal, Courier courier, PushLedger ledger)
{
    /// <summary>The feed.</summary>
    public required string Feed { get; init; }

    /// <summary>The server, part of what a noted receipt is for.</summary>
    public required Uri Server { get; init; }

    /// <summary>True to compress.</summary>
    public bool IsGzip { get; init; }

    /// <summary>True to send also what has a receipt.</summary>
    public bool IsAgain { get; init; }

    /// <summary>True to have the server check only.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>True to print receipts as they came.</summary>
    public bool IsJson { get; init; }

    /// <summary>The as-of stated beside the files; null for none.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Sends all files; the greatest exit code counts. A server that is away ends the run: the rest would
    /// fare no better.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        int exitCode = ExitCodes.AllAccepted;
        for (int i = 0; i < files.Count; i++)
        {
            int code = await PushAsync(files[i], cancellation);
            exitCode = Math.Max(exitCode, code);
            if (code == ExitCodes.Unreachable && i + 1 < files.Count)
            {
                terminal.Complain(
                    $"残り {files.Count - i - 1} ファイルは送っていません。同じコマンドをもう一度実行すると続きから送ります。",
                    $"{files.Count - i - 1} files were not sent; run the same command again to go on from here.");
                break;
            }
        }

        return exitCode;
    }

    private async Task<int> PushAsync(string file, CancellationToken cancellation)
    {
        PushItem item;
        try
        {
            item = await PushItem.OfAsync(file, cancellation);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"{file}: ファイルを読めません。{x.Message}", $"{file}: cannot be read. {x.Message}");
            return ExitCodes.Unusable;
        }

        if (!IsAgain && !IsDryRun && ledger.Find(Server, Feed, item) is { } noted)
        {
            terminal.Complain(
                $"{file}: 受付済みです（{noted.Receipt}）。送りません。",
                $"{file}: has the receipt {noted.Receipt} already; not sent.");
            return noted.Rejected > 0 ? ExitCodes.SomeRefused : ExitCodes.AllAccepted;
        }

        Answer answer = await WithProgressAsync(item, cancellation);
        Note(item, answer);
        if (IsJson)
            terminal.Out.WriteLine(OnOneLine(answer));
        else
            Tell(file, answer);
        return answer.ExitCode;
    }

    private async Task<Answer> WithProgressAsync(PushItem item, CancellationToken cancellation)
    {
        string path = $"v1/feeds/{Uri.EscapeDataString(Feed)}/snapshots{(IsDryRun ? "?dryRun=true" : string.Empty)}";
        var consignment = new Consignment(path, IsGzip, AsOf is { } asOf ? CanonicalTime.Format(asOf) : null);
        if (!terminal.ErrorScreen.Profile.Capabilities.Interactive)
            return await courier.SendAsync(item, consignment, null, cancellation);
        return await terminal.ErrorScreen.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(),
                new TransferSpeedColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(item.Name), maxValue: Math.Max(1, item.Size));
                string waiting = Markup.Escape($"{item.Name} {terminal.Choose("受付待ち", "waiting for the receipt")}");
                return await courier.SendAsync(item, consignment, sent =>
                {
                    bar.Value = sent;
                    if (sent >= item.Size)
                        bar.Description(waiting);
                }, cancellation);
            });
    }

    /// <summary>Only what the server took is noted: a file it refused as a whole is worth sending again once its
    /// reason is gone.</summary>
    private void Note(PushItem item, Answer answer)
    {
        if (answer.IsAccepted && answer.Receipt is { } receipt && !IsDryRun)
            ledger.Add(new LedgerEntry(
                Server.AbsoluteUri, Feed, item.Sha256, item.Name, receipt, answer.Accepted, answer.Rejected,
                TimeProvider.System.GetUtcNow()));
    }

    private static string OnOneLine(Answer answer) =>
        answer.Body.Length > 0
            ? answer.Body.ReplaceLineEndings(string.Empty)
            : "{\"status\":0,\"reason\":\"unreachable\"}";

    private void Tell(string file, Answer answer)
    {
        if (answer.IsAccepted)
        {
            string superseded = answer.Superseded is > 0 and { } old ? $"、旧い情報 {old:N0} 行" : string.Empty;
            string supersededEn = answer.Superseded is > 0 and { } older ? $", {older:N0} superseded" : string.Empty;
            terminal.Say(
                $"{file}: 受付 {answer.Receipt ?? "（確認のみ）"} 受理 {answer.Accepted:N0} 行、拒否 {answer.Rejected:N0} 行、"
                + $"重複 {answer.Duplicate:N0} 行{superseded}",
                $"{file}: receipt {answer.Receipt ?? "(checked only)"}, {answer.Accepted:N0} lines accepted, "
                + $"{answer.Rejected:N0} refused, {answer.Duplicate:N0} duplicate{supersededEn}");
        }
        else if (answer.Status == 0)
        {
            terminal.Complain(
                $"{file}: サーバー {Server} に届きません。{answer.Message.Ja}",
                $"{file}: the server {Server} cannot be reached. {answer.Message.En}");
        }
        else
        {
            terminal.Complain(
                $"{file}: 受け付けられません（{answer.Status} {answer.Reason}）。{answer.Message.Ja}",
                $"{file}: refused ({answer.Status} {answer.Reason}). {answer.Message.En}");
        }

        RefusedTable.Write(terminal, answer.Refused, Math.Max(answer.Rejected, answer.Refused.Count));
    }
}
