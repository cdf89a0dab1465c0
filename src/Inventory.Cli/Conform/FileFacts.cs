using System.Security.Cryptography;
using Inventory.Adapters;
using Inventory.Cli.Check;
using Inventory.Model.Identifiers;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Cli.Conform;

/// <summary>What the criteria need to know of one file; its snapshots are let go once they are counted.</summary>
internal sealed record FileFacts
{
    /// <summary>The file as named on the command line.</summary>
    public required string File { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Hash of its content, in small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Why it is unreadable as a whole; null when it was read.</summary>
    public RejectionReason? Failure { get; init; }

    /// <summary>Source lines kept.</summary>
    public long Accepted { get; init; }

    /// <summary>Source lines refused.</summary>
    public long Rejected { get; init; }

    /// <summary>The listed refusals.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>Sums as sent.</summary>
    public IReadOnlyList<SentTotal> Totals { get; init; } = [];

    /// <summary>Oldest and newest as-of; null when nothing was stated.</summary>
    public AsOfSpan? AsOf { get; init; }

    /// <summary>Stated lines.</summary>
    public long Lines { get; init; }

    /// <summary>Lines with a GTIN or a registered code.</summary>
    public long Identified { get; init; }

    /// <summary>Lines with a quantity.</summary>
    public long Quantities { get; init; }

    /// <summary>Of these, lines whose unit is resolved.</summary>
    public long Resolved { get; init; }

    /// <summary>Reads and counts one file.</summary>
    public static async Task<FileFacts> OfAsync(
        string file, CheckSource source, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellation)
    {
        await using FileStream body = System.IO.File.OpenRead(file);
        byte[] hash = await SHA256.HashDataAsync(body, cancellation);
        body.Position = 0;
        var delivery = new Delivery(now, Path.GetFileName(file), asOf);
        FeedReading reading =
            await source.Adapter.ReadAsync(body, source.Profile, source.Registry, delivery, cancellation);
        long bytes = new FileInfo(file).Length;
        var facts = new FileFacts { File = file, Bytes = bytes, Sha256 = Convert.ToHexStringLower(hash) };
        if (reading.Failure is { } failure)
            return facts with { Failure = failure.Reason, Rejections = [failure] };
        return Counted(facts, reading, source.Registry);
    }

    private static FileFacts Counted(FileFacts facts, FeedReading reading, StockRegistry registry)
    {
        (long lines, long identified, long quantities, long resolved) = (0, 0, 0, 0);
        foreach (StockLine line in reading.Snapshots.SelectMany(x => x.Lines))
        {
            lines++;
            bool isRegistered = registry.TryFindItem(line.Item, out _, out _);
            identified += line.Item.IsGtin || isRegistered ? 1 : 0;
            if (line.Quantity is null)
                continue;
            quantities++;
            resolved += IsResolved(line, isRegistered) ? 1 : 0;
        }

        return facts with
        {
            Accepted = reading.Accepted,
            Rejected = reading.Rejected,
            Rejections = reading.Rejections,
            Warnings = reading.Warnings,
            Totals = SentTotals.Of(reading.Snapshots),
            AsOf = SentTotals.AsOfOf(reading.Snapshots),
            Lines = lines,
            Identified = identified,
            Quantities = quantities,
            Resolved = resolved,
        };
    }

    private static bool IsResolved(in StockLine line, bool isRegistered) =>
        isRegistered ? line.BaseQuantity is not null : line.Unit is { } unit && UnitTable.TryNormalize(unit, out _);
}
