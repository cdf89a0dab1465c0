using System.Text;
using Inventory.Adapters.Text;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Suggesting;

/// <summary>Formats that are told by their first bytes and have ready feeds: no table is looked for in them.</summary>
internal static class FormatAdvice
{
    /// <summary>Words of a file's head, the format and the ready feed they tell; the first that fits counts.</summary>
    private static readonly (string Word, string Format, string? Feed)[] Marks =
    [
        ("EPCISDocument", FeedFormats.Epcis, "epcis"),
        ("epcisBody", FeedFormats.Epcis, "epcis"),
        ("eventType", FeedFormats.Epcis, "epcis"),
        ("logisticsInventoryReport", FeedFormats.Gs1Inventory, "gs1-inventory"),
        ("inventoryReport", FeedFormats.Gs1Inventory, "gs1-inventory"),
        ("InventoryReport-2", FeedFormats.Xml, "ubl-inventory"),
        ("urn:oasis:names:specification:ubl", FeedFormats.Xml, "ubl-inventory"),
        ("Newegg", FeedFormats.Xml, "newegg-inventory"),
        ("SellerPartNumber", FeedFormats.Json, "newegg-inventory"),
        ("inventory_item_id", FeedFormats.Json, "shopify-inventory-levels"),
        ("catalog_object_id", FeedFormats.Json, "square-inventory"),
        ("fulfillableQuantity", FeedFormats.Json, "amazon-fba-inventory"),
        ("highlyAvailableInventory", FeedFormats.Json, "amazon-vendor-inventory"),
        ("FeatureCollection", FeedFormats.Json, "geojson-stock"),
        ("remain_stat", FeedFormats.Json, "kr-public-masks"),
        ("materialGlobalAssetId", FeedFormats.Json, "catena-x-item-stock"),
        ("snapshotId", FeedFormats.CanonicalJson, null),
    ];

    /// <summary>The format and its ready feed; null for what may be a table.</summary>
    public static (string Format, string? Feed)? Find(ReadOnlySpan<byte> head)
    {
        if (FormatSniffer.Fits(head, FeedFormats.EdifactInvrpt))
            return (FeedFormats.EdifactInvrpt, "edifact-invrpt");
        if (FormatSniffer.Fits(head, FeedFormats.X12Inventory))
            return (FeedFormats.X12Inventory, "x12-846");
        bool isXml = FormatSniffer.Fits(head, FeedFormats.Xml);
        bool isJson = FormatSniffer.Fits(head, FeedFormats.Json);
        if (!isXml && !isJson)
            return null;
        string text = Encoding.Latin1.GetString(head);
        foreach ((string word, string format, string? feed) in Marks)
        {
            bool isOther = isXml ? format is FeedFormats.Json or FeedFormats.CanonicalJson : format == FeedFormats.Xml;
            if (!isOther && text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return (format, feed);
        }

        return (isXml ? FeedFormats.Xml : FeedFormats.Json, isXml ? "xml" : "json");
    }
}
