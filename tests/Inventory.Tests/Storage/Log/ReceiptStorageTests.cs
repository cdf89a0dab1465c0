using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Storage.Log;
using Xunit;
using static Inventory.Tests.Storage.Log.LogFixture;

namespace Inventory.Tests.Storage.Log;

public sealed class ReceiptStorageTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_receipt_is_found_again_with_all_it_said()
    {
        var draft = new Receipt
        {
            Id = string.Empty,
            Feed = "tw-nhi-masks",
            Participant = "tw-nhi",
            Snapshots = 1,
            Lines = new ReceiptLines { Accepted = 1, Rejected = 2 },
            Warnings = [new Warning("negative", 3, new SourcePosition(Line: 7, Column: "在庫数"), "-1")],
            Rejections =
            [
                new Rejection(new SourcePosition(Line: 4), "quantity", "１２x", RejectionReason.QuantityInvalid),
                new Rejection(new SourcePosition(Path: "/lines/0"), "item", null, RejectionReason.ItemMissing),
            ],
        };
        string id;
        await using (SqliteSnapshotLog log = Open(folder))
            id = (await log.AppendAsync(new AppendRequest([Entry("a")], draft), CancellationToken.None)).Id;
        await using SqliteSnapshotLog again = Open(folder);
        Receipt? found = await again.FindReceiptAsync(id, CancellationToken.None);
        Assert.Matches("^R-20261122-[0-9a-f]{16}$", id);
        Assert.Equal(draft.Warnings, found!.Warnings);
        Assert.Equal(draft.Rejections, found.Rejections);
        Assert.Equal(draft.Lines, found.Lines);
        Assert.Equal(("tw-nhi-masks", "tw-nhi", 1), (found.Feed, found.Participant, found.Snapshots));
        Assert.Equal(new OffsetRange(0, 0), found.Offsets);
        Assert.Equal(new SteppedTime().Now, found.ReceivedAt);
        Assert.Null(await again.FindReceiptAsync("R-20261122-0000000000000000", CancellationToken.None));
    }

    [Fact]
    public async Task A_delivery_refused_whole_still_has_a_receipt()
    {
        await using SqliteSnapshotLog log = Open(folder);
        Receipt given = await Append(log);
        Assert.Null(given.Offsets);
        Assert.NotNull(await log.FindReceiptAsync(given.Id, CancellationToken.None));
        Assert.Equal(0, log.NextOffset);
    }

    [Fact]
    public async Task The_last_accepted_receipt_passes_over_refused_and_duplicate_ones_and_other_feeds()
    {
        await using SqliteSnapshotLog log = Open(folder);
        Assert.Null(await log.FindLastAcceptedAsync("demo-csv", CancellationToken.None));
        await Append(log, Entry("a"));
        Receipt newest = await Append(log, Entry("b"));
        await Append(log, Entry("b"));
        await Append(log);
        AppendRequest other = Request(Entry("c"));
        await log.AppendAsync(other with { Draft = other.Draft with { Feed = "other" } }, CancellationToken.None);
        Receipt? found = await log.FindLastAcceptedAsync("demo-csv", CancellationToken.None);
        Assert.Equal(newest.Id, found!.Id);
    }

    [Fact]
    public async Task Superseded_lines_are_added_to_the_stored_receipt()
    {
        await using SqliteSnapshotLog log = Open(folder);
        Receipt given = await Append(log, Entry("a", lines: 9));
        Assert.Null(given.Lines.Superseded);
        await log.SetSupersededAsync(given.Id, 4, CancellationToken.None);
        await log.SetSupersededAsync(given.Id, 4, CancellationToken.None);
        await log.SetSupersededAsync("R-unknown", 4, CancellationToken.None);
        Receipt? found = await log.FindReceiptAsync(given.Id, CancellationToken.None);
        Assert.Equal(new ReceiptLines { Accepted = 9, Superseded = 4 }, found!.Lines);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_replaced()
    {
        await using SqliteSnapshotLog log = Open(folder);
        AppendRequest request = Request(Entry("a"));
        request = request with { Draft = request.Draft with { Id = "R-20261122-7f3a9c12" } };
        Receipt first = await log.AppendAsync(request, CancellationToken.None);
        Receipt second = await log.AppendAsync(request, CancellationToken.None);
        Assert.Equal("R-20261122-7f3a9c12", first.Id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(1, (await log.FindReceiptAsync(second.Id, CancellationToken.None))!.Lines.Duplicate);
    }

    [Fact]
    public async Task A_receipt_lists_no_more_than_its_limit_and_counts_all()
    {
        await using SqliteSnapshotLog log = Open(folder);
        LogEntry[] before = [.. Enumerable.Range(0, 1200).Select(i => Entry($"{i}", "x"))];
        LogEntry[] after = [.. Enumerable.Range(0, 1200).Select(i => Entry($"{i}", "y"))];
        await Append(log, before);
        Receipt receipt = await Append(log, after);
        Assert.Equal(Receipt.RejectionsMax, receipt.Rejections.Count);
        Assert.Equal(1200, receipt.Lines.Rejected);
    }
}
