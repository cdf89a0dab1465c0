using Microsoft.Playwright;

namespace Inventory.Load;

/// <summary>A real Chromium with the national page open; tells the exact quantity of one category whenever the page
/// repaints it.</summary>
internal sealed class PageWatcher : IAsyncDisposable
{
    /// <summary>The page cuts figures for people; their exact value stands in the title of the same element.</summary>
    private const string Script =
        """
        category => {
          const find = () => document.querySelector(`[data-category="${category}"] [data-figure="quantity"]`);
          const tell = () => {
            const node = find();
            const digits = (node?.title ?? "").replace(/[^0-9-]/g, "");
            if (digits && digits !== window.lastTold) { window.lastTold = digits; window.tellQuantity(digits); }
          };
          new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributes: true,
              characterData: true });
          tell();
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageWatcher(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Opens the page with a key and watches.</summary>
    public static async Task<PageWatcher> OpenAsync(LoadPlan plan, Action<long> onQuantity)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { Locale = "ja-JP", TimezoneId = "Asia/Tokyo" });
        await page.ExposeFunctionAsync<string, bool>("tellQuantity", digits =>
        {
            if (long.TryParse(digits, out long quantity))
                onQuantity(quantity);
            return true;
        });
        await page.GotoAsync(new Uri(plan.Server, $"#key={Uri.EscapeDataString(plan.Key)}").AbsoluteUri);
        await page.WaitForSelectorAsync(
            $"[data-category=\"{plan.Category}\"] [data-figure=\"quantity\"]",
            new PageWaitForSelectorOptions { Timeout = 30_000, State = WaitForSelectorState.Attached });
        await page.EvaluateAsync(Script, plan.Category);
        return new PageWatcher(playwright, browser);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
