using System.Text;
using Inventory.Adapters;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>A small registry of a made-up shop, and deliveries read through its feeds.</summary>
internal static class TestFeed
{
    public static readonly ParticipantId Shop = new("shop-01");

    // Tokyo, 2020-04-01 18:30:45.
    public static readonly DateTimeOffset ReceivedAt = new(2020, 4, 1, 18, 30, 45, TimeSpan.FromHours(9));

    /// <summary>A partial feed of the shop with the columns 店舗, JAN, 在庫, 単位, 時点 and more.</summary>
    public static FeedProfile Profile { get; } = new()
    {
        Id = "shop-csv",
        Participant = Shop,
        Format = "delimited",
        Scope = SnapshotScope.Partial,
        UnknownLocation = "accept",
        Columns = new Dictionary<string, IReadOnlyList<string>>
        {
            ["item"] = ["JANコード", "JAN", "商品コード"],
            ["location"] = ["店舗", "店舗コード"],
            ["locationName"] = ["店舗名"],
            ["quantity"] = ["在庫数", "在庫"],
            ["unit"] = ["単位"],
            ["asOf"] = ["時点"],
            ["status"] = ["区分"],
            ["saleState"] = ["販売状態"],
            ["lot"] = ["ロット"],
            ["expiry"] = ["賞味期限"],
            ["owner"] = ["所有者"],
        },
    };

    public static StockRegistry Registry(params FeedProfile[] feeds) => new(new RegistryFacts
    {
        Version = "test",
        Categories =
        [
            new Category { Id = "masks", NameJa = "マスク", NameEn = "Masks", BaseUnit = "ST", UnitJa = "枚", UnitEn =
                "sheets" },
        ],
        Participants = [new Participant { Id = Shop, NameJa = "試験商店", NameEn = "Test shop" }],
        Items =
        [
            Mask(new ItemId("04901234567894")),
            Mask(ItemId.Local(Shop, "A-1")),
            // A UPC whose leading zero a spreadsheet takes away.
            Mask(new ItemId("00012345678905")),
        ],
        Locations = [Place("0001", "横浜センター"), Place("0002", "ﾌﾟﾗｻﾞ店")],
        Feeds = feeds,
    });

    public static Task<FeedReading> ReadAsync(string text, FeedProfile? profile = null, Delivery? delivery = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(text), profile, delivery);

    public static async Task<FeedReading> ReadAsync(byte[] bytes, FeedProfile? profile = null, Delivery? delivery =
        null)
    {
        profile ??= Profile;
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using var body = new MemoryStream(bytes);
        return await adapter.ReadAsync(
            body, profile, Registry(profile), delivery ?? new Delivery(ReceivedAt), CancellationToken.None);
    }

    public static Encoding CodePage(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

    private static Item Mask(ItemId id) => new()
    {
        Id = id,
        Category = "masks",
        NameJa = "マスク",
        NameEn = "Mask",
        Packs = [new PackLevel("ST", 1), new PackLevel("BX", 50), new PackLevel("EA", 1)],
    };

    private static Location Place(string code, string name) => new()
    {
        Id = LocationId.Local(Shop, code),
        NameJa = name,
        NameEn = name,
        Participant = Shop,
        Tier = Tier.Retailer,
        Prefecture = 13,
        IntervalMinutes = 60,
    };
}
