using Inventory.Adapters.Text;
using Xunit;

namespace Inventory.Tests.Adapters.Text;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("０１２ＡＢｃ", "012ABc")]
    [InlineData("ｶﾞｷﾞｸﾞ", "ガギグ")]
    [InlineData("ﾊﾟﾋﾟ ﾍﾞﾎﾞ", "パピ ベボ")]
    [InlineData("ｳﾞｧ", "ヴァ")]
    [InlineData("ｱﾞ", "ア゛")]
    [InlineData("ﾏｽｸ", "マスク")]
    [InlineData("ｦｰﾝﾞ", "ヲーン゛")]
    [InlineData("か\u3099", "か\u3099")]
    [InlineData("カ\u3099", "ガ")]
    [InlineData("東京　センター", "東京 センター")]
    [InlineData("−－-", "---")]
    [InlineData("～〜~", "~~~")]
    [InlineData("①㈱㎏髙﨑", "①㈱㎏髙﨑")]
    [InlineData("plain text", "plain text")]
    public void Widths_fold_and_nothing_else_does(string text, string expected) =>
        Assert.Equal(expected, TextWidth.Fold(text));

    [Theory]
    [InlineData("ＪＡＮ コード", "janコード")]
    [InlineData("JANｺｰﾄﾞ", "JANコード")]
    [InlineData("\uFEFF在庫数", " 在 庫 数 ")]
    [InlineData("在庫\n数", "在庫数")]
    public void Names_that_look_alike_have_one_key(string one, string other) =>
        Assert.Equal(TextWidth.Key(one), TextWidth.Key(other));
}
