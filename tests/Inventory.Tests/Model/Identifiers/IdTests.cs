using Inventory.Model.Identifiers;
using Xunit;

namespace Inventory.Tests.Model.Identifiers;

public sealed class IdTests
{
    [Theory]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("73513537", "00000073513537")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("10614141000415", "10614141000415")]
    [InlineData("maker-01:MASK", "maker-01:MASK")]
    [InlineData("p:abc12345:A:B", "p:abc12345:A:B")]
    [InlineData("4006381333931:A", "4006381333931:A")]
    public void Item_ids_have_one_form(string text, string expected)
    {
        Assert.True(ItemId.TryParse(text, out ItemId id));
        Assert.Equal(expected, id.Value);
        Assert.True(ItemId.TryParse(id.Value, out ItemId again));
        Assert.Equal(id, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4006381333932")]
    [InlineData("400638133393")]
    [InlineData("MASK")]
    [InlineData(":MASK")]
    [InlineData("maker-01:")]
    [InlineData("Maker:MASK")]
    [InlineData("maker-01: MASK")]
    [InlineData("maker-01:MA\tSK")]
    [InlineData("maker-01:MA\"SK")]
    [InlineData("maker-01:MA\\SK")]
    // In-store numbers: source GS1 General Specifications, restricted circulation numbers.
    [InlineData("2000000000008")]
    [InlineData("0212345678909")]
    [InlineData("20000004")]
    public void What_is_no_item_id_is_refused(string text) => Assert.False(ItemId.TryParse(text, out _));

    [Theory]
    [InlineData("9520000000011")]
    [InlineData("retailer-01:東京 髙島﨑 ①")]
    // 𠮷 lies beyond the basic plane: two UTF-16 units.
    [InlineData("retailer-01:𠮷野")]
    [InlineData("retailer-01:<&'+>")]
    public void Location_ids_are_kept_as_they_are(string text)
    {
        Assert.True(LocationId.TryParse(text, out LocationId id));
        Assert.Equal(text, id.Value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_character()
    {
        // Not in the table above: an attribute's text is stored as UTF-8, which has no form for it.
        Assert.False(ItemId.TryParse("maker-01:MA\uD842SK", out _));
        Assert.False(ItemId.TryParse("maker-01:MA\uDFB7SK", out _));
    }

    [Fact]
    public void A_local_code_has_at_most_64_characters()
    {
        Assert.True(LocationId.TryParse("retailer-01:" + new string('店', 64), out _));
        Assert.False(LocationId.TryParse("retailer-01:" + new string('店', 65), out _));
    }

    [Theory]
    [InlineData("00", true, 0)]
    [InlineData("13", true, 13)]
    [InlineData("47", true, 47)]
    [InlineData("48", false, 0)]
    [InlineData("1", false, 0)]
    [InlineData("013", false, 0)]
    [InlineData("１３", false, 0)]
    public void Prefectures_are_two_digits(string code, bool isValid, int index)
    {
        Assert.Equal(isValid, Prefecture.TryParse(code, out int found));
        if (isValid)
            Assert.Equal((index, code), (found, Prefecture.Code(found)));
    }
}
