using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Epcis;

/// <summary>What events do to levels, in all the ways they can be written.</summary>
public sealed class EpcisAdapterTests
{
    // Prefix 4901234, indicator 0, reference 56789: GTIN 04901234567894.
    private const string Lot1 = "urn:epc:class:lgtin:4901234.056789.L1";
    private const string AnyLot = "urn:epc:idpat:sgtin:4901234.056789.*";
    private const string Gtin = "04901234567894";
    private const string Depot = "urn:epc:id:sgln:4512345.00001.0";
    private const string Shop = "https://id.example.jp/414/4512345000028/254/backroom";

    private static readonly FeedProfile Profile = TestFeed.Profile with
    {
        Format = "epcis",
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
    };

    private static readonly EventText Count = new()
    {
        Step = "stock_taking",
        Place = Depot,
        Quantities = [(Lot1, "100", null)],
    };

    [Theory]
    [InlineData("json")]
    [InlineData("1.2")]
    [InlineData("2.0")]
    public async Task A_stock_taking_opens_a_level_and_movements_change_it(string form)
    {
        EventText[] events =
        [
            Move("11:00", "urn:epcglobal:cbv:bizstep:shipping", "30"),
            Move("08:00", "receiving", "1000"),
            Count,
            Move("10:00", "https://ref.gs1.org/cbv/BizStep-receiving", "5.5e1"),
            new() { Type = "TransformationEvent", Time = At("12:00"), Action = null, Place = Depot, Quantities = [(Lot1, "25", null)],
                Outputs = [(AnyLot, "2", "KGM")], Lot = "NEW", Expiry = "2021-03-31" },
        ];
        FeedReading reading = await TestFeed.ReadAsync(
            form == "json" ? EventText.Document(events) : EventText.XmlDocument(form, events), Profile);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal("4512345000011", snapshot.Location.Value);
        Assert.Equal(new DateTimeOffset(2020, 4, 1, 12, 0, 0, TimeSpan.FromHours(9)), snapshot.AsOf);
        Assert.Equal(AsOfSource.Line, snapshot.AsOfSource);
        Assert.Equal([(Gtin, "L1", 100m, "EA"), (Gtin, "NEW", 2m, "KGM")],
            snapshot.Lines.Select(x => (x.Item.Value, x.Lot!, x.Quantity!.Value, x.Unit!)));
        Assert.Equal(new DateOnly(2021, 3, 31), snapshot.Lines[1].Expiry);
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "movementsOnly" && x.Count != 1);
    }

    [Theory]
    [InlineData(Lot1)]
    [InlineData("https://shop.example.com/x/01/04901234567894/10/L1?y=1")]
    [InlineData("http://id.gs1.org/01/4901234567894/10/L1")]
    public async Task One_class_has_many_addresses(string address)
    {
        EventText more = Move("10:00", "receiving", "1") with { Quantities = [(address, "1", null)] };
        FeedReading reading = await TestFeed.ReadAsync(EventText.Document(Count, more), Profile);
        Assert.Equal(101, Assert.Single(Assert.Single(reading.Snapshots).Lines).Quantity);
    }

    [Fact]
    public async Task The_same_event_counts_once_and_a_withdrawn_one_not_at_all_wherever_the_declaration_stands()
    {
        EventText once = Move("10:00", "receiving", "7") with { Id = "urn:uuid:1" };
        EventText nameless = Move("10:30", "receiving", "20");
        EventText same = nameless with { Time = "2020-04-01T01:30:00Z", Step = "urn:epcglobal:cbv:bizstep:receiving" };
        EventText wrong = Move("10:10", "receiving", "500") with { Id = "urn:uuid:2" };
        EventText nobody = Move("10:20", "shipping", "3");
        FeedReading reading = await TestFeed.ReadAsync(EventText.Document(
            wrong with { IsError = true }, once, Count, once, wrong, nameless, same, nobody, nobody with { IsError = true }), Profile);
        Assert.Equal(127, Assert.Single(Assert.Single(reading.Snapshots).Lines).Quantity);
        Assert.Equal(2, Assert.Single(reading.Warnings, x => x.Kind == "errorDeclaration").Count);
    }

    [Fact]
    public async Task A_serial_is_at_one_place_however_often_it_is_seen()
    {
        string[] serials = [.. Enumerable.Range(1, 4).Select(x => $"urn:epc:id:sgtin:4901234.056789.{x}")];
        EventText at = new() { Step = "stock_taking", Place = Depot, Epcs = serials };
        EventText other = new() { Step = "stock_taking", Place = Shop, Quantities = [(AnyLot, "10", null)] };
        EventText seen = new() { Time = At("09:30"), Step = "storing", Place = Depot, Epcs = serials[..2] };
        EventText packed = new()
        {
            Type = "AggregationEvent", Time = At("09:40"), Action = "ADD", Step = "packing", Place = Depot,
            Parent = "urn:epc:id:sscc:4901234.0000000001", Epcs = serials[..2]
        };
        EventText sent = new() { Time = At("10:00"), Step = "shipping", ReadPoint = Depot, Epcs = serials[..2] };
        EventText left = sent with { Time = At("10:05"), Step = "departing" };
        string link = "https://id.gs1.org/01/04901234567894/21/1";
        EventText got = new() { Time = At("11:00"), Step = "receiving", Place = Shop, Epcs = [link] };
        EventText damaged = new() { Time = At("12:00"), Step = "holding", Disposition = "damaged", Place = Shop, Epcs = [link] };
        FeedReading reading = await TestFeed.ReadAsync(
            EventText.Document(damaged, got, left, sent, packed, seen, other, at), Profile);
        Assert.Equal([("4512345000028", StockStatus.OnHand, 10m), ("4512345000011", StockStatus.OnHand, 2m), ("4512345000028", StockStatus.OnHold, 1m)],
            reading.Snapshots.SelectMany(x => x.Lines.Select(y => (x.Location.Value, y.Status, y.Quantity!.Value)))
                .OrderByDescending(x => x.Item3));
    }

    [Fact]
    public async Task A_cycle_count_checks_and_changes_nothing()
    {
        EventText check = Move("10:00", "cycle_counting", "98");
        FeedReading reading = await TestFeed.ReadAsync(EventText.Document(Count, check), Profile);
        Assert.Equal(100, reading.Snapshots[0].Lines[0].Quantity);
        Assert.Equal("countMismatch", Assert.Single(reading.Warnings, x => x.Kind != "unknownPack").Kind);
    }

    [Fact]
    public async Task Movements_without_a_count_are_no_level_but_begin_at_zero_where_the_profile_says_so()
    {
        string text = EventText.Document(Move("10:00", "receiving", "8"), Move("11:00", "shipping", "3"));
        FeedReading reading = await TestFeed.ReadAsync(text, Profile);
        Assert.Empty(reading.Snapshots);
        Assert.Equal(2, Assert.Single(reading.Warnings).Count);
        FeedProfile zero = Profile with { Epcis = new EpcisMapping { Opening = EpcisMapping.Zero } };
        reading = await TestFeed.ReadAsync(text, zero);
        Assert.Equal(5, reading.Snapshots[0].Lines[0].Quantity);
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "movementsOnly");
    }

    [Fact]
    public async Task A_bad_event_refuses_only_itself()
    {
        EventText number = Move("10:00", "receiving", "\"many\"");
        EventText time = Move("10:00", "receiving", "1") with { Time = "2020/04/01 10:00" };
        EventText future = Move("10:00", "receiving", "1") with { Time = "2020-04-02T10:00:00+09:00" };
        EventText kind = Move("10:00", "receiving", "1") with { Type = "PrivateEvent" };
        EventText negative = Move("10:00", "receiving", "-4");
        FeedReading reading = await TestFeed.ReadAsync(EventText.Document(number, time, Count, future, kind, negative), Profile);
        Assert.Equal(100, reading.Snapshots[0].Lines[0].Quantity);
        Assert.Equal(5, reading.Rejected);
        Assert.Equal(
            [(RejectionReason.QuantityInvalid, "/epcisBody/eventList/0"), (RejectionReason.AsOfInvalid, "/epcisBody/eventList/1"),
                (RejectionReason.AsOfInFuture, "/epcisBody/eventList/3"), (RejectionReason.RecordInvalid, "/epcisBody/eventList/4"),
                (RejectionReason.QuantityInvalid, "/epcisBody/eventList/5")],
            reading.Rejections.Select(x => (x.Reason, x.Source.Path!)));
    }

    [Fact]
    public async Task Events_come_bare_in_lists_one_per_line_and_in_query_results()
    {
        string query = "{\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":{\"resultsBody\":{\"eventList\":["
            + Count.Json() + "]}}}}";
        foreach (string text in new[] { Count.Json(), $"[{Count.Json()}]", Count.Json() + "\n" + Move("10:00", "receiving", "0").Json(), query,
            $"<q:EPCISQueryDocument xmlns:q=\"urn:q\"><EPCISBody><q:QueryResults><resultsBody><EventList>{Count.Xml("1.2")}"
            + "</EventList></resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>", Count.Xml("2.0") })
        {
            FeedReading reading = await TestFeed.ReadAsync(text, Profile);
            Assert.Null(reading.Failure);
            Assert.Equal(100, Assert.Single(Assert.Single(reading.Snapshots).Lines).Quantity);
        }
    }

    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData("a,b\r\n1,2", RejectionReason.FormatMismatch)]
    [InlineData("{\"orders\":[{\"id\":1}]}", RejectionReason.FormatMismatch)]
    [InlineData("<orders><order/></orders>", RejectionReason.FormatMismatch)]
    [InlineData("{\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[", RejectionReason.Truncated)]
    [InlineData("{\"type\":\"EPCISDocument\",]", RejectionReason.JsonMalformed)]
    [InlineData("<EPCISDocument><EPCISBody><EventList>", RejectionReason.Truncated)]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><EPCISDocument>&b;</EPCISDocument>", RejectionReason.ContentForbidden)]
    public async Task What_is_no_whole_document_is_refused_whole(string text, RejectionReason reason) =>
        Assert.Equal(reason, (await TestFeed.ReadAsync(text, Profile)).Failure?.Reason);

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("<EPCISDocument><a>", "")]
    public async Task Deep_nesting_is_refused(string piece, string end) =>
        Assert.Equal(RejectionReason.TooDeep, (await TestFeed.ReadAsync(
            string.Concat(Enumerable.Repeat(piece, 100_000)) + end, Profile)).Failure?.Reason);

    private static EventText Move(string time, string step, string quantity) =>
        new() { Time = At(time), Step = step, Place = Depot, Quantities = [(Lot1, quantity, null)] };

    private static string At(string time) => $"2020-04-01T{time}:00.0001234567+09:00";
}
