using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>axe-core finds nothing on the pages where somebody does something, at four sizes, light and dark, in three languages, before
/// and after a file was read; nothing scrolls sideways, and every text has its words.</summary>
[Collection(PageTests.Name)]
public sealed class FormAccessibilityTests(Chromium chromium)
{
    private static readonly (int Width, int Height)[] Sizes = [(320, 640), (360, 740), (768, 1024), (1280, 800)];
    private static readonly string[] Languages = ["ja", "en", "yasashii"];

    [PageFact]
    public async Task Axe_finds_no_violation_and_every_text_has_words()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, DateTimeOffset.UtcNow.AddMinutes(-5));
        string axe = await File.ReadAllTextAsync(Path.Combine(PageServer.Root, "artifacts", "dashboard", "axe.min.js"));
        var found = new List<string>();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await chromium.OpenAsync(new() { ColorScheme = scheme, BypassCSP = true });
            foreach (string path in new[] { "/send", "/coverage", "/join" })
            {
                foreach (string key in new[] { "demo-ministry", "demo-retailer", "" })
                    found.AddRange(await CheckAllAsync(page, server.Url, path, key, axe, scheme));
            }

            await page.Context.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }

    private static async Task<List<string>> CheckAllAsync(
        IPage page, string url, string path, string key, string axe, ColorScheme scheme)
    {
        var found = new List<string>();
        foreach (string language in Languages)
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync($"{url}{path}?lang={language}&feed=demo-csv#key={key}");
            await Assertions.Expect(page.Locator("#audience")).Not.ToHaveTextAsync(Words(language));
            await PrepareAsync(page, path, key);
            found.AddRange(await MissingWordsAsync(page, $"{path} {language} {key}"));
            foreach ((int width, int height) in Sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
                    found.Add($"{path} {language} {key} at {width} scrolls sideways");
                // The rules do not change between the sizes; the layouts do, at 360 and at 1280.
                if (width is 360 or 1280)
                    found.AddRange(await AxeAsync(page, axe, $"{path} {language} {key} {width}"));
                if (scheme == ColorScheme.Light && width is (360 or 1280))
                    await Shots.SaveAsync(page, $"all{path.Replace('/', '-')}-{language}-{(key.Length == 0 ? "public" : key)}-{width}");
            }
        }

        return found;
    }

    private static string Words(string language) => language switch
    {
        "en" => "Loading",
        "yasashii" => "読よんで います",
        _ => "読み込み中",
    };

    /// <summary>Brings the page to the state with the most on it.</summary>
    private static async Task PrepareAsync(IPage page, string path, string key)
    {
        if (path == "/send" && key == "demo-retailer")
        {
            await Assertions.Expect(page.Locator("#pick")).ToBeEnabledAsync();
            string file = "JANコード,在庫数,単位,店舗コード,時点\n09521000010017,約50,PK,9520000002015,2026-11-01\n"
                + "09521000010017,-5,PK,9520000002015,2026-09-01\n";
            await page.Locator("#file").SetInputFilesAsync(
                new FilePayload { Name = "zaiko.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
            await Assertions.Expect(page.Locator("#result-title")).ToBeVisibleAsync();
        }

        if (path == "/coverage")
            await Assertions.Expect(page.Locator("#matrix-body tbody tr").First).ToBeAttachedAsync();
        if (path == "/join")
            await page.EvaluateAsync("for (const form of document.querySelectorAll('form')) form.hidden = false");
    }

    /// <summary>A key that has no text stands for itself, as "send.title" would.</summary>
    private static async Task<IEnumerable<string>> MissingWordsAsync(IPage page, string name)
    {
        string[] bare = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *')]
              .flatMap(x => [...x.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim())
                .concat(x.getAttribute('aria-label') ?? '', x.dataset.head ?? ''))
              .filter(x => /^[a-z][a-zA-Z0-9]*(\.[a-zA-Z0-9]+)+$/.test(x) || /\{\d\}/.test(x) || x.includes('undefined') || x.includes('NaN'))
            """);
        return bare.Select(x => $"{name}: no words for {x}");
    }

    private static async Task<IEnumerable<string>> AxeAsync(IPage page, string axe, string name)
    {
        await page.EvaluateAsync(axe);
        const string Run = """
            async () => JSON.stringify((await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary)))
            """;
        string[] violations = JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Run)) ?? [];
        return violations.Select(x => $"{name} {x}");
    }
}
