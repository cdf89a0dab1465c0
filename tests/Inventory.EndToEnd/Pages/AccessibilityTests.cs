using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>axe-core finds nothing, at four sizes, light, dark and on the wall, in three languages, for the ministry
/// and the public.</summary>
[Collection(PageTests.Name)]
public sealed class AccessibilityTests(Chromium chromium)
{
    private static readonly (int Width, int Height)[] Sizes = [(360, 740), (768, 1024), (1280, 800), (1920, 1080)];
    private static readonly string[] Languages = ["ja", "en", "yasashii"];

    [PageFact]
    public async Task Axe_finds_no_violation_on_any_form_of_the_page()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, DateTimeOffset.UtcNow.AddMinutes(-5));
        string axe = await File.ReadAllTextAsync(Path.Combine(PageServer.Root, "artifacts", "dashboard", "axe.min.js"));
        var found = new List<string>();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await chromium.OpenAsync(new() { ColorScheme = scheme, BypassCSP = true });
            foreach (string key in new[] { "#key=demo-ministry", "#key=" })
            {
                foreach ((int width, int height) in Sizes)
                {
                    await page.SetViewportSizeAsync(width, height);
                    foreach (string language in Languages)
                    {
                        string path = $"/?lang={language}&category=masks&view={(language == "en" ? "table" : "map")}{(width == 1920 ? "&wall=1" : "")}";
                        found.AddRange(await CheckAsync(page, server.Url + path + key, axe));
                        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} at {width} scrolls sideways");
                    }
                }
            }

            found.AddRange(await CheckAsync(page, $"{server.Url}/about", axe));
            await page.Context.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }

    private static async Task<IEnumerable<string>> CheckAsync(IPage page, string url, string axe)
    {
        await page.GotoAsync("about:blank");
        await page.GotoAsync(url);
        if (!url.EndsWith("/about", StringComparison.Ordinal))
            await Assertions.Expect(page.Locator("li.row[data-category=masks] .tier").First).Not.ToHaveAttributeAsync("data-state", "");
        await page.EvaluateAsync(axe);
        const string Run = """
            async () => JSON.stringify((await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary)))
            """;
        string[] violations = JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Run)) ?? [];
        return violations.Select(x => $"{url[url.IndexOf('/', 8)..]} {x}");
    }
}
