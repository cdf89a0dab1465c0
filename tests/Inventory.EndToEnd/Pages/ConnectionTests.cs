using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>What the page does when the link lies: half-open sockets, a tab that slept, a lost message.</summary>
[Collection(PageTests.Name)]
public sealed class ConnectionTests(Chromium chromium)
{
    private const string Masks = "li.row[data-category=masks]";
    private const string Thermometers = "li.row[data-category=thermometers]";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-10);

    [PageFact]
    public async Task A_half_open_socket_is_found_by_its_silence_and_mends_without_a_reload()
    {
        await using PageServer server = await PageServer.StartAsync();
        await using var link = new CuttableLink(server.Url);
        await server.PushMasksAsync(1000, Now);
        IPage page = await chromium.OpenMinistryAsync(link.Url);
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        link.Cut();
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("遅延", new() { Timeout = 40_000 });
        ILocator banner = page.Locator(".banner[data-kind=lost]");
        await Assertions.Expect(banner).ToContainTextAsync("通信が切れています", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await server.PushMasksAsync(2000, Now.AddMinutes(1));
        link.Mend();
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("1.4万", new() { Timeout = 90_000 });
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中", new() { Timeout = 90_000 });
        await Assertions.Expect(banner).ToBeHiddenAsync();
    }

    [PageFact]
    public async Task A_tab_that_was_hidden_first_paints_the_newest_state()
    {
        await using PageServer server = await PageServer.StartAsync();
        await using var link = new CuttableLink(server.Url);
        await server.PushMasksAsync(1000, Now);
        IPage page = await chromium.OpenMinistryAsync(link.Url);
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await page.EvaluateAsync("""
            (row) => {
              window.show = isHidden => {
                Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
              };
              window.painted = [];
              const figure = document.querySelector(row + ' .figure');
              new MutationObserver(() => window.painted.push(figure.textContent)).observe(figure, { childList: true, characterData: true, subtree: true });
              window.show(true);
            }
            """, Masks);
        link.Cut();
        foreach (int packs in new[] { 2000, 3000, 5000 })
            await server.PushMasksAsync(packs, Now.AddSeconds(packs / 1000));
        await page.EvaluateAsync("new Promise(done => setTimeout(done, 6000))");
        await page.EvaluateAsync("window.show(false)");
        link.Mend();
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("3.5万");
        Assert.Equal(["3.5万"], await page.EvaluateAsync<string[]>("window.painted"));
    }

    [PageFact]
    public async Task A_lost_message_is_noticed_before_the_next_is_painted()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushAsync(Now, "09521000010017,1000,PK");
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        bool isDropping = false;
        int dropped = 0;
        await page.RouteWebSocketAsync("**/hubs/stock**", route =>
        {
            IWebSocketRoute upstream = route.ConnectToServer();
            upstream.OnMessage(frame =>
            {
                if (Volatile.Read(ref isDropping) && frame.Text?.Contains("\"previous\"", StringComparison.Ordinal) == true)
                    Interlocked.Increment(ref dropped);
                else if (frame.Text is { } text)
                    route.Send(text);
                else
                    route.Send(frame.Binary ?? []);
            });
        });
        await page.GotoAsync($"{server.Url}/#key=demo-ministry");
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await page.EvaluateAsync("""
            ([masks, other]) => {
              const text = row => document.querySelector(row + ' .figure').textContent;
              window.painted = [];
              new MutationObserver(() => window.painted.push(text(masks) + ' ' + text(other)))
                .observe(document.getElementById('rows-list'), { childList: true, characterData: true, subtree: true });
            }
            """, new[] { Masks, Thermometers });
        Volatile.Write(ref isDropping, true);
        await server.PushAsync(Now.AddMinutes(1), "09521000010017,2000,PK");
        for (int wait = 0; wait < 300 && Volatile.Read(ref dropped) < 3; wait++)
            await page.WaitForTimeoutAsync(100);
        Assert.True(Volatile.Read(ref dropped) >= 3, "the hub sent no change to drop");
        Volatile.Write(ref isDropping, false);
        await server.PushAsync(Now.AddMinutes(2), "09521000010017,2000,PK", await ThermometerLineAsync());
        await Assertions.Expect(page.Locator($"{Thermometers} .figure")).ToHaveTextAsync("40");
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("1.4万");
        Assert.DoesNotContain("7,000 40", await page.EvaluateAsync<string[]>("window.painted"));
    }

    /// <summary>Forty pieces of the first thermometer the demo registry knows.</summary>
    private static async Task<string> ThermometerLineAsync()
    {
        string[] items = await File.ReadAllLinesAsync(Path.Combine(PageServer.Root, "infra", "registry", "items.csv"));
        return $"{items.First(x => x.Contains(",thermometers,", StringComparison.Ordinal)).Split(',')[0]},40,EA";
    }
}
