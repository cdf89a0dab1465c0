using System.Globalization;
using System.Text.Json;
using Inventory.Model.History;
using Inventory.Model.Levels;

namespace Inventory.Storage.History.Influx;

/// <summary>
/// The history in InfluxDB, in the dialect that 1.x, 2.x and 3.x share. Goals: the same answers as the embedded store;
/// nothing is retried that will be refused again: what is refused is counted and kept as dead letters. Non-goals:
/// continuous queries and retention policies, which only 1.x has: coarser resolutions are written beside the fine one,
/// and old points removed by us. Opening it asks the server nothing, so that it may be down when we start.
/// </summary>
public sealed class InfluxHistory : IHistory
{
    // Recorders looked at for one look-up: those that recorded last.
    private const int WritersMax = 4;

    private readonly InfluxClient client;
    private readonly InfluxProvisioning provisioning;
    private readonly HistoryDeadLetters deadLetters;
    private readonly TimeProvider time;

    /// <summary>A history at an address.</summary>
    public InfluxHistory(InfluxOptions options, HistoryDeadLetters deadLetters, TimeProvider time)
    {
        client = new InfluxClient(options);
        provisioning = new InfluxProvisioning(client, options.Database);
        this.deadLetters = deadLetters;
        this.time = time;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellation)
    {
        HistoryGroups.DemandTimes(points);
        var lines = new InfluxLines();
        lines.Add(points);
        return WriteAsync(lines, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask WriteShownAsync(ShownFrame frame, CancellationToken cancellation)
    {
        var lines = new InfluxLines();
        lines.Add(frame);
        return WriteAsync(lines, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HistoryPoint>> QueryAsync(
        HistoryQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.StepMs);
        long step = Math.Max(query.Resolution.WidthMs(), query.StepMs);
        var parameters = new Dictionary<string, string>();
        string where = Where(query, parameters);
        // All fields of a point are written together, so the last ones of a step are one point's.
        string question = "SELECT last(quantity) AS quantity, last(stale) AS stale, last(expected) AS expected, "
            + "last(reporting) AS reporting, last(stocked) AS stocked, last(out) AS out, last(outflow) AS outflow, "
            + "last(hasOutflow) AS hasOutflow, last(at) AS \"at\" "
            + $"FROM {InfluxNames.Measurement(query.Resolution)} WHERE {where} "
            + $"GROUP BY time({step}ms), category, prefecture, tier fill(none)";
        var points = new List<HistoryPoint>();
        foreach (InfluxSeries series in await client.QueryAsync(question, parameters, cancellation))
        {
            HistoryGroups.DemandBounded(points.Count + series.Rows.Count);
            AddPoints(series, points);
        }

        points.Sort(Order);
        return points;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ShownFrame>> ReadShownAsync(
        Audience audience, long atMs, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, string> { ["a"] = LevelNames.Of(audience) };
        IReadOnlyList<InfluxSeries> keys = await client.QueryAsync(
            $"SELECT last(sequence) AS sequence FROM {InfluxNames.Shown} "
            + $"WHERE audience = $a AND part = '0000' AND isKey = true AND time <= {Ms(atMs)} GROUP BY writer",
            parameters, cancellation);
        IReadOnlyList<ShownFrame> best = [];
        foreach (InfluxSeries key in keys.Where(x => x.Rows.Count > 0).OrderByDescending(x => x.Long(0, "time")).Take(WritersMax))
        {
            // The newest keyframe may be of a recorder that ended soon after: the chain that reaches furthest counts.
            parameters["w"] = key.Tags.GetValueOrDefault("writer", string.Empty);
            IReadOnlyList<ShownFrame> frames =
                await ReadChainAsync((audience, key.Long(0, "time"), atMs), parameters, cancellation);
            if (frames.Count > 0 && (best.Count == 0 || frames[^1].ComputedAtMs > best[^1].ComputedAtMs))
                best = frames;
        }

        return best;
    }

    /// <inheritdoc/>
    public async ValueTask TrimAsync(HistoryRetention retention, long nowMs, CancellationToken cancellation)
    {
        await provisioning.EnsureAsync(cancellation);
        if (!provisioning.CanDelete)
            return;
        foreach (HistoryResolution resolution in HistoryWidths.All)
        {
            await client.QueryAsync(
                $"DELETE FROM {InfluxNames.Measurement(resolution)} WHERE time < {Ms(retention.KeptFromMs(resolution, nowMs))}",
                [], cancellation);
        }

        await client.QueryAsync(
            $"DELETE FROM {InfluxNames.Shown} WHERE time < {Ms(retention.ShownFromMs(nowMs))}", [], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<ShownFrame>> ReadChainAsync(
        (Audience Audience, long KeyMs, long AtMs) asked, Dictionary<string, string> parameters,
        CancellationToken cancellation)
    {
        IReadOnlyList<InfluxSeries> parts = await client.QueryAsync(
            $"SELECT isKey, parts, previous, sequence, nextOffset, body FROM {InfluxNames.Shown} "
            + $"WHERE audience = $a AND writer = $w AND time >= {Ms(asked.KeyMs)} AND time <= {Ms(asked.AtMs)} GROUP BY part",
            parameters, cancellation);
        return Join(asked.Audience, parts);
    }

    private async ValueTask WriteAsync(InfluxLines lines, CancellationToken cancellation)
    {
        await provisioning.EnsureAsync(cancellation);
        foreach (InfluxBody body in lines.Bodies)
        {
            try
            {
                if (await client.WriteAsync(body, cancellation) is not { } refusal)
                    continue;
                long lost = InfluxRefusal.LinesLost(refusal, body.Lines);
                deadLetters.Keep(time.GetUtcNow(), lost, refusal, body.Bytes);
            }
            catch (StorageException)
            {
                provisioning.Forget();
                throw;
            }
        }
    }

    private static string Where(HistoryQuery query, Dictionary<string, string> parameters)
    {
        var conditions = new List<string> { $"time >= {Ms(query.FromMs)}", $"time < {Ms(query.ToMs)}" };
        if (query.Category is { } category)
            Add("category", InfluxNames.Tag(category));
        if (query.Prefecture is { } prefecture)
            Add("prefecture", InfluxNames.PrefectureTag(prefecture));
        if (query.Tier is { } tier)
            Add("tier", InfluxNames.TierTag(tier));
        return string.Join(" AND ", conditions);

        void Add(string name, string value)
        {
            conditions.Add($"{name} = ${name}");
            parameters[name] = value;
        }
    }

    // Beyond these InfluxDB's nanoseconds overflow.
    private static string Ms(long ms) =>
        Math.Clamp(ms, 0, 9_000_000_000_000).ToString(CultureInfo.InvariantCulture) + "ms";

    private static void AddPoints(InfluxSeries series, List<HistoryPoint> into)
    {
        string category = InfluxNames.Text(series.Tags.GetValueOrDefault("category", string.Empty));
        if (!InfluxNames.TryNumber(series.Tags.GetValueOrDefault("prefecture", InfluxNames.All), out int prefecture)
            || !InfluxNames.TryNumber(series.Tags.GetValueOrDefault("tier", InfluxNames.All), out int tier))
            return;
        for (int i = 0; i < series.Rows.Count; i++)
        {
            bool hasOutflow = series[i, "hasOutflow"].ValueKind == JsonValueKind.True;
            into.Add(new HistoryPoint(
                series.Long(i, "at"), category, prefecture, tier, series.Long(i, "quantity"), series.Long(i, "stale"),
                (int)series.Long(i, "expected"), (int)series.Long(i, "reporting"), (int)series.Long(i, "stocked"),
                (int)series.Long(i, "out"), hasOutflow ? series[i, "outflow"].GetDouble() : null));
        }
    }

    private static int Order(HistoryPoint a, HistoryPoint b)
    {
        int order = string.CompareOrdinal(a.Category, b.Category);
        order = order != 0 ? order : a.Prefecture.CompareTo(b.Prefecture);
        order = order != 0 ? order : a.Tier.CompareTo(b.Tier);
        return order != 0 ? order : a.TimeMs.CompareTo(b.TimeMs);
    }

    /// <summary>
    /// Puts the parts of frames together; a frame that lacks a part is left out, and its chain ends there.
    /// </summary>
    private static List<ShownFrame> Join(Audience audience, IReadOnlyList<InfluxSeries> parts)
    {
        var byTime =
            new SortedDictionary<long, (InfluxSeries Series, int Row, SortedDictionary<string, string> Parts)>();
        foreach (InfluxSeries series in parts)
        {
            for (int i = 0; i < series.Rows.Count; i++)
            {
                long timeMs = series.Long(i, "time");
                if (!byTime.TryGetValue(timeMs, out var frame))
                    byTime[timeMs] = frame = (series, i, new SortedDictionary<string, string>(StringComparer.Ordinal));
                frame.Parts[series.Tags.GetValueOrDefault("part", string.Empty)] =
                    series[i, "body"].GetString() ?? string.Empty;
            }
        }

        var frames = new List<ShownFrame>();
        foreach ((long timeMs, var frame) in byTime)
        {
            if (frame.Parts.Count < frame.Series.Long(frame.Row, "parts"))
                continue;
            frames.Add(new ShownFrame(
                audience, timeMs, frame.Series.Long(frame.Row, "previous"), frame.Series.Long(frame.Row, "sequence"),
                frame.Series.Long(frame.Row, "nextOffset"),
                Convert.FromBase64String(string.Concat(frame.Parts.Values))));
        }

        return frames;
    }
}
