namespace Inventory.Adapters.X12;

/// <summary>
/// The codes of the inventory advice and what they state. Sources: data elements 673, 235, 98, 374 of the releases
/// 004010 and 005010.
/// </summary>
internal static class AdviceCodes
{
    /// <summary>Quantity codes; on-hand codes best first. Totals hold committed and unusable goods.</summary>
    public static readonly KeyValuePair<string, string>[] Quantities =
    [
        new("33", "onHand"),
        new("34", "onHand"),
        new("RJ", "onHand"),
        new("17", "total"),
        new("26", "total"),
        new("ES TX", "total"),
        new("27 XU", "allocated"),
        new("20 QH", "onHold"),
        new("IQ", "inTransit"),
        // Sold, sent, ordered, projected, received, least and greatest: no levels.
        new("29 32 38 39 63 72 73 76 77 87 QS", "ignore"),
    ];

    /// <summary>Segments by which a piece of an advice is known that has lost its envelope.</summary>
    public static readonly string[] Tags = ["GS", "ST", "BIA", "DTM", "N1", "LIN", "QTY", "UIT", "SCH", "SDQ", "REF", "CTT", "SE"];

    /// <summary>Where the goods stand; a reporting party only where nothing better is said.</summary>
    public static readonly string[] Places = ["N1 WH", "N1 ST", "N1 SF", "N1 LC", "N1 DS", "N1 SE", "N1 VN", "N1 SU"];

    /// <summary>Item codes that are GTINs by their qualifier.</summary>
    public static readonly string[] Gtins = ["UK UP EN EO UA UE UI GT"];

    /// <summary>Item codes of the parties: stock keeping unit, the seller's, the buyer's, the maker's. MF is a maker's
    /// name and no code.</summary>
    public static readonly string[] Items = ["SK", "VP VN VC VA", "IN BP PI", "MG MN", "ZZ"];

    /// <summary>When the stock was counted.</summary>
    public static readonly string[] HeadTimes = ["007", "091", "097", "405"];

    /// <summary>The same beside one item; a production date (405) is what some senders write there.</summary>
    public static readonly string[] LineTimes = ["007", "091", "097", "405"];
}
