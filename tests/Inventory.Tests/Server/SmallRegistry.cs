using Inventory.Server.Auth;

namespace Inventory.Tests.Server;

/// <summary>A registry small enough to read: two shops, a maker, the ministry, three feeds.</summary>
internal static class SmallRegistry
{
    public const string Ministry = "key-ministry";
    public const string ShopA = "key-shop-a";
    public const string ShopB = "key-shop-b";
    public const string Item = "04901234567894";

    public static void WriteWhenMissing(string folder)
    {
        if (!Directory.Exists(folder))
            Write(folder, isDemo: true);
    }

    public static void Write(string folder, bool isDemo, bool withShopB = true)
    {
        Directory.CreateDirectory(Path.Combine(folder, "feeds"));
        void File(string name, string text) => System.IO.File.WriteAllText(Path.Combine(folder, name), text);
        File("registry.json", $$"""{"name":"test","demo":{{(isDemo ? "true" : "false")}}}""");
        File("categories.json", """
            [{"id":"masks","nameJa":"マスク","nameEn":"Masks","baseUnit":"ST","unitJa":"枚","unitEn":"sheets",
              "bands":{"fewDays":1,"someDays":3,"ampleDays":7,"plentyDays":14}}]
            """);
        File("items.csv", "id,category,nameJa,nameEn\n" + Item + ",masks,マスク,Mask\n");
        File("packs.csv", "item,unit,factor,gtin\n" + Item + ",EA,1," + Item + "\n" + Item + ",CS,100,\n");
        File("locations.csv", """
            id,nameJa,nameEn,participant,tier,prefecture,intervalMinutes,categories
            shop-a:001,A1,A1,shop-a,retailer,13,60,
            shop-a:002,A2,A2,shop-a,retailer,27,60,
            shop-b:001,B1,B1,shop-b,retailer,13,60,

            """);
        File("participants.csv", """
            id,nameJa,nameEn,corporateNumber,ultimateParent
            shop-a,A,A,,
            shop-b,B,B,,

            """);
        string shopB = withShopB
            ? $$""",{"sha256":"{{KeyRing.Hash(ShopB)}}","participant":"shop-b","role":"participant","demo":false}"""
            : string.Empty;
        File("keys.json", $$"""
            [{"sha256":"{{KeyRing.Hash(Ministry)}}","role":"ministry","demo":false},
             {"sha256":"{{KeyRing.Hash("key-demo")}}","role":"ministry","demo":true},
             {"sha256":"{{KeyRing.Hash(ShopA)}}","participant":"shop-a","role":"participant","demo":false}{{shopB}}]
            """);
        File("alert-rules.json", "[]");
        File("feeds/a-csv.json", Feed("a-csv", "partial", completeRun: false));
        File("feeds/a-full.json", Feed("a-full", "full", completeRun: false));
        File("feeds/a-run.json", Feed("a-run", "full", completeRun: true));
    }

    private static string Feed(string id, string scope, bool completeRun) => $$"""
        {"id":"{{id}}","participant":"shop-a","format":"delimited","scope":"{{scope}}","completeRun":{{(completeRun ? "true" : "false")}},
         "columns":{"item":["JAN"],"quantity":["qty"],"location":["shop"],"asOf":["asOf"]},"constants":{"unit":"EA"},
         "unknownLocation":"reject"}
        """;
}
