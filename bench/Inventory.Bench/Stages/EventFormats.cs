using System.Text;
using System.Text.Json;
using System.Xml;
using Inventory.Adapters;
using Inventory.Model.Registry;

namespace Inventory.Bench.Stages;

/// <summary>GS1 reports and EPCIS events: the adapters beside bare readers that only walk the same bytes.</summary>
internal sealed class EventFormats(StageInput input, int times, TextWriter output)
{
    private const int Lines = 20_000;

    public void Run()
    {
        byte[] report = Gs1File();
        Print("read GS1 XML, bare walk", report, () => WalkXml(report));
        Print("read GS1 XML, adapter", report, () => Read(report, "gs1-inventory"));
        byte[] events = EpcisFile();
        Print("read EPCIS JSON-LD, bare walk", events, () => WalkJson(events));
        Print("read EPCIS JSON-LD, adapter", events, () => Read(events, "epcis"));
    }

    private void Print(string name, byte[] file, Action action) => output.WriteLine(Measured.Rate(
        name, "MB/s", times, () => Measured.PerSecond(file.Length / 1e6, action)));

    private void Read(byte[] file, string feed)
    {
        FeedProfile profile = input.Registry.Feeds[feed];
        if (!AdapterCatalog.TryFind(profile, out IStockAdapter? adapter))
            throw new InvalidOperationException($"There is no adapter for {feed}.");
        var delivery = new Delivery(input.Now);
        FeedReading reading = adapter.ReadAsync(
            new MemoryStream(file), profile, input.Registry, delivery, CancellationToken.None).GetAwaiter().GetResult();
        if (reading.Failure is not null || reading.Rejected > 0 || reading.Accepted == 0)
            throw new InvalidOperationException($"{feed}: {reading.Failure} {reading.Accepted} accepted, {reading.Rejected} rejected");
    }

    public static void WalkXml(byte[] file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        long chars = 0;
        while (reader.Read())
            chars += reader.NodeType == XmlNodeType.Text ? reader.Value.Length : 0;
        GC.KeepAlive(chars);
    }

    public static void WalkJson(byte[] file)
    {
        var reader = new Utf8JsonReader(file);
        long chars = 0;
        while (reader.Read())
            chars += reader.TokenType == JsonTokenType.String ? reader.GetString()!.Length : 0;
        GC.KeepAlive(chars);
    }

    public byte[] Gs1File()
    {
        Item[] items = [.. input.Registry.Items.Values.Where(item => item.Id.IsGtin)];
        var text = new StringBuilder("<logisticsInventoryReportMessage><logisticsInventoryReport>")
            .Append("<creationDateTime>2026-11-22T09:05:00+09:00</creationDateTime>");
        for (int line = 0; line < Lines; line++)
        {
            if (line % 200 == 0)
                text.Append("<logisticsInventoryReportInventoryLocation><inventoryLocation><additionalPartyIdentification>W-")
                    .Append(line / 200).Append("</additionalPartyIdentification></inventoryLocation>\n");
            text.Append("  <tradeItemInventoryStatus>\n    <gtin>").Append(items[line % items.Length].Id.Value).Append("</gtin>\n")
                .Append("    <additionalTradeItemIdentification additionalTradeItemIdentificationTypeCode=\"SUPPLIER_ASSIGNED\">S-")
                .Append(line).Append("</additionalTradeItemIdentification>\n    <tradeItemQuantity measurementUnitCode=\"EA\">")
                .Append(line % 997).Append("</tradeItemQuantity>\n    <transactionalItemData>\n      <batchNumber>B").Append(line % 7)
                .Append("</batchNumber>\n      <itemExpirationDate>2027-03-31</itemExpirationDate>\n")
                .Append("      <tradeItemQuantity measurementUnitCode=\"EA\">").Append(line % 997).Append("</tradeItemQuantity>\n")
                .Append("    </transactionalItemData>\n    <inventoryDispositionCode>sellable_accessible</inventoryDispositionCode>\n")
                .Append("    <inventoryDateTime>2026-11-22T09:00:00+09:00</inventoryDateTime>\n  </tradeItemInventoryStatus>\n");
            if (line % 200 == 199)
                text.Append("</logisticsInventoryReportInventoryLocation>");
        }

        text.Append(Lines % 200 == 0 ? string.Empty : "</logisticsInventoryReportInventoryLocation>");
        return Encoding.UTF8.GetBytes(text.Append("</logisticsInventoryReport></logisticsInventoryReportMessage>").ToString());
    }

    public static byte[] EpcisFile()
    {
        var text = new StringBuilder("{\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"epcisBody\":{\"eventList\":[");
        for (int line = 0; line < Lines; line++)
        {
            text.Append(line == 0 ? "\n" : ",\n").Append("{\"eventID\":\"ni:///sha-256;").Append(line.ToString("x64"))
                .Append("?ver=CBV2.0\",\"type\":\"ObjectEvent\",\"action\":\"OBSERVE\",\"bizStep\":\"")
                .Append(line < 500 ? "stock_taking" : line % 3 == 0 ? "shipping" : "receiving").Append("\",\"disposition\":\"in_progress\",")
                .Append("\"eventTime\":\"2026-11-2").Append(line < 500 ? 0 : 1).Append('T').Append((line % 24).ToString("00"))
                .Append(":00:00.116+09:00\",\"eventTimeZoneOffset\":\"+09:00\",\"readPoint\":{\"id\":\"urn:epc:id:sgln:4512345.00001.40\"},")
                .Append("\"bizLocation\":{\"id\":\"urn:epc:id:sgln:4512345.").Append((line % 500 / 10).ToString("00000"))
                .Append(".0\"},\"bizTransactionList\":[{\"type\":\"po\",\"bizTransaction\":\"http://example.com/po/").Append(line).Append("\"}],")
                .Append("\"quantityList\":[{\"epcClass\":\"urn:epc:class:lgtin:4512345.0").Append((line % 10).ToString("00000"))
                .Append(".L1\",\"quantity\":").Append(line % 90).Append(",\"uom\":\"CS\"}],\"epcList\":[\"urn:epc:id:sgtin:4512345.067890.")
                .Append(line).Append("\"]}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}}").ToString());
    }
}
