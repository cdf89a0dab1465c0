using System.Globalization;
using System.Text;
using Inventory.Tests.Adapters.Spreadsheets;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Files of just under 10 MB that try to make a reader keep much more than they hold.</summary>
internal static class HostileFiles
{
    private const int BytesMax = 9_900_000;

    private const string X12Head = "ISA*00*          *00*          *ZZ*S              *ZZ*R              *200401*0900*U*00401*000000005*0*P*>~"
        + "GS*IB*S*R*20200401*0900*5*X*004010~ST*846*1~BIA*00*SI*1*20200401~N1*WH*N*92*W1~";

    private const string EdifactHead = "UNB+UNOC:3+S:14+R:14+200401:0900+7'UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'DTM+366:20200401:102'NAD+WH+W1'";

    /// <summary>Each by its name, with the feed it is sent to.</summary>
    public static IReadOnlyDictionary<string, (string Feed, Func<byte[]> Make)> All { get; } = new Dictionary<string, (string, Func<byte[]>)>
    {
        ["a table of one endless line"] = ("csv-auto", () => Text("a,b,", "x")),
        ["a table of one open quote"] = ("csv-auto", () => Text("item,quantity\n\"", "x")),
        ["a table of quotes"] = ("csv-auto", () => Text("", "\"")),
        ["a table of empty lines"] = ("csv-auto", () => Text("item,quantity\n", "\n")),
        ["a table of refused rows"] = ("magento-stock", () => Text("sku,source_code,quantity,status\n", "A,L,x,1\n")),
        ["a table of delimiters"] = ("csv-auto", () => Text("item,quantity\n", ",")),
        ["records of no line end"] = ("fixed-width", () => Text("", "A")),
        ["records that are refused"] = ("fixed-width", () => Text("", "A-00000001xxxxx00100\n")),
        ["EDIFACT terminators"] = ("edifact-invrpt", () => Text(EdifactHead, "'")),
        ["one EDIFACT segment"] = ("edifact-invrpt", () => Text(EdifactHead + "LIN+", "+")),
        ["EDIFACT items without a level"] = ("edifact-invrpt", () => Text(EdifactHead, "LIN+1'")),
        ["one EDIFACT item with quantities without end"] = ("edifact-invrpt", () => Text(EdifactHead + "LIN+1++A:SA'", "QTY+145:1'")),
        ["X12 terminators"] = ("x12-846", () => Text(X12Head, "~")),
        ["one X12 segment"] = ("x12-846", () => Text(X12Head + "LIN*", "*")),
        ["one X12 item with quantities without end"] = ("x12-846", () => Text(X12Head + "LIN*1*VN*A~", "QTY*33*1*EA~")),
        ["JSON braces"] = ("json", () => Text("", "{")),
        ["JSON nested without end"] = ("json", () => Text("", "{\"a\":")),
        ["JSON names without end"] = ("json", () => Numbered("{\"responses\":[{\"x\":0", ",\"n{0}\":1", "}]}")),
        ["JSON of one text"] = ("json", () => Text("{\"responses\":[{\"body\":{\"skuId\":\"", "x")),
        ["JSON records of errors"] = ("json", () => Text("{\"responses\":[", "{\"status\":{\"statusCode\":404}},")),
        ["canonical JSON nested without end"] = ("canonical-json", () => Text("", "[")),
        ["XML nested without end"] = ("xml", () => Text("", "<a>")),
        ["XML names without end"] = ("xml", () => Numbered("<AmazonEnvelope>", "<a{0}/>", "</AmazonEnvelope>")),
        ["XML attributes without end"] = ("xml", () => Numbered("<AmazonEnvelope", " a{0}=\"\"", "/>")),
        ["XML of one text"] = ("xml", () => Text("<AmazonEnvelope><Message><Inventory><SKU>", "x")),
        ["GS1 names without end"] = ("gs1-inventory", () => Numbered("<logisticsInventoryReport>", "<a{0}/>", "")),
        ["GS1 attributes without end"] = ("gs1-inventory", () => Text("<logisticsInventoryReport", " a=\"\"")),
        ["EPCIS names without end"] = ("epcis", () => Numbered("<EPCISDocument>", "<a{0}/>", "")),
        ["EPCIS attributes without end"] = ("epcis", () => Numbered("<EPCISDocument", " a{0}=\"\"", "")),
        ["EPCIS events that are refused"] = ("epcis", () => Text("[", "{\"type\":\"ObjectEvent\"},")),
        ["a workbook that grows a thousand times"] = ("xlsx-auto", () => new WorkbookMaker().Sheet(new string(' ', 60_000_000)).Bytes()),
        ["a workbook of shared texts"] = ("xlsx-auto", SharedTexts),
    };

    private static byte[] Text(string head, string piece)
    {
        var text = new StringBuilder(head, BytesMax);
        text.Insert(head.Length, piece, (BytesMax - head.Length) / piece.Length);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Numbered(string head, string piece, string tail)
    {
        var text = new StringBuilder(head, BytesMax);
        CompositeFormat format = CompositeFormat.Parse(piece);
        for (int i = 0; text.Length < BytesMax - 64; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, format, i);
        return Encoding.UTF8.GetBytes(text.Append(tail).ToString());
    }

    private static byte[] SharedTexts()
    {
        var workbook = new WorkbookMaker();
        for (int i = 0; i < 400_000; i++)
            workbook.Shared($"<t>text {i} {new string('x', 40)}</t>");
        return workbook.Table(["item", "quantity"], ["A", 1]).Bytes();
    }
}
