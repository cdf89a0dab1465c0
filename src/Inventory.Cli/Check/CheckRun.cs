using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Cli.Check;

/// <summary>Checks files one after the other and tells of each.</summary>
internal sealed class CheckRun(Terminal terminal, CheckSource source, bool isJson)
{
    /// <summary>The as-of stated beside the files; null when none was.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The name to judge by; null for each file's own.</summary>
    public string? FileName { get; init; }

    /// <summary>Checks all files; the greatest exit code counts.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        int exitCode = ExitCodes.AllAccepted;
        foreach (string file in files)
            exitCode = Math.Max(exitCode, await CheckAsync(file, cancellation));
        return exitCode;
    }

    private async Task<int> CheckAsync(string file, CancellationToken cancellation)
    {
        FeedReading reading;
        try
        {
            await using FileStream body = File.OpenRead(file);
            var delivery = new Delivery(TimeProvider.System.GetUtcNow(), FileName ?? Path.GetFileName(file), AsOf);
            reading = await source.Adapter.ReadAsync(body, source.Profile, source.Registry, delivery, cancellation);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"{file}: ファイルを読めません。{x.Message}", $"{file}: cannot be read. {x.Message}");
            return ExitCodes.Unusable;
        }

        var report = new CheckReport(file, source.Profile.Id, reading);
        if (isJson)
            terminal.Out.WriteLine(CheckJson.Write(report));
        else
            Tell(report);
        return report.ExitCode;
    }

    private void Tell(CheckReport report)
    {
        FeedReading reading = report.Reading;
        if (reading.Failure is { } failure)
        {
            LocalizedText text = RejectionText.For(failure.Reason);
            terminal.Say(
                $"{report.File}: 読み取れません（{RejectionText.WireName(failure.Reason)}）{text.Ja}",
                $"{report.File}: unreadable ({RejectionText.WireName(failure.Reason)}). {text.En}");
        }
        else
        {
            terminal.Say(
                $"{report.File}: 受理 {reading.Accepted:N0} 行、拒否 {reading.Rejected:N0} 行、数量なし {reading.Unknown:N0} 行、"
                + $"場所 {reading.Snapshots.Count:N0} か所",
                $"{report.File}: {reading.Accepted:N0} lines accepted, {reading.Rejected:N0} refused, {reading.Unknown:N0} "
                + $"without a quantity, {reading.Snapshots.Count:N0} locations");
            foreach (SentTotal total in report.Totals)
                terminal.Out.WriteLine(
                    $"  {WireNames.Of(total.Status)} {total.QuantityText()} {total.Unit ?? "-"} ({total.Lines:N0})");
        }

        foreach (Warning warning in reading.Warnings)
            terminal.Say($"  注意 {warning.Kind}: {warning.Count:N0} 件", $"  note {warning.Kind}: {warning.Count:N0}");
        RefusedTable.Write(terminal, [.. report.Rejections.Select(x => RefusedLine.Of(x))], Math.Max(1,
            reading.Rejected));
    }
}
