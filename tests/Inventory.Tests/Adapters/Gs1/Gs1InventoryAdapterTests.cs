using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Gs1;

/// <summary>Reports of made-up warehouses with the traps of real ones.</summary>
public sealed class Gs1InventoryAdapterTests
{
    private const string Gln = "4512345000011";
    private const string Gtin = "04901234567894";

    private static readonly FeedProfile Profile = TestFeed.Profile with
    {
        Format = "gs1-inventory",
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
    };

    [Theory]
    [InlineData("sellable_accessible", StockStatus.OnHand)]
    [InlineData("SELLABLE_NOT_ACCESSIBLE", StockStatus.OnHand)]
    [InlineData("ON_HAND", StockStatus.OnHand)]
    [InlineData("urn:epcglobal:cbv:disp:non_sellable_expired", StockStatus.OnHold)]
    [InlineData("NON_SELLABLE_SOMETHING_NEW", StockStatus.OnHold)]
    [InlineData("quarantined", StockStatus.OnHold)]
    [InlineData("reserved", StockStatus.Allocated)]
    [InlineData("https://ref.gs1.org/cbv/Disp-in_transit", StockStatus.InTransit)]
    public async Task A_disposition_is_a_status_in_all_its_forms(string code, StockStatus status)
    {
        FeedReading reading = await ReadAsync(Report(Location(Gln, Status(Gtin, "5", code))));
        Assert.Equal(status, Assert.Single(Assert.Single(reading.Snapshots).Lines).Status);
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "unknownQualifier");
    }

    [Fact]
    public async Task An_unknown_disposition_is_told_and_not_counted_until_the_profile_knows_it()
    {
        string text = Report(Location(Gln, Status(Gtin, "5", "MYSTERY") + Status(Gtin, "9", "destroyed") + Status(Gtin, "2", "returned")));
        FeedReading reading = await ReadAsync(text);
        Assert.Equal([(StockStatus.OnHold, 2m)], Facts(reading));
        Assert.Equal("MYSTERY", Assert.Single(reading.Warnings, x => x.Kind == "unknownQualifier").Value);
        FeedProfile knows = Profile with
        {
            Gs1 = new Gs1Mapping { Dispositions = new Dictionary<string, string> { ["mystery"] = "allocated", ["RETURNED"] = "onHand" } },
        };
        Assert.Equal([(StockStatus.Allocated, 5m), (StockStatus.OnHand, 2m)], Facts(await ReadAsync(text, knows)));
    }

    [Fact]
    public async Task Both_nestings_say_the_same()
    {
        string byItem = Report(Location(Gln, Status(Gtin, "5", "sellable_accessible")) + Location("4512345000028", Status(Gtin, "7", "damaged")));
        string byLocation = Report($"<logisticsInventoryReportTradeItem><tradeItem><gtin>{Gtin}</gtin></tradeItem>"
            + Place("5", Gln, "sellable_accessible") + Place("7", "4512345000028", "damaged") + "</logisticsInventoryReportTradeItem>");
        Assert.Equal(Lines(await ReadAsync(byItem)), Lines(await ReadAsync(byLocation)));
        Assert.Equal(2, Lines(await ReadAsync(byLocation)).Length);

        static string Place(string quantity, string gln, string code) =>
            $"<inventoryAtLocation><inventoryLocation><gln>{gln}</gln></inventoryLocation><tradeItemInventoryStatus>"
            + $"<tradeItemQuantity measurementUnitCode=\"EA\">{quantity}</tradeItemQuantity>"
            + $"<inventoryDispositionCode>{code}</inventoryDispositionCode></tradeItemInventoryStatus></inventoryAtLocation>";
    }

    [Fact]
    public async Task Batches_never_split_a_line_but_stand_for_one_without_a_quantity()
    {
        string odd = Batch("A", "2") + Batch("B", "2");
        FeedReading reading = await ReadAsync(Report(Location(Gln,
            Status(Gtin, "5", "on_hand", odd) + Status(Gtin, "4", "on_hand", odd)
            + Status(Gtin, "3", "on_hand", Batch("C", "3")) + Status(Gtin, null, "on_hand", odd))));
        Assert.Equal([(null, 5m), (null, 4m), ("C", 3m), ("A", 2m), ("B", 2m)], Assert.Single(reading.Snapshots).Lines
            .Select(x => (x.Lot, x.Quantity!.Value)));
        Assert.Equal(new DateOnly(2021, 12, 31), reading.Snapshots[0].Lines[2].Expiry);
        Assert.Equal(1, Assert.Single(reading.Warnings, x => x.Kind == "partsMismatch").Count);
    }

    [Fact]
    public async Task Wrong_numbers_give_way_to_the_additional_ones()
    {
        string line = "<tradeItemInventoryStatus><gtin>4901234567890</gtin>"
            + Id("TradeItem", "MANUFACTURER_PART_NUMBER", "M-9") + Id("TradeItem", "BUYER_ASSIGNED", "B-1")
            + Id("TradeItem", "SUPPLIER_ASSIGNED", "S-1") + "<tradeItemQuantity>6</tradeItemQuantity></tradeItemInventoryStatus>";
        string place = "<logisticsInventoryReportInventoryLocation><inventoryLocation><gln>4512345000012</gln>"
            + Id("Party", "SELLER_ASSIGNED_IDENTIFIER_FOR_A_PARTY", "W-7") + "</inventoryLocation>";
        FeedReading reading = await ReadAsync(Report(place + line + "</logisticsInventoryReportInventoryLocation>"));
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal("shop-01:W-7", snapshot.Location.Value);
        Assert.Equal("shop-01:S-1", Assert.Single(snapshot.Lines).Item.Value);
        Assert.Equal(2, Assert.Single(reading.Warnings, x => x.Kind == "checkDigit").Count);
        Assert.Contains(reading.Warnings, x => x.Kind == "unitMissing");
        FeedProfile buyers = Profile with { Gs1 = new Gs1Mapping { ItemIds = ["BUYER_ASSIGNED"] } };
        reading = await ReadAsync(Report(place + line + "</logisticsInventoryReportInventoryLocation>"), buyers);
        Assert.Equal("shop-01:B-1", reading.Snapshots[0].Lines[0].Item.Value);
    }

    [Theory]
    [InlineData("<reportingPeriod><beginDate>2020-03-30</beginDate><endDate>2020-03-31+03:00</endDate><endTime>20:15:00+03:00</endTime></reportingPeriod>",
        "2020-03-31T20:15:00+03:00")]
    [InlineData("<reportingPeriod><beginDate>2020-04-01</beginDate><endDate>2020-04-30</endDate></reportingPeriod>", "2020-04-01T09:00:00+09:00")]
    [InlineData("<reportingPeriod><beginDate>2020-03-31Z</beginDate><beginTime>04:05:06</beginTime></reportingPeriod>", "2020-03-31T04:05:06+00:00")]
    [InlineData("<reportingPeriod><beginDate>never</beginDate></reportingPeriod>", "2020-04-01T09:00:00+09:00")]
    [InlineData("", "2020-04-01T09:00:00+09:00")]
    public async Task A_report_states_its_levels_at_the_end_of_its_period_or_when_it_was_made(string period, string asOf)
    {
        FeedReading reading = await ReadAsync(Report(period + Location(Gln, Status(Gtin, "5", "on_hand"))));
        Assert.Equal(DateTimeOffset.Parse(asOf), Assert.Single(reading.Snapshots).AsOf);
        Assert.Equal(AsOfSource.Header, reading.Snapshots[0].AsOfSource);
        Assert.Equal(period.Contains("never"), reading.Warnings.Any(x => x.Kind == "headerTimeUnread"));
    }

    [Fact]
    public async Task The_time_of_a_line_wins_and_a_wrong_one_refuses_only_its_line()
    {
        FeedReading reading = await ReadAsync(Report(Location(Gln,
            Status(Gtin, "5", "on_hand", "<inventoryDateTime>2020-04-01T08:30:00.1234567+09:00</inventoryDateTime>")
            + Status(Gtin, "6", "on_hand", "<inventoryDateTime>31.3.2020 noon</inventoryDateTime>") + Status(Gtin, "five", "on_hand")
            + Status(Gtin, "8", "on_hand"))));
        // One cell at two times is two statements.
        Assert.Equal([8, 5], reading.Snapshots.OrderByDescending(x => x.AsOf).SelectMany(x => x.Lines).Select(x => x.Quantity!.Value));
        Assert.Equal(new DateTimeOffset(2020, 4, 1, 8, 30, 0, 123, TimeSpan.FromHours(9)), reading.Snapshots.Min(x => x.AsOf));
        Assert.Equal([RejectionReason.AsOfInvalid, RejectionReason.QuantityInvalid], reading.Rejections.Select(x => x.Reason));
        Assert.EndsWith("/logisticsInventoryReportInventoryLocation[1]/tradeItemInventoryStatus[3]", reading.Rejections[1].Source.Path);
    }

    [Fact]
    public async Task Movements_and_withdrawn_reports_are_told_and_not_counted()
    {
        string events = $"<tradeItemInventoryEvent><gtin>{Gtin}</gtin><tradeItemQuantity measurementUnitCode=\"EA\">99</tradeItemQuantity>"
            + "<inventoryMovementTypeCode>INCREASE</inventoryMovementTypeCode></tradeItemInventoryEvent>";
        string text = "<m><StandardBusinessDocumentHeader><Contact>Somebody</Contact></StandardBusinessDocumentHeader>"
            + Report(Location(Gln, Status(Gtin, "5", "on_hand") + events + events))
            + Report("<documentActionCode>DELETE</documentActionCode>" + Location(Gln, Status(Gtin, "700", "on_hand"))) + "</m>";
        FeedReading reading = await ReadAsync(text);
        Assert.Equal([(StockStatus.OnHand, 5m)], Facts(reading));
        Assert.Equal(2, Assert.Single(reading.Warnings, x => x.Kind == "movementsOnly").Count);
        Assert.Contains(reading.Warnings, x => x.Kind == "documentDeleted");
    }

    [Fact]
    public async Task A_trade_inventory_report_gives_the_quantity_of_each_status()
    {
        string Spec(string type, string quantity) => $"<inventoryStatusQuantitySpecification><inventoryStatusType>{type}</inventoryStatusType>"
            + $"<quantityOfUnits measurementUnitCode=\"CS\">{quantity}</quantityOfUnits></inventoryStatusQuantitySpecification>";
        string text = "<ir:inventoryReportMessage xmlns:ir=\"urn:gs1:ecom:inventory_report:xsd:3\"><inventoryReport>"
            + "<creationDateTime>2020-04-01T09:00:00+09:00</creationDateTime><inventoryReportTypeCode>INVENTORY_STATUS</inventoryReportTypeCode>"
            + $"<inventoryItemLocationInformation><inventoryLocation><gln>{Gln}</gln></inventoryLocation><transactionalTradeItem><gtin>4901234567894</gtin>"
            + "</transactionalTradeItem><inventoryStatusLineItem><lineItemNumber>1</lineItemNumber>"
            + Spec("ON_HAND", "12") + Spec("DAMAGED", "1") + Spec("ON_ORDER", "50") + "</inventoryStatusLineItem>"
            + "<inventoryActivityLineItem><inventoryActivityQuantitySpecification><quantityOfUnits>3</quantityOfUnits>"
            + "</inventoryActivityQuantitySpecification></inventoryActivityLineItem></inventoryItemLocationInformation>"
            + "</inventoryReport></ir:inventoryReportMessage>";
        FeedReading reading = await ReadAsync(text);
        Assert.Equal([(StockStatus.OnHand, 12m), (StockStatus.OnHold, 1m)], Facts(reading));
        Assert.All(reading.Snapshots[0].Lines, x => Assert.Equal((Gtin, "CS"), (x.Item.Value, x.Unit)));
        Assert.Contains(reading.Warnings, x => x.Kind == "movementsOnly");
    }

    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData("  \r\n", RejectionReason.Empty)]
    [InlineData("JAN,qty\r\n1,2", RejectionReason.FormatMismatch)]
    [InlineData("<order/>", RejectionReason.FormatMismatch)]
    [InlineData("<inventoryReport><a></b></inventoryReport>", RejectionReason.FormatMismatch)]
    [InlineData("<inventoryReport><gln>45", RejectionReason.Truncated)]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><inventoryReport>&b;</inventoryReport>", RejectionReason.ContentForbidden)]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><inventoryReport/>", RejectionReason.ContentForbidden)]
    [InlineData("<inventoryReport>&undeclared;</inventoryReport>", RejectionReason.FormatMismatch)]
    public async Task What_is_no_whole_report_is_refused_whole(string text, RejectionReason reason) =>
        Assert.Equal(reason, (await ReadAsync(text)).Failure?.Reason);

    [Fact]
    public async Task Deep_nesting_is_refused_at_its_line() =>
        Assert.Equal((RejectionReason.TooDeep, 64L), await DepthAsync());

    [Theory]
    [InlineData("utf-16")]
    [InlineData("shift_jis")]
    public async Task Other_encodings_are_read_as_the_document_declares_them(string encoding)
    {
        string text = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>" + Report(Location("倉庫①", Status(Gtin, "5", "on_hand")));
        byte[] bytes = encoding == "utf-16" ? [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)] : TestFeed.CodePage(932).GetBytes(text);
        FeedReading reading = await TestFeed.ReadAsync(bytes, Profile);
        Assert.Equal("shop-01:倉庫①", Assert.Single(reading.Snapshots).Location.Value);
    }

    private static async Task<(RejectionReason, long)> DepthAsync()
    {
        Rejection failure = (await ReadAsync(string.Concat(Enumerable.Repeat("<inventoryReport>\n", 10_000)))).Failure!.Value;
        return (failure.Reason, failure.Source.Line - 1);
    }

    private static string Report(string content) => "<logisticsInventoryReport xmlns=\"urn:x\">"
        + "<creationDateTime>2020-04-01T09:00:00+09:00</creationDateTime>" + content + "</logisticsInventoryReport>";

    private static string Location(string gln, string content) => "<logisticsInventoryReportInventoryLocation>"
        + $"<inventoryLocation><gln>{gln}</gln></inventoryLocation>{content}</logisticsInventoryReportInventoryLocation>";

    private static string Status(string gtin, string? quantity, string code, string more = "") =>
        $"<tradeItemInventoryStatus><gtin>{gtin}</gtin>"
        + (quantity is null ? "" : $"<tradeItemQuantity measurementUnitCode=\"EA\">{quantity}</tradeItemQuantity>")
        + $"{more}<inventoryDispositionCode>{code}</inventoryDispositionCode></tradeItemInventoryStatus>";

    private static string Batch(string lot, string quantity) => $"<transactionalItemData><batchNumber>{lot}</batchNumber>"
        + $"<itemExpirationDate>2021-12-31+09:00</itemExpirationDate><tradeItemQuantity measurementUnitCode=\"EA\">{quantity}</tradeItemQuantity></transactionalItemData>";

    private static string Id(string kind, string type, string value) =>
        $"<additional{kind}Identification additional{kind}IdentificationTypeCode=\"{type}\">{value}</additional{kind}Identification>";

    private static (StockStatus, decimal)[] Facts(FeedReading reading) =>
        [.. reading.Snapshots.SelectMany(x => x.Lines).Select(x => (x.Status, x.Quantity!.Value))];

    private static (string, string, StockStatus, decimal)[] Lines(FeedReading reading) => [.. reading.Snapshots
        .SelectMany(x => x.Lines.Select(y => (x.Location.Value, y.Item.Value, y.Status, y.Quantity!.Value)))];

    private static Task<FeedReading> ReadAsync(string text, FeedProfile? profile = null) =>
        TestFeed.ReadAsync(text, profile ?? Profile);
}
