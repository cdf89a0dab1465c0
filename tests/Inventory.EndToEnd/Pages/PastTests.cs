using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>The screen as it was: the slider, a link with its time, and the way back to now.</summary>
[Collection(PageTests.Name)]
public sealed class PastTests(Chromium chromium)
{
    private const string Figure = "li.row[data-category=masks] .figure";

    // What is shown is kept every ten seconds; a busy machine may be late with it.
    private static readonly TimeSpan Grid = TimeSpan.FromSeconds(22);
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-10);

    [PageFact]
    public async Task A_link_with_its_time_shows_what_was_shown_then_and_the_way_back_to_now()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenAsync(server, "/");
        await Assertions.Expect(page.Locator(Figure)).ToHaveTextAsync("7,000");
        await Task.Delay(Grid);
        DateTimeOffset then = DateTimeOffset.UtcNow;
        await server.PushMasksAsync(2000, Now.AddMinutes(1));
        await Assertions.Expect(page.Locator(Figure)).ToHaveTextAsync("1.4万");
        await Assertions.Expect(page.Locator(".banner[data-kind=past]")).ToBeHiddenAsync();
        await Task.Delay(Grid);

        string at = Uri.EscapeDataString(then.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm:sszzz", null));
        IPage old = await OpenAsync(server, $"/?at={at}");
        await Assertions.Expect(old.Locator(".banner[data-kind=past]")).ToContainTextAsync("過去の表示");
        await Assertions.Expect(old.Locator(Figure)).ToHaveTextAsync("7,000");
        // What comes in meanwhile is not of that time.
        await server.PushMasksAsync(3000, Now.AddMinutes(2));
        await Assertions.Expect(page.Locator(Figure)).ToHaveTextAsync("2.1万");
        await Assertions.Expect(old.Locator(Figure)).ToHaveTextAsync("7,000");
        await Shots.SaveAsync(old, "past");

        // By keyboard alone: later until the newer figure was shown, then back to now.
        await old.Locator("#past-slider").FocusAsync();
        for (int press = 0; press < 4 && await old.Locator(Figure).TextContentAsync() != "1.4万"; press++)
        {
            await old.Keyboard.PressAsync("ArrowRight");
            await Task.Delay(1000);
        }

        await Assertions.Expect(old.Locator(Figure)).ToHaveTextAsync(new Regex("1.4万|2.1万"));
        await old.Locator("#past-now").ClickAsync();
        await Assertions.Expect(old.Locator(Figure)).ToHaveTextAsync("2.1万");
        await Assertions.Expect(old.Locator(".banner[data-kind=past]")).ToBeHiddenAsync();
        Assert.DoesNotContain("at=", old.Url, StringComparison.Ordinal);
        await server.PushMasksAsync(4000, Now.AddMinutes(3));
        await Assertions.Expect(old.Locator(Figure)).ToHaveTextAsync("2.8万");
        Assert.Empty(await old.EvaluateAsync<string[]>("window.violations"));
    }

    [PageFact]
    public async Task A_time_before_any_record_is_said_and_the_figures_stay()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenAsync(server, "/");
        await Assertions.Expect(page.Locator(Figure)).ToHaveTextAsync("7,000");
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(page.Locator("#past")).ToBeVisibleAsync();
        await page.Locator("#past-pick").FillAsync("2020-04-01T10:00:10");
        await page.Locator("#past-pick").DispatchEventAsync("change");
        await Assertions.Expect(page.Locator("#past-says")).ToContainTextAsync("記録はありません");
        await Assertions.Expect(page.Locator(Figure)).ToHaveTextAsync("7,000");
        await page.Locator("#past-now").ClickAsync();
        await Assertions.Expect(page.Locator("#past-says")).ToContainTextAsync("つまみ");
    }

    private Task<IPage> OpenAsync(PageServer server, string path) => chromium.OpenMinistryAsync(server.Url, path);
}
