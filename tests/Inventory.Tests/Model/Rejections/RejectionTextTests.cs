using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Model.Rejections;

public sealed class RejectionTextTests
{
    private static readonly RejectionReason[] All = Enum.GetValues<RejectionReason>();

    [Fact]
    public void Every_reason_says_in_both_languages_what_is_wrong_and_what_to_do()
    {
        foreach (RejectionReason reason in All)
        {
            LocalizedText text = RejectionText.For(reason);
            // Two sentences in each language: the fault and the remedy (some Japanese ones are one sentence that asks).
            Assert.Matches("[ぁ-ん].*。$", text.Ja);
            Assert.Matches(@"^[A-Z].*\.$", text.En);
            Assert.DoesNotContain(reason.ToString(), text.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Texts_and_names_tell_reasons_apart()
    {
        Assert.Equal(All.Length, All.Select(RejectionText.WireName).Distinct().Count());
        Assert.Equal(All.Length, All.Select(x => RejectionText.For(x).Ja).Distinct().Count());
        Assert.Equal(All.Length, All.Select(x => RejectionText.For(x).En).Distinct().Count());
        Assert.Equal(All.Length, All.Select(x => (int)x).Distinct().Count());
    }

    [Fact]
    public void Names_read_back()
    {
        foreach (RejectionReason reason in All)
        {
            Assert.True(RejectionText.TryParse(RejectionText.WireName(reason), out RejectionReason read));
            Assert.Equal(reason, read);
        }

        Assert.Equal("asOfInFuture", RejectionText.WireName(RejectionReason.AsOfInFuture));
        Assert.False(RejectionText.TryParse("AsOfInFuture", out _));
    }

    [Fact]
    public void Every_kind_of_warning_has_a_text()
    {
        Assert.Contains("負", WarningText.For("negative").Ja, StringComparison.Ordinal);
        Assert.Contains("somethingNew", WarningText.For("somethingNew").En, StringComparison.Ordinal);
    }
}
