using System.Text;
using Inventory.Model.Registry;
using Inventory.Tests.Adapters.Epcis;
using Inventory.Tests.Adapters.FixedWidth;
using Inventory.Tests.Adapters.Spreadsheets;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Small files of every format, from which all others are made: own ones, and the heads of the samples of other
/// owners where these are at hand.</summary>
internal static class FuzzCorpus
{
    // Mutants of a long file differ in one line of many; a short head holds all of its traps of form.
    private const int SampleBytesMax = 4096;

    // Workbooks cannot be cut, and a large one takes as long as a hundred other files.
    private const int WorkbookBytesMax = 24 * 1024;

    private const string Table =
        "店舗,JAN,在庫,単位,時点,ロット,賞味期限\r\n0001,4901234567894,\"1,234\",枚,2020/4/1 9:05,L1,令和4年3月31日\r\n"
        + "0002,\"A \"\"1\",▲5,箱,R2.4.1,,\r\n0003,ｶﾞｰｾﾞ①,,枚,2020年3月31日 25時30分,,\r\n合計,,9,,,,\r\n";

    private const string CanonicalLine =
        """
        {"specVersion":"1.0","snapshotId":"s-1","sender":"shop-01","location":"shop-01:0001","asOf":"2020-04-01T09:00:00+09:00","scope":"full",
        "lines":[{"item":"shop-01:A-1","quantity":5.0,"unit":"ST","expiry":"2021-01-01","lot":"ガ"},{"item":"04901234567894","band":{"min":1,"max":9},"x-a":[{}]}]}
        """;

    /// <summary>The files by the family of formats they belong to; never changed.</summary>
    public static IReadOnlyDictionary<string, byte[][]> Files { get; } = Make();

    /// <summary>All files, whatever their format.</summary>
    public static byte[][] All { get; } = [.. Files.OrderBy(x => x.Key, StringComparer.Ordinal).SelectMany(x => x.Value)];

    private static Dictionary<string, byte[][]> Make()
    {
        var files = new Dictionary<string, List<byte[]>>
        {
            [FeedFormats.Delimited] = [.. Tables()],
            ["canonical-json"] = [Utf8("[" + CanonicalLine + "]"), Utf8(string.Join('\n', Enumerable.Repeat(CanonicalLine.ReplaceLineEndings(""), 3)))],
            ["fixed-width"] = [.. Records()],
            [FeedFormats.Spreadsheet] = [.. Workbooks()],
            ["edifact-invrpt"] = [.. FuzzDocuments.Edifact.Select(Latin)],
            ["x12-846"] = [.. FuzzDocuments.X12.Select(Latin)],
            ["gs1-inventory"] = [.. FuzzDocuments.Gs1.Select(Utf8)],
            ["epcis"] = [.. Events()],
            ["json"] = [.. FuzzDocuments.Json.Select(Utf8)],
            ["xml"] = [.. FuzzDocuments.Xml.Select(Utf8)],
        };
        foreach ((string format, byte[] sample) in Samples())
            files[format].Add(sample);
        return files.ToDictionary(x => x.Key, x => x.Value.ToArray());
    }

    private static IEnumerable<byte[]> Tables()
    {
        foreach (Encoding encoding in new[] { Encoding.UTF8, TestFeed.CodePage(932), TestFeed.CodePage(51932), Encoding.Unicode })
            yield return encoding.GetBytes(Table);
        yield return Utf8("sku,source_code,quantity,status\nA-1,default,12.0000,1\n\"B,2\",w2,-3,0\n");
        yield return Utf8("店舗コード,JANコード,在庫数,単位\n0001,4901234567894,12,枚\n");
        yield return Utf8("醫事機構代碼,醫事機構名稱,成人口罩剩餘數,兒童口罩剩餘數,來源資料時間\n0145080011,衛生所,1200,40,2020/03/03 10:01:03\n0145080012,x,0,,\n");
        yield return Utf8("在庫一覧 2020年4月1日現在\n\n商品コード\t品名\t在庫数\t入荷予定(4/10)\nA-1\tマスク\t1,200\t5\nA-2\tｶﾞｰｾﾞ\t△3\t\n");
    }

