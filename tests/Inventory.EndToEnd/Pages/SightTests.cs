using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>What people see who see otherwise: without colour, in forced colours, with large text, on a narrow screen, with reduced
/// motion; and what nobody must see.</summary>
[Collection(PageTests.Name)]
public sealed class SightTests(Chromium chromium)
{
    private const string Masks = "li.row[data-category=masks]";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-10);

    [PageFact]
    public async Task The_legend_has_the_tiles_fills_and_their_lightness_rises_with_the_stock()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        foreach (string key in new[] { "#key=demo-ministry", "" })
        {
            IPage page = await chromium.OpenAsync();
            await page.GotoAsync($"{server.Url}/?category=masks{key}");
            await Assertions.Expect(page.Locator("#legend-list .swatch").First).ToHaveAttributeAsync("data-state", key == "" ? "plenty" : "band5");
            string[][] pairs = await page.EvaluateAsync<string[][]>("""
                () => {
                  const look = node => { const s = getComputedStyle(node); return s.backgroundColor + s.backgroundImage + s.borderStyle; };
                  const tile = document.querySelector('.tile');
                  return [...document.querySelectorAll('#legend-list li:not([hidden]) .swatch:not([data-stale])')].map(swatch => {
                    tile.dataset.state = swatch.dataset.state;
                    const style = getComputedStyle(tile);
                    return [swatch.dataset.state, look(swatch), look(tile), style.backgroundColor, style.color, style.borderColor];
                  });
                }
                """);
            Assert.All(pairs, pair => Assert.Equal(pair[1], pair[2]));
            Assert.Equal(pairs.Length, pairs.Select(x => x[1]).Distinct().Count());
            string[][] bands = [.. pairs.Where(x => x[0] is not ("unknown" or "withheld" or "noOutflow"))];
            double[] lightness = [.. bands.Select(x => Lightness(Luminance(x[3])))];
            Assert.Equal(key == "" ? 4 : 5, bands.Length);
            for (int band = 1; band < lightness.Length; band++)
                Assert.True(lightness[band - 1] - lightness[band] >= 10, $"{bands[band - 1][0]} {lightness[band - 1]:F0}, {bands[band][0]} {lightness[band]:F0}");
            Assert.All(pairs, x => Assert.True(Contrast(x[3], x[4]) >= 4.5, $"text on {x[0]}"));
            // A dark fill is its own outline; a pale one needs the line.
            Assert.All(pairs, x => Assert.True(Math.Max(Contrast("rgb(255, 255, 255)", x[5]), Contrast("rgb(255, 255, 255)", x[3])) >= 3, $"outline of {x[0]}"));
            await page.Context.CloseAsync();
        }
    }

    [PageFact]
    public async Task Forced_colours_large_text_and_a_narrow_screen_lose_nothing()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        (string Name, int Width, ForcedColors Colours, string Size)[] forms =
        [
            ("forced colours", 1280, ForcedColors.Active, "100%"), ("200 % text", 1280, ForcedColors.None, "200%"),
            ("400 % zoom", 320, ForcedColors.None, "100%"), ("200 % text on a phone", 360, ForcedColors.None, "200%"),
        ];
        foreach ((string name, int width, ForcedColors colours, string size) in forms)
        {
            foreach (string language in new[] { "ja", "en", "yasashii" })
            {
                IPage page = await chromium.OpenMinistryAsync(
                    server.Url, "/?category=masks", new() { ViewportSize = new() { Width = width, Height = 800 }, ForcedColors = colours });
                await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
                await page.Locator($"[data-language={language}][type=button]").ClickAsync();
                await page.EvaluateAsync("size => document.documentElement.style.fontSize = size", size);
                string where = $"{name}, {language}";
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{where} scrolls sideways");
                string[] cut = await page.EvaluateAsync<string[]>("""
                    () => [...document.querySelectorAll('button:not(.tile), .figure, .supply, .tier-word, .tier-days, .step-word, .provenance, .banner, h2')]
                      .filter(x => x.offsetParent && x.textContent && (x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display !== 'inline'
                        || x.getBoundingClientRect().right > innerWidth + 1))
                      .map(x => (x.id || x.className) + ': ' + x.textContent)
                    """);
                Assert.True(cut.Length == 0, $"{where} cuts {string.Join(" | ", cut)}");
                await page.Context.CloseAsync();
            }
        }
    }

    [PageFact]
    public async Task Nothing_animates_when_motion_is_unwanted()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await chromium.OpenMinistryAsync(server.Url, options: new() { ReducedMotion = ReducedMotion.Reduce });
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("7,000");
        await server.PushMasksAsync(2000, Now.AddMinutes(1));
        await Assertions.Expect(page.Locator($"{Masks} .figure")).ToHaveTextAsync("1.4万");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.getAnimations().length"));
    }

    [PageFact]
    public async Task What_is_withheld_from_a_participant_is_nowhere_in_its_page()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushAsync(Now, await OneLinePerCategoryAsync("09521000010017,98761,PK"));
        IPage page = await chromium.OpenAsync();
        var seen = new List<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => seen.Add(frame.Text ?? string.Empty);
        var bodies = new List<Task<string>>();
        page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/v1/", StringComparison.Ordinal))
                bodies.Add(answer.TextAsync());
        };
        await page.GotoAsync($"{server.Url}/?category=masks#key=demo-maker");
        await Assertions.Expect(page.Locator("#audience")).ToContainTextAsync("参加企業");
        await Assertions.Expect(page.Locator($"{Masks} .tier[data-tier=retailer]")).ToHaveAttributeAsync("data-state", new Regex("withheld|unknown"));
        await Assertions.Expect(page.Locator("#link-word")).ToHaveTextAsync("接続中");
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator("#table-panel tr[data-code='01'] .column-state")).ToContainTextAsync(new Regex("秘匿（x）|不明"));
        seen.AddRange(await Task.WhenAll(bodies));
        seen.Add(await page.ContentAsync());
        // 691,327 sheets, however it may be written.
        foreach (string form in new[] { "98761", "98,761", "691327", "691,327", "69.1万" })
            Assert.DoesNotContain(seen, text => text.Contains(form, StringComparison.Ordinal));
    }

    [PageFact]
    public async Task Plain_Japanese_has_readings_above_its_kanji_and_none_in_its_labels()
    {
        await using PageServer server = await PageServer.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync($"{server.Url}/?lang=yasashii");
        await Assertions.Expect(page.Locator(".banner[data-kind=public] ruby rt").First).ToHaveTextAsync("じょうほう");
        Assert.DoesNotContain("《", await page.ContentAsync(), StringComparison.Ordinal);
        await page.Locator("[data-language=ja][type=button]").ClickAsync();
        await Assertions.Expect(page.Locator("ruby")).ToHaveCountAsync(0);
    }

    [PageFact]
    public async Task Inside_a_foreign_page_age_and_banners_stay_and_controls_go()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync($"{server.Url}/?embed=1");
        await Assertions.Expect(page.Locator(".banner[data-kind=public]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#link-time")).ToContainTextAsync("集計");
        await Assertions.Expect(page.Locator("#key-open")).ToBeHiddenAsync();
    }

    /// <summary>The line given, and a hundred thousand base units of one item of every other category.</summary>
    private static async Task<string[]> OneLinePerCategoryAsync(string line)
    {
        string registry = Path.Combine(PageServer.Root, "infra", "registry");
        string[] items = await File.ReadAllLinesAsync(Path.Combine(registry, "items.csv"));
        string[] packs = await File.ReadAllLinesAsync(Path.Combine(registry, "packs.csv"));
        IEnumerable<string> others = items.Skip(1).Select(x => x.Split(',')).Where(x => x[1] != "masks").DistinctBy(x => x[1])
            .Select(x => $"{x[0]},100,{packs.First(pack => pack.StartsWith(x[0], StringComparison.Ordinal)).Split(',')[1]}");
        return [line, .. others];
    }

    private static double[] Channels(string colour) =>
        [.. colour.Split('(', ')')[1].Split(',').Take(3).Select(x => double.Parse(x, CultureInfo.InvariantCulture) / 255)];

    /// <summary>Relative luminance as WCAG 2.2 defines it; it is also what a greyscale print keeps.</summary>
    private static double Luminance(string colour)
    {
        double[] linear = [.. Channels(colour).Select(x => x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4))];
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    /// <summary>L* of CIE 1976.</summary>
    private static double Lightness(double luminance) =>
        luminance <= 216.0 / 24389 ? luminance * 24389 / 27 : 116 * Math.Cbrt(luminance) - 16;

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }
}
