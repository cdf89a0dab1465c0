using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Paths;

/// <summary>Deliveries read through profiles that are written as a participant would write them.</summary>
internal static class PathFeed
{
    /// <summary>A profile of the test shop whose section <c>paths</c> (and more) is given as JSON.</summary>
    public static FeedProfile Profile(string rest, string format = "json")
    {
        var errors = new List<RegistryError>();
        string text = $$"""{"id":"feed","participant":"shop-01","format":"{{format}}","unknownLocation":"accept",{{rest}}}""";
        FeedProfile? profile = RegistryLoader.LoadFeed(Encoding.UTF8.GetBytes(text), "feed.json", errors);
        Assert.Empty(errors);
        return profile!;
    }

    /// <summary>One kind of record at <c>/items/*</c> with sku, qty and place.</summary>
    public static FeedProfile Items(string more = "") => Profile($$"""
        "constants":{"unit":"EA"},"paths":{"records":[{"path":["/items/*","/*"],
        "fields":{"item":"sku","location":"place","asOf":"at"},"quantities":[{"path":"qty"}]{{more}}}]}
        """);

    public static Task<FeedReading> ReadAsync(string text, FeedProfile profile, string? name = null) =>
        TestFeed.ReadAsync(text, profile, new Delivery(TestFeed.ReceivedAt, name));
}
