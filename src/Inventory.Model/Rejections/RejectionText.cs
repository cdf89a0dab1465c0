namespace Inventory.Model.Rejections;

/// <summary>What a person reads for each reason, in Japanese and English, and its wire name.</summary>
public static class RejectionText
{
    /// <summary>The text: what is wrong and what to do.</summary>
    public static LocalizedText For(RejectionReason reason) => throw new NotSupportedException(reason.ToString());

    /// <summary>The stable wire name: the member's name with a small first letter.</summary>
    public static string WireName(RejectionReason reason) => throw new NotSupportedException(reason.ToString());
}
