using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>The page on which a company starts: numbers are tested at once, what was typed survives, and without a key it is an
/// application and never called a registration.</summary>
[Collection(PageTests.Name)]
public sealed class JoinTests(Chromium chromium)
{
    [PageFact]
    public async Task Without_a_key_the_steps_end_in_an_application_and_nothing_is_posted()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } });
        var posts = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method is "POST" or "PUT")
                posts.Add(request.Url);
        };
        await page.GotoAsync($"{server.Url}/join");
        await Assertions.Expect(page.Locator("#no-key")).ToBeVisibleAsync();
        await FillCompanyAsync(page, "7000012050003");
        await page.Locator("#step-1 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#corporate-error")).ToContainTextAsync("検査数字");
        await Assertions.Expect(page.Locator("#corporate")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#corporate")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Locator("#corporate").FillAsync("７０００-０１２０-５０００２");
        await page.Locator("#step-1 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#step-2-title")).ToBeFocusedAsync();
        await Shots.SaveAsync(page, "join-2-phone");
        await page.Locator("#step-2 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#categories-error")).ToBeVisibleAsync();
        await page.Locator("#categories input[value=masks]").CheckAsync();
        await page.Locator("#places").FillAsync("12");
        await page.Locator("#step-2 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#try-key")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#step-3")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#company")).ToHaveValueAsync("試験薬局");
        await page.Locator("#step-3 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#see-table")).ToContainTextAsync("だれにも渡しません");
        await Shots.SaveAsync(page, "join-4-phone");
        await page.Locator("#step-4 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#save")).ToBeHiddenAsync();
        await page.Locator("#agree").CheckAsync();
        await Shots.SaveAsync(page, "join-5-phone");
        IDownload sheet = await page.RunAndWaitForDownloadAsync(() => page.Locator("#sheet").ClickAsync());
        JsonElement made = JsonDocument.Parse(await File.ReadAllTextAsync(await sheet.PathAsync())).RootElement;
        Assert.Equal("7000012050002", made.GetProperty("company").GetProperty("corporateNumber").GetString());
        Assert.Equal("masks", made.GetProperty("reports").GetProperty("categories")[0].GetString());
        Assert.Empty(posts);
        await Assertions.Expect(page.Locator("#done")).ToBeHiddenAsync();
    }

    [PageFact]
    public async Task A_participants_own_file_is_tried_saved_as_a_feed_and_sent()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync($"{server.Url}/join#key=demo-retailer");
        await Assertions.Expect(page.Locator("#company")).ToHaveValueAsync("デモ薬局（架空）");
        await FillCompanyAsync(page, "8999901000017");
        await page.Locator("#step-1 button[type=submit]").ClickAsync();
        await page.Locator("#categories input[value=masks]").CheckAsync();
        await page.Locator("#places").FillAsync("1");
        await page.Locator("#step-2 button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#try")).ToBeVisibleAsync();
        await ChooseAsync(page, Encoding.UTF8.GetBytes(Stock(30, "約50")));
        await Assertions.Expect(page.Locator("#try-says")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("th[data-column='2'] select")).ToHaveValueAsync("quantity:onHand");
        await Shots.SaveAsync(page, "join-mapping");
        await AnswerAsync(page);
        await page.Locator("#preview-go").ClickAsync();
        await Assertions.Expect(page.Locator("#preview-title")).ToHaveTextAsync("読める行 29・受け取れない行 1");
        await Assertions.Expect(page.Locator(".preview .refused-row")).ToContainTextAsync("「約50」");
        await Shots.SaveAsync(page, "join-preview");
        await page.Locator("#step-3 button[type=submit]").ClickAsync();
        await page.Locator("#step-4 button[type=submit]").ClickAsync();
        await page.Locator("#feed-id").FillAsync("demo-csv");
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#agree-error")).ToBeVisibleAsync();
        await page.Locator("#agree").CheckAsync();
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#save-error")).ToContainTextAsync("すでに使われています");
        await Assertions.Expect(page.Locator("#feed-id")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#done")).ToBeHiddenAsync();
        await page.Locator("#feed-id").FillAsync("retailer-01-mine");
        await Shots.SaveAsync(page, "join-save");
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#done-title")).ToBeFocusedAsync();
        await page.Locator("#go-send").ClickAsync();
        await Assertions.Expect(page.Locator("#feed")).ToHaveValueAsync("retailer-01-mine");
        await ChooseAsync(page, Encoding.UTF8.GetBytes(Stock(30, "300")));
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync("受け取れない 0");
        await Assertions.Expect(page.Locator(".totals")).ToContainTextAsync("手持ち");
        await Assertions.Expect(page.Locator(".as-of")).ToContainTextAsync("確かめた時刻");
        await Shots.SaveAsync(page, "send-first");
        await page.Locator("#result button.primary").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await page.GetByText("別のファイルを送る").ClickAsync();
        await ChooseAsync(page, Encoding.UTF8.GetBytes(Stock(30, "300", times: 40)));
        await Assertions.Expect(page.Locator(".totals .slip")).ToContainTextAsync("⚠ 前回の40倍");
        await Assertions.Expect(page.Locator("#result .warn")).ToContainTextAsync("ケース（箱）と個数");
        await Shots.SaveAsync(page, "send-slip");
        await page.SetViewportSizeAsync(360, 740);
        await Shots.SaveAsync(page, "send-slip-phone");
        await page.GetByText("別のファイルを選ぶ").ClickAsync();
        await ChooseAsync(page, Encoding.UTF8.GetBytes(Stock(3, "50")));
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync("前回より大きく減っています。まだ送っていません。");
        await Shots.SaveAsync(page, "send-shrunk");
        await page.GetByText("減ったのは正しいので、送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
    }

    [PageFact]
    public async Task A_delivery_that_was_held_is_accepted_only_by_the_confirmation()
    {
        await using PageServer server = await PageServer.StartAsync();
        const string Profile = """
            {"id":"retailer-01-held","participant":"retailer-01","format":"delimited","scope":"full","constants":{"location":"9520000002015","unit":"PK"},
            "columns":{"item":["商品コード"],"quantity":["在庫数"]},"unknownItem":"accept"}
            """;
        using (HttpResponseMessage saved = await CallAsync(server, HttpMethod.Put, "/v1/feeds/retailer-01-held", Profile))
            Assert.Equal(System.Net.HttpStatusCode.Created, saved.StatusCode);
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync($"{server.Url}/send?feed=retailer-01-held#key=demo-retailer");
        await Assertions.Expect(page.Locator("#feed")).ToHaveValueAsync("retailer-01-held");
        await ChooseAsync(page, Encoding.UTF8.GetBytes(Stock(3, "30")));
        await Assertions.Expect(page.Locator("#result")).ToHaveAttributeAsync("data-state", "checked");
        // Another clerk sends the whole list between the check and the press.
        using (HttpResponseMessage other = await CallAsync(server, HttpMethod.Post, "/v1/feeds/retailer-01-held/snapshots", Stock(30, "300")))
            Assert.True(other.IsSuccessStatusCode, await other.Content.ReadAsStringAsync());
        await page.Locator("#result button.primary").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("確認をお待ちしています。まだ受け付けていません。");
        Assert.Equal(0, await page.Locator(".receipt-number").CountAsync());
        await Shots.SaveAsync(page, "send-held");
        await page.GetByText("内容は正しいので、受け付ける").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await Assertions.Expect(page.Locator(".receipt-number")).ToContainTextAsync("R-");
    }

    private static async Task<HttpResponseMessage> CallAsync(PageServer server, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new(method == HttpMethod.Put ? "application/json" : "text/csv");
        request.Headers.Authorization = new("Bearer", "demo-retailer");
        return await server.Client.SendAsync(request);
    }

    [PageFact]
    public async Task A_workbook_with_a_title_above_its_header_is_tried_saved_and_its_refused_rows_have_sheet_rows()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        byte[] book = TinyWorkbook.Of("在庫", [
            ["在庫一覧表"], [], ["JANコード", "商品名", "在庫数", "倉庫コード"],
            .. Enumerable.Range(1, 12).Select(row => new object?[] { "09521000010017", $"マスク{row}", row == 5 ? "約50" : row * 10, $"W{row}" })]);
        await page.AddInitScriptAsync("localStorage.setItem('inventory.join', JSON.stringify({ step: 3, fields: { interval: '1440' }, categories: ['masks'] }))");
        await page.GotoAsync($"{server.Url}/join#key=demo-retailer");
        await Assertions.Expect(page.Locator("#try")).ToBeVisibleAsync();
        await ChooseAsync(page, book, "zaiko.xlsx");
        await Assertions.Expect(page.Locator("th[data-column='2'] select")).ToHaveValueAsync("quantity:onHand");
        await AnswerAsync(page);
        await page.Locator("#preview-go").ClickAsync();
        await Assertions.Expect(page.Locator("#preview-title")).ToHaveTextAsync("読める行 11・受け取れない行 1");
        await Assertions.Expect(page.Locator(".preview .refused-row th")).ToHaveTextAsync("8行目");
        await Shots.SaveAsync(page, "join-workbook");
        await page.Locator("#step-3 button[type=submit]").ClickAsync();
        await page.Locator("#step-4 button[type=submit]").ClickAsync();
        await page.Locator("#feed-id").FillAsync("retailer-01-book");
        await page.Locator("#agree").CheckAsync();
        await page.Locator("#save").ClickAsync();
        await page.Locator("#go-send").ClickAsync();
        await Assertions.Expect(page.Locator("#feed")).ToHaveValueAsync("retailer-01-book");
        await ChooseAsync(page, book, "zaiko.xlsx");
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync("12行のうち 受け取れる 11・受け取れない 1");
        await Assertions.Expect(page.Locator(".refused tbody th")).ToHaveTextAsync("8行目");
        await Assertions.Expect(page.Locator(".refused tbody td").First).ToHaveTextAsync("C 在庫数");
        await Shots.SaveAsync(page, "send-workbook");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("受け取れない行をCSVで保存").ClickAsync());
        string[] lines = (await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd().Split("\r\n");
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("8行目,C 在庫数,約50,", lines[1], StringComparison.Ordinal);
        await page.GetByText("受け取れる11行だけ送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
    }

    private static Task ChooseAsync(IPage page, byte[] bytes, string name = "在庫一覧.csv") =>
        page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });

    /// <summary>Answers whatever the file left open.</summary>
    private static async Task AnswerAsync(IPage page)
    {
        foreach ((string field, string answer) in new[] { ("unit", "PK"), ("scope", "full"), ("timeZone", "+09:00") })
        {
            if (await page.Locator($"#answer-{field}").CountAsync() > 0)
                await page.Locator($"#answer-{field}").SelectOptionAsync(answer);
        }

        if (await page.Locator("#answer-location").CountAsync() > 0)
            await page.Locator("#answer-location").FillAsync("9520000002015");
    }

    /// <summary>A list as a shop's program writes it: names, a plan beside the stock, no time.</summary>
    private static string Stock(int rows, string last, int times = 1)
    {
        var text = new StringBuilder("商品コード,商品名,在庫数,発注残,仕入先\r\n");
        for (int row = 1; row <= rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"A{row:000},マスク {row}枚入,{(row == rows && times == 1 ? last : $"{row * 10 * times}")},{row},問屋\r\n");
        return text.ToString();
    }

    private static async Task FillCompanyAsync(IPage page, string corporate)
    {
        await page.Locator("#company").FillAsync("試験薬局");
        await page.Locator("#corporate").FillAsync(corporate);
        await page.Locator("#tier").SelectOptionAsync("retailer");
        await page.Locator("#contact").FillAsync("山田");
        await page.Locator("#mail").FillAsync("yamada@example.jp");
    }
}
