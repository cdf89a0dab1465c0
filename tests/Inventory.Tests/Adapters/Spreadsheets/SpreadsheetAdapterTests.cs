using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>What the cells of a workbook say is read exactly, and what they do not say is not guessed.</summary>
public sealed class SpreadsheetAdapterTests
{
    [Theory]
    [InlineData("<c><v>5</v></c>", "5")]
    [InlineData("<c><v>-3</v></c>", "-3")]
    [InlineData("<c><v>5.0</v></c>", "5")]
    [InlineData("<c><v>1.5E3</v></c>", "1500")]
    [InlineData("<c><v>3.0000000000000004</v></c>", "3")]
    [InlineData("<c><v>9.9999999999999982</v></c>", "10")]
    [InlineData("<c t=\"str\"><f>\"1,\"&amp;\"234\"</f><v>1,234</v></c>", "1234")]
    [InlineData("<c t=\"inlineStr\"><is><r><t>１</t></r><r><t>２</t></r></is></c>", "12")]
    [InlineData("<c><f>B1*2</f><v>84</v></c>", "84")]
    [InlineData("<c><f t=\"shared\" si=\"0\"/><v>7</v></c>", "7")]
    [InlineData("<c t=\"inlineStr\"><is><t>▲5</t></is></c>", "-5")]
    public async Task A_quantity_cell_gives_its_number(string cell, string quantity)
    {
        StockLine line = SheetFeed.Line(await SheetFeed.ReadAsync(SheetFeed.Quantity(cell)));
        Assert.Equal(decimal.Parse(quantity), line.Quantity);
    }

    [Theory]
    [InlineData("<c><f>B1-C1</f><v/></c>", RejectionReason.QuantityNotComputed)]
    [InlineData("<c><f>B1-C1</f></c>", RejectionReason.QuantityNotComputed)]
    [InlineData("<c><f>[1]Sheet1!A1</f><v></v></c>", RejectionReason.QuantityNotComputed)]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>", RejectionReason.QuantityInvalid)]
    [InlineData("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", RejectionReason.QuantityInvalid)]
    [InlineData("<c t=\"b\"><v>1</v></c>", RejectionReason.QuantityInvalid)]
    [InlineData("<c t=\"s\"><v>99</v></c>", RejectionReason.RecordInvalid)]
    [InlineData("<c><v>1E+300</v></c>", RejectionReason.QuantityInvalid)]
    public async Task A_cell_that_is_no_number_refuses_its_line(string cell, RejectionReason reason)
    {
        FeedReading reading = await SheetFeed.ReadAsync(SheetFeed.Quantity(cell));
        Assert.Null(reading.Failure);
        Rejection refused = Assert.Single(reading.Rejections);
        Assert.Equal(reason, refused.Reason);
        Assert.Equal(new SourcePosition(Row: 2, Column: "C 在庫"), refused.Source);
        Assert.Equal((0L, 0L), (reading.Accepted, reading.Unknown));
    }

    [Theory]
    [InlineData("<c/>")]
    [InlineData("<c><v/></c>")]
    [InlineData("<c t=\"str\"><f>IF(A1,1,\"\")</f><v></v></c>")]
    [InlineData("<c t=\"s\"/>")]
    public async Task An_empty_cell_is_unknown_and_not_zero(string cell)
    {
        FeedReading reading = await SheetFeed.ReadAsync(SheetFeed.Quantity(cell));
        Assert.Equal((0L, 0L, 1L), (reading.Accepted, reading.Rejected, reading.Unknown));
    }

