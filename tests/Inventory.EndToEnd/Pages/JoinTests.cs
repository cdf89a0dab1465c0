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

    private static async Task FillCompanyAsync(IPage page, string corporate)
    {
        await page.Locator("#company").FillAsync("試験薬局");
        await page.Locator("#corporate").FillAsync(corporate);
        await page.Locator("#tier").SelectOptionAsync("retailer");
        await page.Locator("#contact").FillAsync("山田");
        await page.Locator("#mail").FillAsync("yamada@example.jp");
    }
}
