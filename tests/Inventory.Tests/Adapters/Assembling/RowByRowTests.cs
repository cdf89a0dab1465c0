using Inventory.Adapters;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Assembling;

/// <summary>
/// What is remembered from row to row, and known of lines of one kind, changes nothing: a file gives what its rows give,
/// each read as a file of its own, where there is nothing to remember.
/// </summary>
public sealed class RowByRowTests
{
    private const int Seed = 20_261_123;
    private const string Header = "店舗,JAN,在庫,単位,時点,区分,販売状態,ロット,賞味期限\n";

    private static readonly string[] Places = ["0001", "0001", "0002", " 0002 ", "ＡＢ", "4901234567894", "4901234567890", ""];
    private static readonly string[] Items = ["4901234567894", "4901234567894", "A-1", "12345678905", "Z-9", "4901234567890", "=\"A-1\"", "x\"y"];
    private static readonly string[] Numbers =
        ["5", "17", "17", "0", "-3", "1.5", "2.0", "\"1,234\"", "▲4", "-", "x", "999999999999999999", "9223372036854775807", "(7)", " 8 "];

    private static readonly string[] Units = ["枚", "枚", "箱", "甲", "", "EA", " 枚 "];
    private static readonly string[] Times = ["2020/4/1 9:05", "2020/4/1 9:05", "2020-03-31 10:00", "令和2年4月1日", "いつか"];
    private static readonly string[] Statuses = ["", "", "引当", "保留", "謎"];
    private static readonly string[] SaleStates = ["", "", "selling", "notCarried"];
    private static readonly string[] Lots = ["", "", "", "L1", "L2"];
    private static readonly string[] Days = ["", "", "", "2021-01-31", "2021-13-31"];

    [Fact]
    public async Task A_file_gives_what_its_rows_give_each_by_itself()
    {
        var random = new Random(Seed);
        for (int turn = 0; turn < 8; turn++)
        {
            string[] rows = Rows(random, 150);
            FeedReading whole = await TestFeed.ReadAsync(Header + string.Concat(rows));
            Assert.Null(whole.Failure);
            var lines = new List<string>();
            var kinds = new Dictionary<string, long>();
            long unknown = 0;
            var reasons = new List<RejectionReason>();
            foreach (string row in rows)
            {
                FeedReading one = await TestFeed.ReadAsync(Header + row);
                lines.AddRange(Lines(one));
                unknown += one.Unknown;
                reasons.AddRange(one.Rejections.Select(x => x.Reason));
                foreach (Warning warning in one.Warnings)
                    kinds[warning.Kind] = kinds.GetValueOrDefault(warning.Kind) + warning.Count;
            }

            string told = $"seed {Seed}, turn {turn}";
            Assert.True(lines.Order().SequenceEqual(Lines(whole).Order()), told);
            Assert.True(lines.Count == whole.Accepted && unknown == whole.Unknown && reasons.Count == whole.Rejected, told);
            Assert.Equal(reasons.Order(), whole.Rejections.Select(x => x.Reason).Order());
            Assert.Equal(kinds.OrderBy(x => x.Key), whole.Warnings.ToDictionary(x => x.Kind, x => x.Count).OrderBy(x => x.Key));
        }
    }

    [Fact]
    public async Task A_snapshot_asked_for_again_says_the_same_and_is_valid()
    {
        string[] rows = Rows(new Random(Seed), 400);
        FeedReading reading = await TestFeed.ReadAsync(Header + string.Concat(rows));
        Assert.NotEmpty(reading.Snapshots);
        for (int i = 0; i < reading.Snapshots.Count; i++)
        {
            StockSnapshot snapshot = reading.Snapshots[i];
            Assert.Equal(snapshot.SnapshotId, reading.Snapshots[i].SnapshotId);
            Assert.Equal(snapshot.Lines, reading.Snapshots[i].Lines);
            var refused = new List<Rejection>();
            StockSnapshot? valid = SnapshotValidator.Validate(
                snapshot, TestFeed.Registry(TestFeed.Profile), TestFeed.ReceivedAt, null, refused, []);
            Assert.Empty(refused);
            Assert.Equal(snapshot.Lines, valid!.Lines);
        }
    }

    private static string[] Rows(Random random, int count)
    {
        string[] rows = new string[count];
        string[] fields = [.. Enumerable.Range(0, 9).Select(i => Choices(i)[0])];
        for (int row = 0; row < count; row++)
        {
            // Few fields change from row to row: then there is much to remember.
            for (int changes = random.Next(4); changes > 0; changes--)
            {
                int field = random.Next(fields.Length);
                fields[field] = random.GetItems(Choices(field), 1)[0];
            }

            rows[row] = string.Join(',', fields) + "\n";
        }

        return rows;
    }

    private static string[] Choices(int field) => field switch
    {
        0 => Places,
        1 => Items,
        2 => Numbers,
        3 => Units,
        4 => Times,
        5 => Statuses,
        6 => SaleStates,
        7 => Lots,
        _ => Days,
    };

    private static IEnumerable<string> Lines(FeedReading reading) =>
        from snapshot in reading.Snapshots
        from line in snapshot.Lines
        select $"{snapshot.Location} {line.AsOf ?? snapshot.AsOf:O} {line with { AsOf = null }}";
}
