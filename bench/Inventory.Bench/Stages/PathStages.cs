using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Xml;
using Inventory.Adapters;
using Inventory.Model.Registry;

namespace Inventory.Bench.Stages;

/// <summary>JSON and XML by paths beside the bare walk of the same bytes: what the mapping, the codes and the
/// validation cost on top of the parser.</summary>
internal sealed class PathStages(StageInput input, int times, int records, Action<Measured> print)
{
    public async Task RunAsync()
    {
        byte[] json = Json();
        byte[] xml = Xml();
        Print("bare Utf8JsonReader walk", json.Length, () => WalkJson(json));
        await PrintAsync("json by paths (Shopify levels)", json, "shopify-inventory-levels");
        Print("bare XmlReader walk", xml.Length, () => WalkXml(xml));
        await PrintAsync("xml by paths (inventory feed)", xml, "xml");
    }

    public byte[] Json()
    {
        var text = new StringBuilder("{\"inventory_levels\":[");
        for (int i = 0; i < records; i++)
        {
            text.Append(i == 0 ? "" : ",").Append("{\"inventory_item_id\":").Append(39_000_000 + (i % 500))
                .Append(",\"location_id\":").Append(905_000_000 + (i / 500)).Append(",\"available\":").Append(i % 97)
                .Append(",\"updated_at\":\"2026-11-22T09:05:00+09:00\",\"admin_graphql_api_id\":\"gid://shopify/InventoryLevel/")
                .Append(i).Append("\"}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    public byte[] Xml()
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?><AmazonEnvelope>");
        for (int i = 0; i < records; i++)
        {
            text.Append("<Message><MessageID>").Append(i).Append("</MessageID><OperationType>Update</OperationType><Inventory><SKU>S-")
                .Append(i % 5000).Append("</SKU><FulfillmentCenterID>C").Append(i / 5000).Append("</FulfillmentCenterID><Quantity>")
                .Append(i % 97).Append("</Quantity><FulfillmentLatency>1</FulfillmentLatency></Inventory></Message>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</AmazonEnvelope>").ToString());
    }

    public static void WalkJson(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
        }
    }

    public static void WalkXml(byte[] bytes)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(bytes));
        while (reader.Read())
        {
        }
    }

    private void Print(string name, int bytes, Action action) =>
        print(Measured.Rate(name, "MB/s", times, () => Measured.PerSecond(bytes / 1e6, action)));

    private async Task PrintAsync(string name, byte[] bytes, string feed)
    {
        FeedProfile profile = input.Registry.Feeds[feed];
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException($"There is no adapter of {feed}.");
        double[] rates = new double[times + 1];
        for (int i = 0; i <= times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            FeedReading reading = await adapter.ReadAsync(
                new MemoryStream(bytes), profile, input.Registry, new Delivery(input.Now), CancellationToken.None);
            rates[i] = bytes.Length / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (reading.Accepted != records)
                throw new InvalidOperationException($"{feed} gave {reading.Accepted} of {records} lines: {reading.Failure}");
        }

        // The first one warms up.
        Array.Sort(rates, 1, times);
        print(new Measured(name, rates[1 + (times / 2)], rates[1], rates[^1], "MB/s"));
    }
}
