using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>The overview page in a real browser against the real server: what moves, what stays, what it says when it
/// cannot know.</summary>
[Collection(PageTests.Name)]
public sealed class OverviewTests(Chromium chromium)
{
    private const string Masks = "li.row[data-category=masks]";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-10);

    [PageFact]
    public async Task A_push_moves_the_level_in_place_with_its_age_and_coverage()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenMinistryAsync(server);
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await page.EvaluateAsync($"window.before = document.querySelector('{Masks} .figure')");
        await page.Locator($"{Masks} .choose").FocusAsync();
        await server.PushMasksAsync(2000, Now.AddMinutes(1));
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("1.4万");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveAttributeAsync("title", "14,000 枚");
        await Assertions.Expect(page.Locator($"{Masks} time")).ToContainTextAsync("時点");
        await Assertions.Expect(page.Locator($"{Masks} .coverage")).ToContainTextAsync("か所");
        await Assertions.Expect(page.Locator($"{Masks} .trend .move")).ToContainTextAsync("▲");
        Assert.True(await page.EvaluateAsync<bool>($"window.before === document.querySelector('{Masks} .figure')"));
        Assert.True(await page.EvaluateAsync<bool>($"document.activeElement === document.querySelector('{Masks} .choose')"));
        Assert.Empty(await page.EvaluateAsync<string[]>("window.violations"));
    }

    [PageFact]
    public async Task A_stopped_server_is_said_and_its_return_needs_no_reload()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenMinistryAsync(server);
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await page.EvaluateAsync("window.isSamePage = true");
        await server.KillAsync();
        ILocator banner = page.Locator(".banner[data-kind=lost], .banner[data-kind=degraded]").Locator("visible=true");
        await Assertions.Expect(banner.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await server.StartProcessAsync();
        await server.PushMasksAsync(3000, Now.AddMinutes(2));
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("2.1万", new() { Timeout = 60_000 });
        await Assertions.Expect(banner).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        Assert.True(await page.EvaluateAsync<bool>("window.isSamePage === true"));
    }

    [PageFact]
    public async Task The_public_page_never_receives_a_quantity_and_nothing_leaves_the_host()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(123_457, Now);
        IPage page = await chromium.OpenAsync();
        var seen = new List<string>();
        page.Request += (_, request) => seen.Add(request.Url);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => seen.Add(frame.Text ?? string.Empty);
        var bodies = new List<Task<string>>();
        page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/v1/", StringComparison.Ordinal))
                bodies.Add(answer.TextAsync());
        };
        await page.GotoAsync(server.Url);
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("公開");
        await Assertions.Expect(page.Locator(".banner[data-kind=public]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        seen.AddRange(await Task.WhenAll(bodies));
        Assert.All(seen.Where(x => x.StartsWith("http", StringComparison.Ordinal) || x.StartsWith("ws", StringComparison.Ordinal)),
            url => Assert.Contains("127.0.0.1", url, StringComparison.Ordinal));
        foreach (string word in new[] { "quantity\"", "daysOfSupply", "locations", "participants", "864199", "123457" })
            Assert.DoesNotContain(seen, text => text.Contains(word, StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("[data-figure=quantity]:visible").CountAsync());
    }

    [PageFact]
    public async Task The_map_and_the_table_say_the_same()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenMinistryAsync(server, "/?category=masks&tier=retailer");
        await Assertions.Expect(page.Locator(".tile[data-code='01']")).Not.ToHaveAttributeAsync("data-state", "unknown");
        const string Tiles = "Object.fromEntries([...document.querySelectorAll('.tile')].map(x => [x.dataset.code, x.dataset.state + x.querySelector('.tile-value').textContent]))";
        const string Rows = "Object.fromEntries([...document.querySelectorAll('#table-panel tbody tr')].map(x => [x.dataset.code, x.dataset.state + x.querySelector('.column-days').textContent]))";
        Dictionary<string, string> tiles = await page.EvaluateAsync<Dictionary<string, string>>(Tiles);
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator("#table-panel tbody tr")).ToHaveCountAsync(48);
        Dictionary<string, string> rows = await page.EvaluateAsync<Dictionary<string, string>>(Rows);
        Assert.Equal(tiles, rows);
        Assert.Equal(48, rows.Count);
        await Assertions.Expect(page.Locator("#table-panel tr[data-code='01'] .column-quantity")).ToHaveTextAsync("7,000枚");
        await page.Locator("#table-panel th.column-quantity button, #table-panel thead th:nth-child(4) button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#table-panel thead th:nth-child(4)")).ToHaveAttributeAsync("aria-sort", "ascending");
        await Assertions.Expect(page.Locator("#table-panel tbody tr").First).ToHaveAttributeAsync("data-code", "01");
    }

    [PageFact]
    public async Task Every_figure_stands_in_a_card_with_its_as_of_and_coverage()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenMinistryAsync(server);
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        const string Script = """
            [...document.querySelectorAll('[data-figure]')].filter(x => {
              const card = x.closest('[data-card]');
              return !card || !card.querySelector('time')?.textContent || !card.querySelector('.coverage')?.textContent;
            }).map(x => x.outerHTML)
            """;
        Assert.Empty(await page.EvaluateAsync<string[]>(Script));
        Assert.True(await page.Locator("[data-figure]").CountAsync() > 30);
    }

    [PageFact]
    public async Task A_hundred_updates_shift_nothing_and_keep_every_node_and_pause_holds_the_screen()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenMinistryAsync(server);
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await page.EvaluateAsync("""
            () => {
              window.nodes = [...document.querySelectorAll('#rows *, #tiles *')];
              window.shift = 0;
              new PerformanceObserver(list => { for (const e of list.getEntries()) window.shift += e.value; }).observe({ type: 'layout-shift' });
            }
            """);
        for (int update = 1; update <= 100; update++)
            await server.PushMasksAsync(1000 + update, Now.AddSeconds(update));
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,700");
        Assert.True(await page.EvaluateAsync<bool>("window.nodes.every(x => x.isConnected)"));
        double shift = await page.EvaluateAsync<double>("window.shift");
        Assert.True(shift <= 0.02, $"layout shift {shift}");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator("#pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await server.PushMasksAsync(5000, Now.AddSeconds(200));
        await Assertions.Expect(page.Locator("#link-time")).ToContainTextAsync(new Regex("新しい値 [1-9][0-9]*件"));
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,700");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("3.5万");
    }

    [PageFact]
    public async Task The_key_is_entered_by_keyboard_alone_and_leaves_the_address_at_once()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(server.Url);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        for (int tab = 0; tab < 16 && await page.EvaluateAsync<string>("document.activeElement.id") != "key-open"; tab++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("demo-ministry");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("経済産業省");
        IPage other = await OpenMinistryAsync(server);
        Assert.DoesNotContain("demo-ministry", other.Url, StringComparison.Ordinal);
        await other.Locator(".tile[data-code='13']").FocusAsync();
        await other.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("11", await other.EvaluateAsync<string>("document.activeElement.dataset.code"));
        await other.Keyboard.PressAsync("Enter");
        await Assertions.Expect(other.Locator("#map-detail")).ToContainTextAsync("埼玉");
    }

    [PageFact]
    public async Task A_wrong_key_is_said_and_shows_the_public_view()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync($"{server.Url}/#key=not-a-key");
        await Assertions.Expect(page.Locator(".banner[data-kind=key]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("公開");
    }

    [PageFact]
    public async Task Reduced_motion_marks_nothing()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await chromium.OpenAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync($"{server.Url}/#key=demo-ministry");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await page.EvaluateAsync($"document.querySelector('{Masks} .figure').classList.add('changed')");
        string line = await page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{Masks} .figure')).textDecorationLine");
        Assert.Equal("none", line);
    }

    private Task<IPage> OpenMinistryAsync(PageServer server, string path = "/") => chromium.OpenMinistryAsync(server.Url, path);
}