    private static IEnumerable<byte[]> Records()
    {
        Encoding sjis = TestFeed.CodePage(932);
        yield return sjis.GetBytes(RecordFile.VanHead(3) + RecordFile.VanLine("0001", "4901234567894", "A-1", "12", "3")
            + RecordFile.VanLine("0002", "", "X1", "00000001K"));
        yield return RecordFile.HostFile(
            RecordFile.HostRecord("A202004011530"), RecordFile.HostRecord("B0001    ﾖｺﾊﾏ"), RecordFile.HostLine(("A-1", 12), ("A2", -5)),
            RecordFile.HostRecord("B0002"), RecordFile.HostLine(("B1", 0)));
        yield return Utf8("A-00000001" + "0001{" + "00100\r\n" + "A-00000002" + "0001K" + "00100\r\n");
    }

    private static IEnumerable<byte[]> Workbooks()
    {
        var modern = new WorkbookMaker();
        int style = modern.Style("yyyy/m/d");
        modern.Table(
            SheetFeed.Header,
            ["0001", "4901234567894", 12, "枚"],
            ["0002", $"<c t=\"s\"><v>{modern.Shared("<t>A-1</t><rPh><t>ｱ</t></rPh>")}</v></c>", "1,200", "箱"],
            ["0003", "A-2", "<c><f>SUM(A1)</f><v>7</v></c>", $"<c s=\"{style}\"><v>43922.5</v></c>"],
            ["0003", "A-3", "<c t=\"e\"><v>#REF!</v></c>", null]);
        yield return modern.Bytes();
        var old = new XlsMaker();
        old.Text(0, 0, "店舗").Text(0, 1, "JAN").Text(0, 2, "在庫").Text(1, 0, "0001").Text(1, 1, "A-1", "ﾖﾐ").Number(1, 2, 5).Error(2, 2, 7);
        yield return old.Bytes();
    }

    private static IEnumerable<byte[]> Events()
    {
        var count = new EventText
        {
            Step = "stock_taking", Place = "urn:epc:id:sgln:4512345.00001.0", Quantities = [("urn:epc:class:lgtin:4512345.012345.L1", "20", null)],
        };
        var move = count with
        {
            Action = "ADD",
            Step = "receiving",
            Time = "2020-04-01T10:00:00.000+09:00",
            Disposition = "in_progress",
            Epcs = ["urn:epc:id:sgtin:4512345.012345.1"],
            Quantities = [("urn:epc:class:lgtin:4512345.012345.L1", "2.5", "KGM")],
            Lot = "L1",
            Expiry = "2021-01-01",
        };
        var pack = move with { Type = "AggregationEvent", Parent = "urn:epc:id:sscc:4512345.1234567891", Step = "packing", ReadPoint = "urn:epc:id:sgln:4512345.00001.7" };
        var made = move with { Type = "TransformationEvent", Action = null, Outputs = [("urn:epc:class:lgtin:4512345.012346.L2", "3", null)], Id = "urn:uuid:1" };
        yield return Utf8(EventText.Document(count, move, pack, made, move with { IsError = true }));
        yield return Utf8(EventText.XmlDocument("1.2", count, move, pack, made));
        yield return Utf8(EventText.XmlDocument("2.0", count, pack, made with { IsError = true }));
    }

    private static IEnumerable<(string Format, byte[] Bytes)> Samples()
    {
        if (SampleFiles.Folder is null)
            yield break;
        foreach (string path in Directory.EnumerateFiles(SampleFiles.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (FormatOf(Path.GetRelativePath(SampleFiles.Folder, path)) is not { } format)
                continue;
            byte[] bytes = File.ReadAllBytes(path);
            if (format != FeedFormats.Spreadsheet)
                yield return (format, bytes[..Math.Min(bytes.Length, SampleBytesMax)]);
            else if (bytes.Length <= WorkbookBytesMax)
                yield return (format, bytes);
        }
    }

    private static string? FormatOf(string path) => path.Split('/', '\\')[0] switch
    {
        "edifact-invrpt" => "edifact-invrpt",
        "x12-846" => "x12-846",
        "epcis" => "epcis",
        "gs1-xml" => "gs1-inventory",
        "fixed-length-overpunch" => "fixed-width",
        "jp-xlsx" => FeedFormats.Spreadsheet,
        _ => Path.GetExtension(path) switch
        {
            ".csv" => FeedFormats.Delimited,
            ".txt" => "fixed-width",
            ".json" when path.Contains('/') => "json",
            ".xml" => "xml",
            _ => null,
        },
    };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
