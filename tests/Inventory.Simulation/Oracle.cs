using System.Numerics;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Simulation;

/// <summary>
/// The rules told a second time, as plainly as they can be: from the first record on, with dictionaries, every time it
/// is asked.
/// Shares no code with the engine.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<(string Location, string Item, StockStatus Status), Cell> _cells = [];
    private readonly Dictionary<string, Reporter> _reporters = [];
    private readonly Dictionary<string, Feed> _feeds = [];
    private readonly List<(string Location, string Item, long FromMs, long ToMs, BigInteger Fall)> _falls = [];
    private readonly StockRegistry _registry;
    private readonly long _nowMs;

    private Oracle(StockRegistry registry, long nowMs) => (_registry, _nowMs) = (registry, nowMs);

    public IReadOnlyDictionary<(string Location, string Item, StockStatus Status), Cell> Cells => _cells;

    public static Oracle Recompute(IEnumerable<object> records, StockRegistry registry, long nowMs)
    {
        var oracle = new Oracle(registry, nowMs);
        foreach (object record in records)
        {
            if (record is StockSnapshot snapshot)
                oracle.Take(snapshot);
            else if (record is RunMarker marker)
                oracle.Take(marker);
        }

        return oracle;
    }

    public bool IsStale(string location) =>
        _nowMs - _reporters[location].NewestMs > 3L * 60_000 * Place(location).IntervalMinutes;

    /// <summary>The ministry's level of one group; null dimensions take all.</summary>
    public Level Level(string category, int? prefecture, Tier? tier, StockStatus status)
    {
        bool Fits(string location) => Place(location) is var x && (prefecture ?? x.Prefecture) == x.Prefecture && (tier ?? x.Tier) == x.Tier;
        var here = _cells.Where(x => Fits(x.Key.Location) && CategoryOf(x.Key.Item) == category).ToList();
        var carried = here.Where(x => x.Key.Status == status && x.Value.Sale != SaleState.NotCarried).ToList();
        var expected = _registry.Locations.Values
            .Where(x => x.Categories.Count == 0 || x.Categories.Contains(category)).Select(x => x.Id.Value).Where(Fits)
            .Union(here.Select(x => x.Key.Location)).ToList();
        var byLocation = carried.GroupBy(x => x.Key.Location, x => x.Value).ToList();
        bool hasFigure = carried.Any(x => x.Value.Quantity is not null);
        return new Level
        {
            Category = category,
            Quantity = hasFigure ? Sum(carried.Select(x => x.Value)) : null,
            StaleQuantity = hasFigure ? Sum(carried.Where(x => IsStale(x.Key.Location)).Select(x => x.Value)) : null,
            Locations = new LevelLocations(
                expected.Count, expected.Count(x => _reporters.ContainsKey(x) && !IsStale(x)),
                byLocation.Count(IsStocked), byLocation.Count(x => !IsStocked(x) && x.All(c => c.IsSure))),
            Participants = carried.Select(x => EntityOf(Place(x.Key.Location).Participant.Value)).Distinct().Count(),
            AsOf = carried.Count == 0 ? null : new AsOfRange(Time(carried.Min(x => x.Value.AsOfMs)), Time(carried.Max(x => x.Value.AsOfMs))),
        };
    }

    /// <summary>
    /// Outflow per day, from the share of each fall that lies in the window; good while no registry moved a location.
    /// </summary>
    public double? OutflowPerDay(string category)
    {
        const long hourMs = 3_600_000;
        long beginMs = ((_nowMs / hourMs) - 167) * hourMs;
        var falls = _falls.Where(x => CategoryOf(x.Item) == category && x.ToMs > beginMs).ToList();
        if (falls.Count == 0)
            return null;
        long fromMs = Math.Max(beginMs, falls.Min(x => x.FromMs));
        long toMs = falls.Max(x => x.ToMs);
        double sum = falls.Where(x => x.Fall > 0)
            .Sum(x => (double)x.Fall * (x.ToMs - Math.Max(x.FromMs, beginMs)) / (x.ToMs - x.FromMs));
        return sum <= 0 || toMs - fromMs < 600_000 ? null : sum * 86_400_000 / (toMs - fromMs);
    }

    private static bool IsStocked(IEnumerable<Cell> cells) =>
        cells.Aggregate(BigInteger.Zero, (sum, x) => sum + (x.Quantity ?? 0)) > 0 || cells.Any(x => x.Band is { Min: > 0 });

    private void Take(StockSnapshot snapshot)
    {
        string id = snapshot.Location.Value;
        if (!_reporters.TryGetValue(id, out Reporter? reporter))
            _reporters[id] = reporter = new Reporter(snapshot.Sender.Value, snapshot.Feed);
        Feed? feed = snapshot.Feed is null ? null : FeedOf(snapshot.Feed);
        if (snapshot.Run is not null)
            feed!.Join(snapshot.Run, id);
        long asOfMs = snapshot.AsOf.ToUnixTimeMilliseconds();
        long completeMs = Math.Max(reporter.CompleteMs, feed?.ClosedMs ?? long.MinValue);
        reporter.NewestMs = Math.Max(reporter.NewestMs, asOfMs);
        var listed = new HashSet<(string, string, StockStatus)>();
        foreach (var lines in snapshot.Lines.GroupBy(x => (id, x.Item.Value, x.Status)))
        {
            listed.Add(lines.Key);
            Cell cell = Cell.Of([.. lines], asOfMs);
            reporter.NewestMs = Math.Max(reporter.NewestMs, cell.AsOfMs);
            long beatMs = _cells.TryGetValue(lines.Key, out Cell? old) ? old.AsOfMs : completeMs;
            if (cell.AsOfMs < beatMs)
                continue;
            _cells[lines.Key] = cell;
            if (old is { Quantity: { } before, Sale: not SaleState.NotCarried }
                && cell is { Quantity: { } after, Sale: not SaleState.NotCarried }
                && lines.Key.Status == StockStatus.OnHand && cell.AsOfMs > old.AsOfMs)
                _falls.Add((id, lines.Key.Value, old.AsOfMs, cell.AsOfMs, (BigInteger)before - after));
        }

        if (snapshot.Scope != SnapshotScope.Full || asOfMs < reporter.CompleteMs)
            return;
        reporter.CompleteMs = asOfMs;
        foreach (var key in _cells.Keys.Where(x => x.Location == id && !listed.Contains(x)).ToList())
        {
            if (_cells[key].AsOfMs <= asOfMs)
                _cells.Remove(key);
        }
    }

    private void Take(RunMarker marker)
    {
        Feed feed = FeedOf(marker.Feed);
        long asOfMs = marker.AsOf.ToUnixTimeMilliseconds();
        if (feed.ClosedRun == marker.Run)
            return;
        if (asOfMs < feed.ClosedMs)
        {
            feed.Runs.RemoveAll(x => x.Run == marker.Run);
            return;
        }

        HashSet<string> members = feed.Runs.Find(x => x.Run == marker.Run).Members ?? [];
        if (members.Count < marker.Locations)
            return;
        foreach (string gone in feed.ClosedMembers.Except(members))
        {
            _reporters[gone].CompleteMs = Math.Max(_reporters[gone].CompleteMs, asOfMs);
            foreach (var key in _cells.Keys.Where(x => x.Location == gone && _cells[x].AsOfMs <= asOfMs).ToList())
                _cells.Remove(key);
        }

        (feed.ClosedRun, feed.ClosedMs, feed.ClosedMembers) = (marker.Run, asOfMs, members);
        feed.Runs.RemoveAll(x => x.Run == marker.Run);
    }

    private Feed FeedOf(string id) => _feeds.TryGetValue(id, out Feed? feed) ? feed : _feeds[id] = new Feed();

    private string? CategoryOf(string item) => _registry.Items.TryGetValue(item, out Item? known) ? known.Category : null;

    private string EntityOf(string participant) =>
        _registry.Participants.TryGetValue(participant, out Participant? known) ? known.CountedEntity.Value : participant;

    private Location Place(string location)
    {
        if (_registry.Locations.TryGetValue(location, out Location? known))
            return known;
        Reporter reporter = _reporters[location];
        FeedProfile? feed = reporter.Feed is null ? null : _registry.Feeds.GetValueOrDefault(reporter.Feed);
        return new Location
        {
            Id = new LocationId(location), NameJa = "", NameEn = "", Participant = new ParticipantId(reporter.Sender), Prefecture = 0,
            Tier = feed?.UnknownLocationTier ?? Tier.Retailer, IntervalMinutes = feed?.IntervalMinutes ?? 1440,
        };
    }

    private static long Sum(IEnumerable<Cell> cells) =>
        Near(cells.Aggregate(BigInteger.Zero, (sum, x) => sum + (x.Quantity ?? 0)));

    private static long Near(BigInteger value) => (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue);

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    internal sealed record Cell(long? Quantity, (long Min, long? Max)? Band, bool IsSure, SaleState Sale, long AsOfMs)
    {
        public static Cell Of(List<StockLine> lines, long asOfMs)
        {
            var known = lines.Where(x => x.BaseQuantity is not null).ToList();
            var bands = lines.Where(x => x.Band is not null).Select(x => x.Band!.Value).ToList();
            SaleState[] byOpenness = [SaleState.Selling, SaleState.Ticketed, SaleState.Paused, SaleState.Closed, SaleState.Unknown, SaleState.NotCarried];
            (long Min, long? Max)? band = bands.Count == 0 ? null
                : (bands.Sum(x => x.Min), bands.Any(x => x.Max is null) ? null : bands.Sum(x => x.Max));
            return new Cell(
                known.Count == 0 ? null : Near(known.Aggregate(BigInteger.Zero, (sum, x) => sum + x.BaseQuantity!.Value)),
                band,
                lines.All(x => x.BaseQuantity is not null || x.Band is not null) && (band is null || band.Value.Min > 0 || band.Value.Max == 0),
                byOpenness.First(x => lines.Any(l => l.SaleState == x)),
                lines.Max(x => x.AsOf?.ToUnixTimeMilliseconds() ?? asOfMs));
        }
    }

    private sealed class Reporter(string sender, string? feed)
    {
        public string Sender => sender;

        public string? Feed => feed;

        public long NewestMs { get; set; } = long.MinValue;

        public long CompleteMs { get; set; } = long.MinValue;
    }

    private sealed class Feed
    {
        public List<(string Run, HashSet<string> Members)> Runs { get; } = [];

        public string? ClosedRun { get; set; }

        public long ClosedMs { get; set; } = long.MinValue;

        public HashSet<string> ClosedMembers { get; set; } = [];

        public void Join(string run, string location)
        {
            if (run == ClosedRun)
            {
                ClosedMembers.Add(location);
                return;
            }

            if (!Runs.Any(x => x.Run == run))
            {
                if (Runs.Count == 8)
                    Runs.RemoveAt(0);
                Runs.Add((run, []));
            }

            Runs.Find(x => x.Run == run).Members.Add(location);
        }
    }
}
