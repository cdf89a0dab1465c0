using Xunit;

namespace Inventory.EndToEnd.Pages;

/// <summary>A test that needs Chromium. On a desk without it the test is skipped with the reason; where CI promised it,
/// it fails.</summary>
public sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute()
    {
        if (Chromium.Path is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "Chromium was not found (Debian: apt-get install chromium fonts-ipafont-gothic)";
    }
}
