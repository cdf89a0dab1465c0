namespace Inventory.Adapters.Edifact;

/// <summary>
/// The codes of the inventory report and what they state. Sources: data elements 6063, 7143, 3035, 3227, 2005, 7491 of
/// the directories D.93A to D.21A, and the EANCOM guides of 1997 and 2002.
/// </summary>
internal static class InvrptCodes
{
    /// <summary>Quantity codes; on-hand codes best first. EANCOM's "on hand" (17) holds committed and damaged goods, and
    /// so may the actual stock (145): parts that stand beside them are taken off.</summary>
    public static readonly KeyValuePair<string, string>[] Quantities =
    [
        new("60", "onHand"),
        new("145 17 152 257", "total"),
        new("66 170", "allocated"),
        new("124 20 27 89 96", "onHold"),
        new("57 198 X14", "inTransit"),
        // Ordered, received, sent, sold, moved, planned, least and greatest: no levels.
        new("1E 2E 3 11 12 18 21 25 29 30 31 32 33 40 46 47 48 52 53 54 59 61 70 71 73 74 78 79 81 83 84 85", "ignore"),
        new("97 98 99 113 127 128 129 131 132 135 136 138 139 140 141 142 143 144 146 153 154 155 156 157 158", "ignore"),
        new("159 160 161 165 169 172 173 174 175 176 177 178 179 180 181 182 183 184 185 186 187 188 189 190", "ignore"),
        new("191 192 193 194 195 196 197 199 200 201 202 203 204 212", "ignore"),
    ];

    /// <summary>Where the goods stand; a reporting party only where nothing better is said.</summary>
    public static readonly string[] Places =
        ["LOC 14", "LOC 18", "LOC 19", "LOC 11", "NAD WH", "NAD ST", "NAD DP", "NAD SN", "NAD SF", "NAD GY", "NAD DS"];

    /// <summary>Item codes that are GTINs by their qualifier.</summary>
    public static readonly string[] Gtins = ["EN UP SRV EAN UPC GTIN EU IB"];

    /// <summary>Item codes of the parties: stock keeping unit, the seller's, the buyer's, the maker's, and one
    /// without a
    /// qualifier.</summary>
    public static readonly string[] Items = ["SK", "SA VN VP", "IN BP PO", "MF MP MN", "\0"];

    /// <summary>When the stock was counted: the report's own date, the end of the reported period, the message's
    /// date.</summary>
    public static readonly string[] HeadTimes = ["366", "91", "206", "7", "97", "137"];

    /// <summary>The same beside one quantity; the booking date of a balance is one, too.</summary>
    public static readonly string[] LineTimes = ["366", "91", "206", "179", "7"];

    /// <summary>Inventory types and the statuses they give.</summary>
    public static readonly Dictionary<string, string> Types = new()
    {
        ["1"] = "onHand",
        ["2"] = "onHold",
        ["3"] = "onHold",
        ["4"] = "allocated",
        ["5"] = "onHold",
    };
}
