using System.Globalization;
using System.Text.Json;
using Inventory.Engine.Columns;
using Inventory.Engine.Levels;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Partial;

/// <summary>
/// Reads messages of other processes and believes nothing: every number has its bounds, what is said twice is refused,
/// and what is not known is passed over, so that a newer core may say more.
/// </summary>
internal static class PartialReader
{
    private const int DepthMax = 8;
    private const int DigestLength = 16;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DepthMax };

    /// <summary>What a message says; null when it is malformed.</summary>
    public static PartialBody? Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > PartialLimits.MessageBytesMax)
            return null;
        var json = new Utf8JsonReader(utf8, Options);
        try
        {
            var fields = new PartialFields();
            return json.Read() && fields.ReadObject(ref json, isTop: true) && !json.Read() ? BodyOf(fields) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The index of a prefecture's code; -1 when it is none.</summary>
    public static int PrefectureOf(string? code) =>
        code is not null && Prefecture.TryParse(code, out int index) ? index : -1;

    /// <summary>The index of a tier's name; -1 when it is none.</summary>
    public static int TierOf(string? name) => WireNames.TryParse(name, out Tier tier) ? (int)tier : -1;

    private static PartialBody? BodyOf(PartialFields fields)
    {
        long epoch = fields.Number(PartialField.Epoch, 1, PartialLimits.NumberMax);
        string? kind = fields.Text(PartialField.Kind, 16);
        bool isClaim = kind == "claim";
        long tick = isClaim ? 0 : fields.Number(PartialField.Tick, 1, PartialLimits.NumberMax);
        PartialBody? body = kind switch
        {
            "group" => GroupOf(fields, epoch, tick),
            "coverage" => CoverageOf(fields, epoch, tick),
            "tick" => TickOf(fields, epoch, tick),
            "claim" => ClaimOf(fields, epoch),
            _ => null,
        };
        return fields.IsBroken ? null : body;
    }

    private static GroupPart? GroupOf(PartialFields fields, long epoch, long tick)
    {
        OutflowSum outflow = OutflowSum.Nothing;
        if (fields.Inner(PartialField.Outflow) is { } window)
        {
            outflow = new OutflowSum(
                window.Wide(PartialField.Fall), window.Time(PartialField.FromMs), window.Time(PartialField.ToMs));
            fields.Demand(!window.IsBroken && outflow.Fall >= 0 && outflow.FromMs < outflow.ToMs);
        }

        var statuses = new StatusPart?[GroupTable.StatusCount];
        fields.Demand(fields.Statuses is not null);
        foreach (PartialFields status in fields.Statuses ?? [])
        {
            bool isNew = WireNames.TryParse(status.Text(PartialField.Status, 16), out StockStatus name)
                && statuses[(int)name] is null;
            fields.Demand(isNew);
            statuses[(int)name] = StatusOf(status);
            fields.Demand(!status.IsBroken);
        }

        return new GroupPart
        {
            Epoch = epoch, Tick = tick, Statuses = statuses, Outflow = outflow,
            Category = fields.RequiredText(PartialField.Category, PartialLimits.IdLengthMax),
            Prefecture = fields.Index(PartialField.Prefecture, PrefectureOf),
            Tier = fields.Index(PartialField.Tier, TierOf),
            ExpectedExtra = fields.Count(PartialField.ExpectedExtra), Reporting = fields.Count(PartialField.Reporting),
        };
    }

    private static StatusPart StatusOf(PartialFields fields)
    {
        var shares = fields.Shares ?? [];
        fields.Demand(fields.Shares is not null);
        // Times and shares come from the same cells: there are both or none.
        bool hasTimes = fields.Has(PartialField.OldestMs) || fields.Has(PartialField.NewestMs);
        fields.Demand(hasTimes == (shares.Count > 0));
        var status = new StatusPart
        {
            Figures = new GroupFigures
            {
                Quantity = fields.Wide(PartialField.Quantity), Stale = fields.Wide(PartialField.Stale),
                Sellable = fields.Wide(PartialField.Sellable), Known = fields.Count(PartialField.Known),
                Stocked = fields.Count(PartialField.Stocked), Out = fields.Count(PartialField.Out),
            },
            Shares = shares,
            OldestMs = hasTimes ? fields.Time(PartialField.OldestMs) : long.MaxValue,
            NewestMs = hasTimes ? fields.Time(PartialField.NewestMs) : long.MinValue,
        };
        fields.Demand(!hasTimes || status.OldestMs <= status.NewestMs);
        (Int128 sum, Int128 size) = (0, 0);
        foreach ((_, Int128 quantity) in shares)
            (sum, size) = (sum + quantity, size + Int128.Abs(quantity));
        // The entities are behind the figure, all of it.
        fields.Demand(sum == status.Figures.Quantity && size <= PartialLimits.SumMax);
        return status;
    }

    private static CoveragePart CoverageOf(PartialFields fields, long epoch, long tick)
    {
        int fresh = fields.Count(PartialField.Fresh);
        int stale = fields.Count(PartialField.Stale);
        int extra = fields.Count(PartialField.ExpectedExtra);
        bool hasTime = fields.Has(PartialField.NewestMs);
        fields.Demand(hasTime == ((long)fresh + stale > 0) && extra <= (long)fresh + stale);
        return new CoveragePart
        {
            Epoch = epoch, Tick = tick, ExpectedExtra = extra, Fresh = fresh, Stale = stale,
            Participant = fields.RequiredText(PartialField.Participant, PartialLimits.IdLengthMax),
            Prefecture = fields.Index(PartialField.Prefecture, PrefectureOf),
            Tier = fields.Index(PartialField.Tier, TierOf),
            NewestMs = hasTime ? fields.Time(PartialField.NewestMs) : long.MinValue,
        };
    }

    private static TickPart? TickOf(PartialFields fields, long epoch, long tick)
    {
        string digest = fields.RequiredText(PartialField.Digest, DigestLength);
        bool isHex = ulong.TryParse(
            digest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong sum);
        fields.Demand(isHex && digest.Length == DigestLength && !digest.AsSpan().ContainsAnyInRange('A', 'F'));
        if (fields.Inner(PartialField.Counts) is not { } counts)
            return null;
        var part = new TickPart
        {
            Epoch = epoch, Tick = tick, Digest = sum,
            NextOffset = fields.Number(PartialField.NextOffset, 0, PartialLimits.NumberMax),
            NowMs = fields.Number(PartialField.NowMs, 0, LineBuffer.TimeMsMax),
            ReceivedMs = fields.Number(PartialField.ReceivedMs, 0, LineBuffer.TimeMsMax),
            Sequence = fields.Number(PartialField.Sequence, 0, PartialLimits.NumberMax),
            Registry = fields.RequiredText(PartialField.Registry, PartialLimits.IdLengthMax),
            Counts = new EngineCounts(
                counts.Number(PartialField.Cells, 0, PartialLimits.NumberMax),
                counts.Number(PartialField.Locations, 0, PartialLimits.NumberMax),
                counts.Number(PartialField.UnknownItems, 0, PartialLimits.NumberMax),
                counts.Number(PartialField.UnknownPacks, 0, PartialLimits.NumberMax),
                counts.Number(PartialField.Negative, 0, PartialLimits.NumberMax)),
        };
        return counts.IsBroken ? null : part;
    }

    private static ClaimPart ClaimOf(PartialFields fields, long epoch)
    {
        string? url = fields.Text(PartialField.Url, PartialLimits.UrlLengthMax);
        fields.Demand(url is null || (Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)));
        return new ClaimPart
        {
            Epoch = epoch, Url = url,
            Instance = fields.RequiredText(PartialField.Instance, PartialLimits.IdLengthMax),
        };
    }
}
