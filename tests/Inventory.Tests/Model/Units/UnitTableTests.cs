using Inventory.Model.Units;
using Xunit;

namespace Inventory.Tests.Model.Units;

public sealed class UnitTableTests
{
    [Theory]
    [InlineData("EA", "EA")]
    [InlineData("ea", "EA")]
    [InlineData("C62", "EA")]
    [InlineData("H87", "EA")]
    [InlineData("NAR", "EA")]
    [InlineData("PCE", "EA")]
    [InlineData("Each", "EA")]
    [InlineData("個", "EA")]
    [InlineData("コ", "EA")]
    [InlineData("ｺ", "EA")]
    [InlineData("本", "EA")]
    [InlineData("件", "EA")]
    [InlineData("枚", "ST")]
    [InlineData("XST", "ST")]
    [InlineData("箱", "BX")]
    [InlineData("はこ", "BX")]
    [InlineData("XBX", "BX")]
    [InlineData("ｘｂｘ", "BX")]
    [InlineData("ケース", "CS")]
    [InlineData("ｹｰｽ", "CS")]
    [InlineData("Ｃ／Ｓ", "CS")]
    [InlineData("㌜", "CS")]
    [InlineData("カートン", "CT")]
    [InlineData("パック", "PK")]
    [InlineData("ﾊﾟｯｸ", "PK")]
    [InlineData("バッグ", "BG")]
    [InlineData("ﾊﾞｯｸﾞ", "BG")]
    [InlineData("袋", "BG")]
    [InlineData("ロール", "RO")]
    [InlineData("ﾛｰﾙ", "RO")]
    [InlineData("kg", "KGM")]
    [InlineData("Kｇ", "KGM")]
    [InlineData("㎏", "KGM")]
    [InlineData("千克", "KGM")]
    [InlineData("キロ", "KGM")]
    [InlineData("ｷﾛｸﾞﾗﾑ", "KGM")]
    [InlineData("㌔", "KGM")]
    [InlineData("㌘", "GRM")]
    [InlineData("g", "GRM")]
    [InlineData("L", "LTR")]
    [InlineData("ℓ", "LTR")]
    [InlineData("㍑", "LTR")]
    [InlineData("㍉㍑", "MLT")]
    [InlineData("ml", "MLT")]
    [InlineData("ｍＬ", "MLT")]
    [InlineData("㎖", "MLT")]
    [InlineData("㏄", "MLT")]
    [InlineData("M", "MTR")]
    [InlineData("　個 ", "EA")]
    [InlineData("pcs.", "EA")]
    [InlineData("ダース", "DZN")]
    public void Known_words_have_one_code(string text, string expected)
    {
        Assert.True(UnitTable.TryNormalize(text, out string? code));
        Assert.Equal(expected, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("甲")]
    [InlineData("P")]
    [InlineData("入")]
    [InlineData("XKGM")]
    [InlineData("XEA")]
    [InlineData("XX")]
    [InlineData("ﾞ")]
    [InlineData("12個")]
    public void What_is_not_in_the_table_is_not_known(string text) => Assert.False(UnitTable.TryNormalize(text, out _));

    [Fact]
    public void No_text_however_odd_breaks_the_folding()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string text = ((char)c).ToString();
            foreach (string candidate in new[] { text, "ハ" + text, text + "K" })
            {
                if (UnitTable.TryNormalize(candidate, out string? code))
                    Assert.True(UnitTable.IsCode(code), $"{(int)c:X4} gave {code}");
            }
        }

        Assert.False(UnitTable.TryNormalize(new string('個', 100_000), out _));
    }

    [Fact]
    public void Aliases_are_not_codes()
    {
        Assert.True(UnitTable.IsCode("EA"));
        Assert.False(UnitTable.IsCode("C62"));
        Assert.False(UnitTable.IsCode("ea"));
    }
}
