using Microsoft.Playwright;

namespace Inventory.EndToEnd.Pages;

/// <summary>Pictures for the eye: saved only when <c>INVENTORY_SHOTS</c> names a folder. No test compares them.</summary>
internal static class Shots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("INVENTORY_SHOTS");

    /// <summary>Saves the whole page as <paramref name="name"/>.png.</summary>
    public static async Task SaveAsync(IPage page, string name)
    {
        if (string.IsNullOrEmpty(Folder))
            return;
        Directory.CreateDirectory(Folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}