    [Fact]
    public async Task A_formula_without_result_outside_the_quantity_is_ignored()
    {
        var workbook = new WorkbookMaker().Table(
            ["店舗", "JAN", "在庫", "有効残"], ["0001", "A-1", 5, "<c><f>C2-1</f><v/></c>"]);
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook)));
    }

    [Fact]
    public async Task Readings_and_styles_inside_a_shared_text_do_not_change_it()
    {
        var workbook = new WorkbookMaker();
        int item = workbook.Shared("<r><t>A</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">-</t></r><r><t>1</t></r>"
            + "<rPh sb=\"0\" eb=\"1\"><t>エー</t></rPh><phoneticPr fontId=\"1\"/>");
        int header = workbook.Shared("<t>在_x000D_\n庫</t><rPh sb=\"0\" eb=\"2\"><t>ザイコ</t></rPh>");
        workbook.Table(["店舗", "JAN", $"<c t=\"s\"><v>{header}</v></c>"], ["0001", $"<c t=\"s\"><v>{item}</v></c>", 5]);
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook)));
    }

    [Theory]
    [InlineData("<t></t>")]
    [InlineData("<t/>")]
    [InlineData("")]
    public async Task The_first_shared_text_may_be_empty(string empty)
    {
        var workbook = new WorkbookMaker();
        int nothing = workbook.Shared(empty);
        int item = workbook.Shared("<t>A-1</t>");
        workbook.Table(SheetFeed.Header, ["0001", $"<c t=\"s\"><v>{item}</v></c>", 5, "EA"], ["0001", "A-2", $"<c t=\"s\"><v>{nothing}</v></c>", "EA"]);
        FeedReading reading = await SheetFeed.ReadAsync(workbook);
        Assert.Equal("A-1=5", SheetFeed.Facts(reading));
        Assert.Equal(1, reading.Unknown);
    }

    [Fact]
    public async Task Codes_keep_their_digits()
    {
        var workbook = new WorkbookMaker();
        int padded = workbook.Style("0000000000000");
        int four = workbook.Style("0000");
        workbook.Table(
            SheetFeed.Header,
            ["0001", 4901234567894, 1, "EA"],
            ["0001", "<c><v>4.901234567894E12</v></c>", 2, "EA"],
            ["0001", $"<c s=\"{padded}\"><v>12345678905</v></c>", 3, "EA"],
            [$"<c s=\"{four}\"><v>1</v></c>", "0012", 4, "EA"]);
        FeedReading reading = await SheetFeed.ReadAsync(workbook);
        Assert.Equal("04901234567894=1 04901234567894=2 00012345678905=3 0012=4", SheetFeed.Facts(reading));
        Assert.Equal("shop-01:0001", Assert.Single(reading.Snapshots).Location.Value);
    }

    [Theory]
    [InlineData("yyyy/m/d", "43922", false, "2020-04-01T00:00:00+09:00")]
    [InlineData("m/d;@", "42460", true, "2020-04-01T00:00:00+09:00")]
    [InlineData("[$-411]ggge\"年\"m\"月\"d\"日\"", "43922.5", false, "2020-04-01T12:00:00+09:00")]
    [InlineData("yyyy/m/d h:mm", "43922.3958333333", false, "2020-04-01T09:30:00+09:00")]
    public async Task Days_are_read_by_their_format_and_their_system(string format, string serial, bool is1904, string asOf)
    {
        var workbook = new WorkbookMaker { Is1904 = is1904 };
        int style = workbook.Style(format);
        workbook.Table(["店舗", "JAN", "在庫", "時点"], ["0001", "A-1", 5, $"<c s=\"{style}\"><v>{serial}</v></c>"]);
        FeedReading reading = await SheetFeed.ReadAsync(workbook);
        DateTimeOffset expected = DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture);
        StockSnapshot snapshot = Assert.Single(reading.Snapshots);
        Assert.Equal(expected.Date, snapshot.AsOf.Date);
        if (expected.TimeOfDay != TimeSpan.Zero)
            Assert.Equal(expected, snapshot.AsOf);
    }

    [Fact]
    public async Task The_day_that_never_was_is_no_day()
    {
        var workbook = new WorkbookMaker();
        int style = workbook.Style("yyyy/m/d");
        workbook.Table(["店舗", "JAN", "在庫", "時点"], ["0001", "A-1", 5, $"<c s=\"{style}\"><v>60</v></c>"]);
        Assert.Equal(RejectionReason.AsOfInvalid, Assert.Single((await SheetFeed.ReadAsync(workbook)).Rejections).Reason);
    }

    [Fact]
    public async Task A_quantity_that_a_format_makes_a_day_is_refused()
    {
        var workbook = new WorkbookMaker();
        int style = workbook.Style("m\"月\"d\"日\"");
        workbook.Table(SheetFeed.Header, ["0001", "A-1", $"<c s=\"{style}\"><v>43922</v></c>", "EA"]);
        Rejection refused = Assert.Single((await SheetFeed.ReadAsync(workbook)).Rejections);
        Assert.Equal(("2020-04-01", RejectionReason.QuantityInvalid), (refused.Value, refused.Reason));
    }

    [Fact]
    public async Task Hidden_rows_are_stock_and_said_so()
    {
        string rows = WorkbookMaker.Rows(1, SheetFeed.Header, ["0001", "A-1", 5, "EA"], ["0001", "A-2", 6, "EA"])
            .Replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\"", StringComparison.Ordinal);
        FeedReading reading = await SheetFeed.ReadAsync(new WorkbookMaker().Sheet(rows));
        Assert.Equal("A-1=5 A-2=6", SheetFeed.Facts(reading));
        Warning warning = Assert.Single(reading.Warnings, x => x.Kind == "hiddenRows");
        Assert.Equal(new SourcePosition(Row: 3), warning.Source);

        FeedProfile skipping = SheetFeed.Profile with { Sheet = new SheetMapping { HiddenRows = "skip" } };
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(new WorkbookMaker().Sheet(rows), skipping)));
    }

    [Fact]
    public async Task The_first_visible_sheet_with_the_columns_is_taken()
    {
        string table = WorkbookMaker.Rows(1, SheetFeed.Header, ["0001", "A-1", 5, "EA"]);
        WorkbookMaker workbook = new WorkbookMaker()
            .Sheet(string.Empty, "表紙")
            .Sheet(WorkbookMaker.Rows(1, ["連絡先", "電話"], ["本部", "03"]), "連絡")
            .Sheet(WorkbookMaker.Rows(1, SheetFeed.Header, ["0001", "OLD", 9, "EA"]), "旧", "veryHidden")
            .Sheet(table, "今月");
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook)));
        FeedProfile named = SheetFeed.Profile with { Sheet = new SheetMapping { Name = " 旧 " } };
        Assert.Equal("OLD=9", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook, named)));
        FeedProfile wrong = SheetFeed.Profile with { Sheet = new SheetMapping { Name = "在庫" } };
        Rejection failure = (await SheetFeed.ReadAsync(workbook, wrong)).Failure!.Value;
        Assert.Equal((RejectionReason.FormatMismatch, "在庫? 表紙, 連絡, 今月"), (failure.Reason, failure.Value));
    }

    [Fact]
    public async Task A_profile_says_where_the_table_lies()
    {
        string rows = WorkbookMaker.Rows(
            1, ["題"], [null, "店舗", "JAN", "在庫", "在庫"], [null, "0001", "A-1", 5, 50], [null, "合計", null, 5, 50]);
        FeedProfile profile = SheetFeed.Profile with
        {
            Sheet = new SheetMapping { FirstRow = 2, LastRow = 3, FirstColumn = "B", LastColumn = "D" },
        };
        FeedReading reading = await SheetFeed.ReadAsync(new WorkbookMaker().Sheet(rows), profile);
        Assert.Equal("A-1=5", SheetFeed.Facts(reading));
        Assert.DoesNotContain(reading.Warnings, x => x.Kind == "duplicateColumn");
    }

    [Fact]
    public async Task Merged_names_hold_for_all_their_rows_and_merged_quantities_do_not()
    {
        string rows = WorkbookMaker.Rows(
            1, SheetFeed.Header, ["0001", "A-1", 5, "EA"], [null, "A-2", null, "EA"], ["0002", "A-3", 7, "EA"]);
        const string Tail = "<mergeCells count=\"2\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>";
        FeedProfile profile = SheetFeed.Profile with { Constants = new Dictionary<string, string>() };
        FeedReading reading = await SheetFeed.ReadAsync(new WorkbookMaker().Sheet(rows, tail: Tail), profile);
        Assert.Equal("A-1=5 A-3=7", SheetFeed.Facts(reading));
        Assert.Equal((1L, 0L), (reading.Unknown, reading.Rejected));
        Assert.Equal("A", Assert.Single(reading.Warnings, x => x.Kind == "mergedCells").Source.Column);
    }

    [Fact]
    public async Task A_suggested_profile_reads_the_workbook_behind_its_cover_and_titles()
    {
        string rows = WorkbookMaker.Rows(
            1, ["在庫一覧表", null, null, "2020年4月1日 現在"], ["商品", null, "在庫", null], ["商品コード", "商品名", "在庫数", "単位"],
            ["A-1", "マスク", 5, "箱"], ["A-2", "手袋", 0, "箱"], ["A-3", "石鹸", 12, "個"], ["A-4", "紙", 7, "個"]);
        const string Tail = "<mergeCells count=\"2\"><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"C2:D2\"/></mergeCells>";
        byte[] file = new WorkbookMaker()
            .Sheet(WorkbookMaker.Rows(1, ["部署", "担当"], ["営業", "山田"], ["倉庫", "佐藤"]), "表紙")
            .Sheet(rows, "在庫", tail: Tail).Bytes();
        var suggestion = await Suggesting.Mapping.SuggestAsync(file, "zaiko.xlsx", "0001");
        Assert.Equal((FeedFormats.Spreadsheet, 3L), (suggestion.Profile!.Format, suggestion.HeaderRow));
        FeedReading reading = await Suggesting.Mapping.LoopAsync(suggestion.Profile, file, "zaiko.xlsx");
        Assert.Equal("A-1=5 A-2=0 A-3=12 A-4=7", SheetFeed.Facts(reading));
        Assert.Equal("2020-04-01", Assert.Single(reading.Snapshots).AsOf.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task Rows_without_numbers_and_names_with_prefixes_are_read()
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        string sheet = $"<x:worksheet xmlns:x=\"{Main}\"><!-- <x:row> --><x:sheetData><x:row>"
            + string.Concat(SheetFeed.Header.Select(x => $"<x:c t=\"inlineStr\"><x:is><x:t><![CDATA[{x}]]></x:t></x:is></x:c>"))
            + "</x:row><x:row><x:c t='inlineStr'><x:is><x:t>0001</x:t></x:is></x:c>"
            + "<x:c t=\"inlineStr\" x:note='a>\"b'><x:is><x:t>A&#45;1</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>"
            + "</x:sheetData></x:worksheet>";
        WorkbookMaker workbook = new WorkbookMaker().Sheet(string.Empty).Part("xl/worksheets/s0.xml", sheet);
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(workbook)));
    }

    [Fact]
    public async Task A_sheet_in_utf16_is_read()
    {
        var workbook = new WorkbookMaker().Table(SheetFeed.Header, ["0001", "A-1", 5, "EA"]);
        byte[] bytes = workbook.Bytes();
        string sheet = ZipText.Read(bytes, "xl/worksheets/s0.xml").Replace("UTF-8", "UTF-16", StringComparison.Ordinal);
        bytes = ZipText.With(bytes, "xl/worksheets/s0.xml", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(sheet)]);
        Assert.Equal("A-1=5", SheetFeed.Facts(await SheetFeed.ReadAsync(bytes)));
    }

    [Fact]
    public async Task A_body_that_cannot_seek_gives_the_same()
    {
        // A feed with variants has read the first bytes already, and hands on a stream that goes only forward.
        FeedProfile profile = SheetFeed.Profile with { Format = FeedFormats.Delimited, Variants = [SheetFeed.Profile] };
        FeedReading reading = await SheetFeed.ReadAsync(SheetFeed.Quantity(5).Bytes(), profile);
        Assert.Equal("A-1=5", SheetFeed.Facts(reading));
    }

    [Fact]
    public async Task Who_wrote_the_file_is_never_read()
    {
        WorkbookMaker workbook = SheetFeed.Quantity(5)
            .Part("docProps/core.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>山田太郎</a>").Part("xl/vbaProject.bin", "macro");
        FeedReading reading = await SheetFeed.ReadAsync(workbook);
        Assert.Equal("A-1=5", SheetFeed.Facts(reading));
        Assert.DoesNotContain("山田", System.Text.Json.JsonSerializer.Serialize(reading), StringComparison.Ordinal);
    }
}
