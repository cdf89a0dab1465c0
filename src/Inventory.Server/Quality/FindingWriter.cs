using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Inventory.Engine.Quality;
using Inventory.Model.Quality;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Server.Quality;

/// <summary>Makes findings of what one delivery shows. The same thing found in the next delivery has the same
/// id.</summary>
internal sealed class FindingWriter(FeedProfile profile, DateTimeOffset now)
{
    // Two equal deliveries may be a retry; three over a day are a system that stands still.
    private const int FrozenCountMin = 3;
    private const int FrozenLinesMin = 5;

    private static readonly TimeSpan FrozenMin = TimeSpan.FromHours(24);

    private static readonly (string Warning, string Kind)[] Warned =
    [
        ("negative", FindingKinds.Negative), ("checkDigit", FindingKinds.CheckDigit),
        ("controlCount", FindingKinds.ControlCount), ("unknownItem", FindingKinds.UnknownPack),
        ("unknownPack", FindingKinds.UnknownPack), ("runNotClosed", FindingKinds.RunNotClosed),
    ];

    private static readonly RejectionReason[] OtherFiles =
    [
        RejectionReason.FormatMismatch, RejectionReason.QuantityColumnMissing, RejectionReason.ItemColumnMissing,
        RejectionReason.EncodingUnreadable, RejectionReason.EnvelopeMissing, RejectionReason.MappingUncertain,
    ];

    private readonly List<Finding> _findings = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The kinds that were looked for: what is not found of these is resolved.</summary>
    public IReadOnlyCollection<string> LookedFor { get; private set; } = [];

    /// <summary>Writes all of a delivery.</summary>
    public void AddAll(QualityReport report, FeedMemory? memory)
    {
        if (report.Failure is { } failure)
        {
            if (OtherFiles.Contains(failure.Reason))
                Add(FindingKinds.WrongFile, 1, ("reason", RejectionText.WireName(failure.Reason)), ("value", failure.Value));
            return;
        }

        LookedFor =
        [
            .. FindingKinds.All.Where(x => x is not (FindingKinds.Silent or FindingKinds.Late)),
        ];
        if (report.Slip is { } slip)
        {
            Add(FindingKinds.UnitSlip, slip.Lines, ("factor", Text(slip.Factor)), ("direction", slip.IsUp ? "up" : "down"),
                ("lines", Text(slip.Lines)), ("comparable", Text(slip.Comparable)));
        }

        foreach (LineChange jump in report.Jumps)
            AddJump(jump);
        foreach ((string warning, string kind) in Warned)
        {
            Warning? told = report.Warnings.FirstOrDefault(x => x.Kind == warning);
            if (told is not null && !_findings.Any(x => x.Kind == kind))
                Add(kind, told.Count, ("first", told.Value), ("place", Place(told.Source)));
        }

        if (report.InFuture > 0)
            Add(FindingKinds.ClockSkew, report.InFuture);
        if (memory is { } same && same.Count >= FrozenCountMin && same.Last - same.Since >= FrozenMin
            && report.NonZero >= FrozenLinesMin)
        {
            Add(FindingKinds.Frozen, report.NonZero, ("since", same.Since.ToString("O", CultureInfo.InvariantCulture)),
                ("deliveries", Text(same.Count)));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Place(in SourcePosition source) =>
        source.Line > 0 ? $"line {source.Line}" : source.Row > 0 ? $"row {source.Row}"
        : source.Segment > 0 ? $"segment {source.Segment}" : source.Path;

    private void AddJump(LineChange jump)
    {
        Finding finding = Of(FindingKinds.Jump, jump.Location + "|" + jump.Item, 1,
            ("before", Text(jump.Before)), ("after", Text(jump.After)));
        _findings.Add(finding with { Location = jump.Location, Item = jump.Item });
    }

    private void Add(string kind, long count, params (string Name, string? Value)[] evidence) =>
        _findings.Add(Of(kind, string.Empty, count, evidence));

    private Finding Of(string kind, string about, long count, params (string Name, string? Value)[] evidence) => new()
    {
        Id = "Q-" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{profile.Id}|{kind}|{about}")).AsSpan(0, 8)),
        Kind = kind,
        Participant = profile.Participant.Value,
        Feed = profile.Id,
        Count = count,
        FirstSeen = now,
        LastSeen = now,
        Evidence =
        [
            .. evidence.Where(x => x.Value is not null).Select(x => new KeyValuePair<string, string>(x.Name, x.Value!)),
        ],
    };
}
