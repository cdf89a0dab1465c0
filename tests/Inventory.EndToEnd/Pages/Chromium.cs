using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>One browser for all page tests: starting it costs three seconds.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run",
    ];

    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>The distribution's browser; null when there is none.</summary>
    public static string? Path { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROMIUM") }.Concat(Places).FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Path is null)
            return;
        _driver = await Playwright.CreateAsync();
        // Two slow cores may be drawing something else: what is waited for is a condition, never a time.
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });
    }

    /// <summary>A fresh visitor in Japan; no key, nothing stored.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
            throw new InvalidOperationException("Chromium was promised (CI=true) and is not installed.");
        options ??= new BrowserNewContextOptions();
        options.Locale = "ja-JP";
        options.TimezoneId = "America/New_York";
        IBrowserContext context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>The ministry's page, at a desk unless told otherwise, with the violations of its content policy kept.</summary>
    public async Task<IPage> OpenMinistryAsync(string url, string path = "/", BrowserNewContextOptions? options = null)
    {
        IPage page = await OpenAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await page.AddInitScriptAsync(
            "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));");
        await page.GotoAsync($"{url}{path}#key=demo-ministry");
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("経済産業省");
        return page;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _driver?.Dispose();
    }
}

/// <summary>Page tests share the browser and run one after the other: two cores draw one page at a time.</summary>
[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<Chromium>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "pages";
}
