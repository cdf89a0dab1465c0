using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Snapshots;

public sealed class SnapshotValidatorTests
{
    private static readonly StockRegistry Registry = SampleRegistry.Create();
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 3, 0, TimeSpan.FromHours(9));

    private readonly List<Rejection> _rejections = [];
    private readonly List<Warning> _warnings = [];

    [Fact]
    public void A_good_snapshot_gets_its_base_quantities()
    {
        StockSnapshot? kept = Validate(Sample(Line() with { Quantity = 3, Unit = "BX" }));
        Assert.Equal(210, kept!.Lines[0].BaseQuantity);
        Assert.Empty(_rejections);
        Assert.Empty(_warnings);
    }

    public static TheoryData<string, Func<StockSnapshot, StockSnapshot>, RejectionReason> Headers => new()
    {
        { "id empty", x => x with { SnapshotId = "" }, RejectionReason.SnapshotIdInvalid },
        { "id long", x => x with { SnapshotId = new string('a', 65) }, RejectionReason.SnapshotIdInvalid },
        { "id blank", x => x with { SnapshotId = "a b" }, RejectionReason.SnapshotIdInvalid },
        { "id Japanese", x => x with { SnapshotId = "番号" }, RejectionReason.SnapshotIdInvalid },
        { "id quote", x => x with { SnapshotId = "a\"b" }, RejectionReason.SnapshotIdInvalid },
        { "sender unknown", x => x with { Sender = new ParticipantId("nobody") }, RejectionReason.SenderUnknown },
        { "sender default", x => x with { Sender = default }, RejectionReason.SenderUnknown },
        { "feed odd", x => x with { Feed = "a\\b" }, RejectionReason.TypeInvalid },
        { "run odd", x => x with { Run = "a\nb" }, RejectionReason.TypeInvalid },
        { "location odd", x => x with { Location = new LocationId("STORE") }, RejectionReason.LocationInvalid },
        { "location check digit", x => x with { Location = new LocationId("9520000000012") }, RejectionReason.LocationInvalid },
        { "location quote", x => x with { Location = new LocationId("retailer-01:a\"b") }, RejectionReason.LocationInvalid },
        { "location unknown", x => x with { Location = new LocationId("retailer-01:X") }, RejectionReason.LocationUnknown },
        { "location of another", x => x with { Location = new LocationId("maker-01:X") }, RejectionReason.LocationForbidden },
        { "registered to another", x => x with { Sender = new ParticipantId("maker-01") }, RejectionReason.LocationForbidden },
        { "future", x => x with { AsOf = Now.AddMilliseconds(300_001) }, RejectionReason.AsOfInFuture },
        { "partial and empty", x => x with { Scope = SnapshotScope.Partial, Lines = [] }, RejectionReason.FieldMissing },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_wrong_header_refuses_the_whole(
        string name, Func<StockSnapshot, StockSnapshot> change, RejectionReason expected)
    {
        Assert.Null(Validate(change(Sample(Line()))));
        Rejection rejection = Assert.Single(_rejections);
        Assert.True(expected == rejection.Reason, $"{name}: {rejection}");
    }

    public static TheoryData<string, Func<StockLine, StockLine>, RejectionReason> Lines => new()
    {
        { "no item", x => x with { Item = default }, RejectionReason.ItemMissing },
        { "item odd", x => x with { Item = new ItemId("MASK") }, RejectionReason.ItemInvalid },
        { "item of 13 digits", x => x with { Item = new ItemId("4006381333931") }, RejectionReason.ItemInvalid },
        { "item control", x => x with { Item = new ItemId("maker-01:a\u0007") }, RejectionReason.ItemInvalid },
        { "future line", x => x with { AsOf = Now.AddMinutes(6) }, RejectionReason.AsOfInFuture },
        { "nothing said", x => x with { Quantity = null }, RejectionReason.QuantityMissing },
        { "base only", x => x with { Quantity = null, BaseQuantity = 5 }, RejectionReason.QuantityMissing },
        { "half a sheet", x => x with { Quantity = 0.5m }, RejectionReason.QuantityFractional },
        { "too much", x => x with { Quantity = decimal.MaxValue }, RejectionReason.QuantityOutOfRange },
        { "base disagrees", x => x with { BaseQuantity = 11 }, RejectionReason.UnitMismatch },
        { "band upside down", x => x with { Quantity = null, Band = new QuantityBand(5, 4) }, RejectionReason.BandInvalid },
        { "band negative", x => x with { Quantity = null, Band = new QuantityBand(-1, 4) }, RejectionReason.BandInvalid },
        { "unit empty", x => x with { Unit = "" }, RejectionReason.UnitInvalid },
        { "unit quote", x => x with { Unit = "\"" }, RejectionReason.UnitInvalid },
        { "unit long", x => x with { Unit = new string('個', 33) }, RejectionReason.UnitInvalid },
        { "status", x => x with { Status = (StockStatus)9 }, RejectionReason.StatusInvalid },
        { "sale state", x => x with { SaleState = (SaleState)9 }, RejectionReason.SaleStateInvalid },
        { "owner", x => x with { Owner = new ParticipantId("A B") }, RejectionReason.OwnerInvalid },
        { "lot long", x => x with { Lot = new string('a', 65) }, RejectionReason.LotInvalid },
        { "lot empty", x => x with { Lot = "" }, RejectionReason.LotInvalid },
        { "lot lone surrogate", x => x with { Lot = "\uD842" }, RejectionReason.LotInvalid },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_wrong_line_is_refused_at_its_place_and_the_others_stay(
        string name, Func<StockLine, StockLine> change, RejectionReason expected)
    {
        SourcePosition[] sources = [new(Line: 2), new(Line: 3), new(Line: 4)];
        StockSnapshot? kept = Validate(Sample(Line(), change(Line()), Line()), sources);
        Assert.Equal(2, kept!.Lines.Count);
        Rejection rejection = Assert.Single(_rejections);
        Assert.True(expected == rejection.Reason, $"{name}: {rejection}");
        Assert.Equal(3, rejection.Source.Line);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Nothing_left_is_no_snapshot()
    {
        Assert.Null(Validate(Sample(Line() with { Quantity = 0.5m })));
        Assert.Single(_rejections);
    }

    [Fact]
    public void A_full_snapshot_sent_without_lines_says_that_all_is_gone()
    {
        Assert.Empty(Validate(Sample())!.Lines);
        Assert.Empty(_rejections);
    }

    [Fact]
    public void Five_minutes_ahead_is_a_clock_and_not_the_future()
    {
        Assert.NotNull(Validate(Sample(Line() with { AsOf = Now.AddMinutes(5) }) with { AsOf = Now.AddMinutes(5) }));
        Assert.Empty(_rejections);
    }

    [Fact]
    public void Each_kind_of_warning_is_counted_once_with_its_first_place()
    {
        StockLine[] lines =
        [
            Line() with { Quantity = -1 },
            Line() with { Quantity = -2 },
            Line() with { Item = new ItemId("maker-01:NEW") },
            Line() with { Unit = "CS" },
            Line() with { AsOf = Now.AddDays(-36) },
        ];
        StockSnapshot? kept = Validate(Sample(lines), [new(Line: 2), new(Line: 3), new(Line: 4), new(Line: 5),
            new(Line: 6)]);
        Assert.Equal([-1, -2, null, null, 10], kept!.Lines.Select(x => x.BaseQuantity));
        Assert.Equal(
            [
                new Warning("negative", 2, new SourcePosition(Line: 2), "-1"),
                new Warning("unknownItem", 1, new SourcePosition(Line: 4), "maker-01:NEW"),
                new Warning("unknownPack", 1, new SourcePosition(Line: 5), "CS"),
                new Warning("asOfOld", 1, new SourcePosition(Line: 6), "2026-10-17T14:03:00+09:00"),
            ],
            _warnings);
        Validate(Sample(Line() with { Quantity = -5 }), [new(Line: 7)]);
        Assert.Equal(3, _warnings[0].Count);
    }

    [Fact]
    public void The_35th_day_is_not_old_yet()
    {
        Validate(Sample(Line()) with { AsOf = Now.AddDays(-35) });
        Assert.Empty(_warnings);
        Validate(Sample(Line()) with { AsOf = Now.AddDays(-35).AddMilliseconds(-1) });
        Assert.Equal("asOfOld", Assert.Single(_warnings).Kind);
    }

    [Fact]
    public void A_stated_base_quantity_that_agrees_is_kept() =>
        Assert.Equal(10, Validate(Sample(Line() with { BaseQuantity = 10 }))!.Lines[0].BaseQuantity);

    [Fact]
    public void A_base_quantity_of_an_unknown_item_is_not_believed() =>
        Assert.Null(Validate(Sample(Line() with { Item = new ItemId("maker-01:NEW"), BaseQuantity = 10 }))!.Lines[0].BaseQuantity);

    [Fact]
    public void Not_carried_needs_no_quantity() =>
        Assert.NotNull(Validate(Sample(Line() with
        {
            Quantity = null,
            Unit = null,
            SaleState = SaleState.NotCarried
        })));

    [Fact]
    public void An_unregistered_location_is_accepted_where_its_feed_or_the_caller_says_so()
    {
        StockSnapshot snapshot = Sample(Line()) with { Location = new LocationId("retailer-01:𠮷祥寺") };
        Assert.NotNull(Validate(snapshot with { Feed = "open" }));
        var context = new SnapshotContext(Registry, Now) { AllowUnknownLocation = true };
        Assert.NotNull(SnapshotValidator.Validate(snapshot, null, context, _rejections, _warnings));
        context = context with { AllowUnknownLocation = false };
        Assert.Null(SnapshotValidator.Validate(snapshot with { Feed = "open" }, null, context, _rejections, _warnings));
        Assert.Equal(RejectionReason.LocationUnknown, Assert.Single(_rejections).Reason);
    }

    [Fact]
    public void A_caller_sends_for_itself_only()
    {
        var context = new SnapshotContext(Registry, Now) { SenderAllowed = new ParticipantId("maker-01") };
        Assert.Null(SnapshotValidator.Validate(Sample(Line()), null, context, _rejections, _warnings));
        Assert.Equal(RejectionReason.SenderForbidden, Assert.Single(_rejections).Reason);
    }

    [Fact]
    public void Long_offending_texts_are_cut()
    {
        Validate(Sample(Line() with { Item = new ItemId(new string('x', 1_000_000)) }));
        Assert.Equal(200, Assert.Single(_rejections).Value!.Length);
    }

    private StockSnapshot? Validate(StockSnapshot snapshot, SourcePosition[]? sources = null) =>
        SnapshotValidator.Validate(snapshot, Registry, Now, sources, _rejections, _warnings);

    private static StockLine Line() => new() { Item = new ItemId(SampleRegistry.Mask), Quantity = 10, Unit = "ST" };

    private static StockSnapshot Sample(params StockLine[] lines) => new()
    {
        SnapshotId = "s-1",
        Sender = new ParticipantId("retailer-01"),
        Location = new LocationId(SampleRegistry.Store),
        AsOf = Now,
        Lines = lines,
    };
}
