using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>The page of who reports: the same numbers as the call gives, with words and denominators, and for each audience no
/// more than it may see.</summary>
[Collection(PageTests.Name)]
public sealed class CoverageTests(Chromium chromium)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-10);

    [PageFact]
    public async Task The_ministry_sees_each_share_with_its_denominator_and_whom_to_call()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenAsync(server, "demo-ministry");
        await Assertions.Expect(page.Locator("#national-figure")).ToContainTextAsync(new Regex("[0-9]+%（1／[0-9,]+）"));
        JsonElement answer = await AskAsync(server, "demo-ministry");
        JsonElement[] places = [.. answer.GetProperty("prefectures").EnumerateArray()];
        ILocator rows = page.Locator("#matrix-body tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            string text = await rows.Nth(i).Locator("td").First.TextContentAsync() ?? "";
            int expected = places[i].GetProperty("expected").GetInt32();
            int fresh = places[i].GetProperty("fresh").GetInt32();
            Assert.Contains($"{fresh * 100 / expected}%（{fresh}／{expected}）", text, StringComparison.Ordinal);
        }

        Assert.Equal(4, await rows.First.Locator("td").CountAsync());
        await Assertions.Expect(page.Locator("#national-if")).ToContainTextAsync(new Regex("報告率は[0-9]+%"));
        await Assertions.Expect(page.Locator("#silent tbody tr").First).ToContainTextAsync("か所");
        await Assertions.Expect(page.Locator("#national-meta time")).ToContainTextAsync("集計");
        await Shots.SaveAsync(page, "coverage-ministry");
    }

    [PageFact]
    public async Task A_participant_sees_itself_only_and_the_public_percentages_only()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenAsync(server, "demo-retailer");
        await Assertions.Expect(page.Locator("#silent")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#silent")).Not.ToContainTextAsync("maker-");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("見本ドラッグ");
        await Shots.SaveAsync(page, "coverage-participant");
        await page.Context.CloseAsync();
        page = await OpenAsync(server, "");
        await Assertions.Expect(page.Locator("#silent")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#findings")).ToBeHiddenAsync();
        string text = await page.Locator("main").InnerTextAsync();
        Assert.DoesNotContain("か所", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]+／[0-9]+", text);
        await Shots.SaveAsync(page, "coverage-public");
    }

    [PageFact]
    public async Task A_doubt_is_shown_with_its_evidence_and_can_be_called_right()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(100, Now.AddHours(-1));
        await server.SettleAsync("demo-ministry");
        await server.PushMasksAsync(4000, Now);
        IPage page = await OpenAsync(server, "demo-retailer");
        ILocator item = page.Locator(".finding");
        for (int i = 0; i < 20 && await item.CountAsync() == 0; i++)
        {
            await Task.Delay(250);
            await page.Locator("#refresh").ClickAsync();
        }

        await Assertions.Expect(item).ToHaveCountAsync(1);
        await Assertions.Expect(item).ToContainTextAsync("10倍を超えて");
        await Assertions.Expect(item).ToContainTextAsync("根拠：前 700、後 28000");
        await Assertions.Expect(item).ToContainTextAsync("知らせる基準：10倍。");
        await Shots.SaveAsync(page, "coverage-finding");
        await item.GetByRole(AriaRole.Button, new() { Name = "この値は正しい" }).ClickAsync();
        await Assertions.Expect(item).ToContainTextAsync("正しいと確認");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("正しいと記録しました。");
        JsonElement kept = (await AskAsync(server, "demo-ministry")).GetProperty("findings").EnumerateArray()
            .Single(x => x.GetProperty("kind").GetString() == "jump");
        Assert.Equal(("confirmed", "retailer-01"), (kept.GetProperty("state").GetString(), kept.GetProperty("confirmedBy").GetString()));
    }

    [PageFact]
    public async Task When_the_server_stops_the_last_figures_stay_and_it_is_said()
    {
        await using PageServer server = await PageServer.StartAsync();
        await server.PushMasksAsync(1000, Now);
        IPage page = await OpenAsync(server, "demo-ministry");
        await Assertions.Expect(page.Locator("#national-figure")).ToContainTextAsync("（1／");
        await server.KillAsync();
        await page.Locator("#refresh").ClickAsync();
        await Assertions.Expect(page.Locator("#problem")).ToHaveTextAsync("新しい値を取得できません。前の値を表示しています。");
        await Assertions.Expect(page.Locator("#national-figure")).ToContainTextAsync("（1／");
        await server.StartProcessAsync();
        await page.Locator("#refresh").ClickAsync();
        await Assertions.Expect(page.Locator("#problem")).ToBeHiddenAsync();
    }

    private async Task<IPage> OpenAsync(PageServer server, string key)
    {
        IPage page = await chromium.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await page.GotoAsync($"{server.Url}/coverage#key={key}");
        await Assertions.Expect(page.Locator("#matrix-body tbody tr").First).ToBeVisibleAsync();
        return page;
    }

    private static async Task<JsonElement> AskAsync(PageServer server, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/coverage");
        request.Headers.Authorization = new("Bearer", key);
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}
