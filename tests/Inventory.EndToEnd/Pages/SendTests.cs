using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>The send page in a real browser against the real server: nothing is sent before it was read and shown, each refused line
/// has a place and a remedy, and without a receipt nothing is ever called accepted.</summary>
[Collection(PageTests.Name)]
public sealed class SendTests(Chromium chromium)
{
    private const string Header = "JANコード,在庫数,単位,店舗コード,時点\r\n";

    [PageFact]
    public async Task A_cp932_file_is_read_shown_and_only_then_sent()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server);
        var pushes = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                pushes.Add(request.Url);
        };
        await ChooseAsync(page, "在庫 1122.csv", Cp932(Header + Line("1,234", 0) + Line("約50", 1) + Line("20", 2)));
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("3行のうち 受け取れる 2・受け取れない 1");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'result-title'"));
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("3行のうち 受け取れる 2・受け取れない 1");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("まだ送っていません");
        Assert.All(pushes, url => Assert.Contains("dryRun=true", url, StringComparison.Ordinal));
        ILocator refused = page.Locator(".refused tbody tr");
        await Assertions.Expect(refused).ToHaveCountAsync(1);
        Assert.Equal(["3行目", "B 在庫数", "「約50」", "数ではありません。quantityInvalid", "50 のように数字だけにしてください。"],
            await refused.Locator("th, td").AllTextContentsAsync());
        await Shots.SaveAsync(page, "send-checked");
        await page.GetByText("受け取れる2行だけ送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await Assertions.Expect(page.Locator(".receipt-number")).ToHaveTextAsync(new Regex("^R-[0-9]{8}-[0-9a-f]{12}$"));
        await Assertions.Expect(page.Locator("#steps li[aria-current=step]")).ToContainTextAsync("受付番号");
        await Shots.SaveAsync(page, "send-received");
        IDownload receipt = await page.RunAndWaitForDownloadAsync(() => page.GetByText("控えを保存").ClickAsync());
        string kept = await ReadAsync(receipt);
        Assert.Contains(await page.Locator(".receipt-number").TextContentAsync() ?? "?", kept, StringComparison.Ordinal);
        Assert.Empty(await page.EvaluateAsync<string[]>("window.violations"));
    }

    [PageFact]
    public async Task The_same_file_twice_is_said_to_be_known_and_changes_nothing()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server);
        byte[] file = Encoding.UTF8.GetBytes("\uFEFF" + Header + Line("10", 0));
        await SendAsync(page, "zaiko.csv", file);
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await page.GetByText("別のファイルを送る").ClickAsync();
        await Assertions.Expect(page.Locator("#pick")).ToBeFocusedAsync();
        await SendAsync(page, "zaiko.csv", file);
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("同じファイルは受け付け済みです。変更はありません。");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("前に送った時刻");
        await Shots.SaveAsync(page, "send-duplicate");
    }

    [PageFact]
    public async Task A_wrong_an_empty_and_a_large_file_are_refused_in_words_and_nothing_is_sent()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server);
        var posts = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                posts.Add(request.Url);
        };
        await ChooseAsync(page, "空.csv", []);
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("空のファイルです。送っていません。");
        Assert.Empty(posts);
        await page.GetByText("別のファイルを選ぶ").ClickAsync();
        await ChooseAsync(page, "photo.csv", [.. Enumerable.Range(0, 4000).Select(x => (byte)(x * 7919 % 251))]);
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("このファイルは読めません。受け付けていません。");
        await Assertions.Expect(page.Locator("#result .says")).Not.ToBeEmptyAsync();
        Assert.Equal(0, await page.Locator("#result button.primary").CountAsync());
        await Shots.SaveAsync(page, "send-unreadable");
        await page.GetByText("別のファイルを選ぶ").ClickAsync();
        posts.Clear();
        await page.EvaluateAsync("""
            () => {
              const box = new DataTransfer();
              box.items.add(new File([new Uint8Array(50000001)], 'large.csv'));
              document.getElementById('file').files = box.files;
              document.getElementById('file').dispatchEvent(new Event('change'));
            }
            """);
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("50MBを超えています。送っていません。");
        Assert.Empty(posts);
    }

    [PageFact]
    public async Task A_cut_line_a_busy_server_and_a_lost_answer_are_three_things_and_never_a_success()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server);
        byte[] file = Encoding.UTF8.GetBytes(Header + Line("10", 0));
        await ChooseAsync(page, "zaiko.csv", file);
        // One route for the whole test: between taking one off and putting the next on, a push could slip through to the server.
        Func<IRoute, Task> meet = route => route.AbortAsync();
        await page.RouteAsync(IsPush, route => meet(route));
        await page.GetByText("この1行を送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync(new Regex("まだ受け付けていません|確認できません"));
        await Assertions.Expect(page.Locator("#alert")).ToContainTextAsync(new Regex("まだ受け付けていません|確認できません"));
        Assert.Equal(0, await page.Locator(".receipt-number").CountAsync());
        await Shots.SaveAsync(page, "send-cut");
        meet = route => route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Body = "<h1>busy</h1>" });
        await page.GetByText("もう一度送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("サーバーが受け取れません。まだ受け付けていません。");
        meet = route => route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>ok</h1>" });
        await page.GetByText("もう一度送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けたかどうか確認できません");
        meet = route => route.ContinueAsync();
        await server.KillAsync();
        await page.GetByText("もう一度送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync("まだ受け付けていません");
        await server.StartProcessAsync();
        await page.GetByText("もう一度送る").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
    }

    [PageFact]
    public async Task Refused_lines_come_back_with_their_numbers_and_are_taken_once_mended()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server);
        string time = Time(0);
        string body = $"09521000010017,約50,EA,9520000002015,{time}\r\n\"09521000010017\",\"20\",EA,9520000002015,{time}\r\n"
            + $"09521000010017,30,EA,9520000002015,2026/11/32\r\n";
        await ChooseAsync(page, "zaiko.csv", Cp932(Header + body));
        await Assertions.Expect(page.Locator("#result-title")).ToContainTextAsync("受け取れない 2");
        string[] shown = [.. (await page.Locator(".refused tbody th").AllTextContentsAsync()).Select(x => Regex.Match(x, "[0-9]+").Value)];
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("受け取れない行をCSVで保存").ClickAsync());
        Assert.Equal("zaiko_受け取れない行.csv", download.SuggestedFilename);
        byte[] bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        string text = Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        Assert.DoesNotMatch("(?<!\r)\n", text);
        string[][] rows = [.. text.TrimEnd().Split("\r\n").Select(x => x.Split(','))];
        Assert.Equal(["JANコード", "在庫数", "単位", "店舗コード", "時点", "元の行", "理由", "直し方"], rows[0]);
        Assert.Equal(shown, rows[1..].Select(x => x[5]));
        Assert.Equal(["2", "4"], shown);
        Assert.Equal("約50", rows[1][1]);
        string mended = text.Replace("約50", "50", StringComparison.Ordinal).Replace("2026/11/32", time, StringComparison.Ordinal);
        await page.GetByText("直してから送る").ClickAsync();
        await SendAsync(page, "mended.csv", Encoding.UTF8.GetBytes("\uFEFF" + mended));
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await Assertions.Expect(page.Locator(".receipt dd").Nth(2)).ToHaveTextAsync("2行");
        Assert.Equal(0, await page.Locator(".refused").CountAsync());
    }

    [PageFact]
    public async Task The_keyboard_alone_sends_a_file_on_a_phone()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await OpenAsync(server, new() { ViewportSize = new() { Width = 360, Height = 740 } });
        // Listened for from the start: the browser takes a moment to hand its dialogs over, and Enter would not wait for it.
        var chosen = new TaskCompletionSource<IFileChooser>();
        page.FileChooser += (_, chooser) => chosen.TrySetResult(chooser);
        await Assertions.Expect(page.Locator("#feed option")).ToHaveCountAsync(1);
        await TabToAsync(page, "#pick");
        await page.Keyboard.PressAsync("Enter");
        IFileChooser chooser = await chosen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await chooser.SetFilesAsync(new FilePayload
        {
            Name = "zaiko.csv",
            MimeType = "text/csv",
            Buffer = Cp932(Header + Line("10", 0) + Line("約50", 1)),
        });
        await Assertions.Expect(page.Locator("#result-title")).ToBeFocusedAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Shots.SaveAsync(page, "send-phone");
        await TabToAsync(page, "#result-body button.primary");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#result-title")).ToHaveTextAsync("受け付けました");
        await Assertions.Expect(page.Locator("#result-title")).ToBeFocusedAsync();
        // The two keys must follow each other within a second and a half, which a busy machine may not manage at once.
        for (int i = 0; i < 10 && !page.Url.Contains("/coverage", StringComparison.Ordinal); i++)
        {
            await page.Keyboard.PressAsync("g");
            await page.Keyboard.PressAsync("v");
            await Task.Delay(500);
        }

        Assert.Contains("/coverage", page.Url, StringComparison.Ordinal);
    }

    [PageFact]
    public async Task Without_a_key_the_page_asks_for_one_and_a_wrong_one_is_named()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await page.GotoAsync($"{server.Url}/send");
        await Assertions.Expect(page.Locator("#need-key")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#choose")).ToBeHiddenAsync();
        await Shots.SaveAsync(page, "send-key");
        await page.Locator("#need-key-open").ClickAsync();
        await page.Locator("#key-input").FillAsync("not-a-key");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".banner[data-kind=key]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#need-key")).ToBeVisibleAsync();
        await page.Locator("#need-key-open").ClickAsync();
        await page.Locator("#key-input").FillAsync("demo-retailer");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#choose")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("デモ薬局");
        Assert.DoesNotContain("demo-retailer", page.Url, StringComparison.Ordinal);
        Assert.False(await page.EvaluateAsync<bool>("JSON.stringify(localStorage).includes('demo-retailer')"));
    }

    private async Task<IPage> OpenAsync(PageServer server, BrowserNewContextOptions? options = null)
    {
        IPage page = await chromium.OpenAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await page.AddInitScriptAsync(
            "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));");
        await page.GotoAsync($"{server.Url}/send?feed=demo-csv#key=demo-retailer");
        await Assertions.Expect(page.Locator("#pick")).ToBeEnabledAsync();
        return page;
    }

    private static Task ChooseAsync(IPage page, string name, byte[] bytes) =>
        page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = bytes });

    private static async Task SendAsync(IPage page, string name, byte[] bytes)
    {
        await ChooseAsync(page, name, bytes);
        await page.Locator("#result[data-state=checked] button.primary").ClickAsync();
    }

    private static async Task TabToAsync(IPage page, string target)
    {
        for (int press = 0; press < 40; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("target => document.activeElement.matches(target)", target))
                return;
        }

        Assert.Fail($"{target} was not reached with the Tab key");
    }

    private static bool IsPush(string url) => url.Contains("/snapshots", StringComparison.Ordinal);

    private static byte[] Cp932(string text) => CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(text);

    /// <summary>A line of the demo retailer's CSV; each <paramref name="minute"/> is another time.</summary>
    private static string Line(string count, int minute) => $"09521000010017,\"{count}\",PK,9520000002015,{Time(minute)}\r\n";

    private static string Time(int minute) =>
        DateTimeOffset.UtcNow.AddMinutes(-30 + minute).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy/MM/dd HH:mm", null);

    private static async Task<string> ReadAsync(IDownload download) => await File.ReadAllTextAsync(await download.PathAsync());
}
