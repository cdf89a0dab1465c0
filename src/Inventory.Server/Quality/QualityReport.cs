using System.Globalization;
using Inventory.Adapters;
using Inventory.Engine.Quality;
using Inventory.Model.Quality;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Quality;

/// <summary>What one delivery shows, without its lines: small enough to wait in a queue.</summary>
internal sealed record QualityReport
{
    /// <summary>A unit slip; null when there is none.</summary>
    public UnitSlip? Slip { get; init; }

    /// <summary>Jumps of single cells, the greatest first; empty when the whole delivery slipped.</summary>
    public IReadOnlyList<LineChange> Jumps { get; init; } = [];

    /// <summary>Why the delivery is refused as a whole; null when it was read.</summary>
    public Rejection? Failure { get; init; }

    /// <summary>What the adapter warned of.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>Lines refused because their as-of lies in the future, among the listed ones.</summary>
    public int InFuture { get; init; }

    /// <summary>Hash over what the delivery states; null when it states too little to judge.</summary>
    public string? Content { get; init; }

    /// <summary>Its newest as-of.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Lines with a quantity other than zero.</summary>
    public long NonZero { get; init; }

    /// <summary>Sums up a reading.</summary>
    public static QualityReport Of(FeedReading reading) => new()
    {
        Failure = reading.Failure,
        Warnings = reading.Warnings,
        InFuture = reading.Rejections.Count(x => x.Reason == RejectionReason.AsOfInFuture),
        Content = reading.Snapshots.Count == 0 ? null : HashOf(reading.Snapshots),
        AsOf = reading.Snapshots.Count == 0 ? default : reading.Snapshots.Max(x => x.AsOf),
        NonZero = reading.Snapshots.Sum(x => x.Lines.LongCount(y => y.Quantity is not (null or 0))),
    };

    /// <summary>The kinds it shows by itself.</summary>
    public IEnumerable<string> Kinds()
    {
        if (Slip is not null)
            yield return FindingKinds.UnitSlip;
        if (Jumps.Count > 0)
            yield return FindingKinds.Jump;
        foreach (string kind in (string[])[FindingKinds.Negative, FindingKinds.CheckDigit, FindingKinds.ControlCount])
        {
            if (Warnings.Any(x => x.Kind == kind))
                yield return kind;
        }
    }

    /// <summary>What the sender is told at once, beside the adapter's own warnings.</summary>
    public IEnumerable<Warning> AsWarnings()
    {
        if (Slip is { } slip)
        {
            string factor = string.Create(CultureInfo.InvariantCulture, $"{(slip.IsUp ? "×" : "÷")}{slip.Factor}");
            yield return new Warning(FindingKinds.UnitSlip, slip.Lines, default, factor);
        }

        if (Jumps.Count > 0)
        {
            LineChange first = Jumps[0];
            yield return new Warning(FindingKinds.Jump, Jumps.Count, default, string.Create(
                CultureInfo.InvariantCulture, $"{first.Location} {first.Item}: {first.Before} → {first.After}"));
        }
    }

    /// <summary>What is to be remembered of the feed after this delivery; the same as before when it is no
    /// newer.</summary>
    public FeedMemory? Remember(string feed, FeedMemory? before)
    {
        if (Content is null || (before is not null && AsOf <= before.Last))
            return before;
        return before is not null && before.Content == Content
            ? before with { Last = AsOf, Count = before.Count + 1 }
            : new FeedMemory(feed, Content, AsOf, AsOf, 1);
    }

    /// <summary>A sum of line hashes (FNV-1a), so that the order of rows does not matter; the same in every
    /// process.</summary>
    private static string HashOf(IReadOnlyList<StockSnapshot> snapshots)
    {
        ulong sum = 0;
        ulong mix = 0;
        unchecked
        {
            foreach (StockSnapshot snapshot in snapshots)
            {
                ulong place = Fnv(14695981039346656037, snapshot.Location.Value);
                foreach (StockLine line in snapshot.Lines)
                {
                    ulong hash = Fnv(Fnv(place, line.Item.Value), line.Unit ?? string.Empty);
                    hash = (hash ^ (ulong)line.Status) * 1099511628211;
                    hash = (hash ^ (ulong)(line.Quantity ?? -1).GetHashCode()) * 1099511628211;
                    sum += hash;
                    mix ^= hash * 0x9E3779B97F4A7C15;
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{sum:x16}{mix:x16}");
    }

    private static ulong Fnv(ulong hash, string text)
    {
        unchecked
        {
            foreach (char c in text)
                hash = (hash ^ c) * 1099511628211;
            return (hash ^ 0xFFFF) * 1099511628211;
        }
    }
}
