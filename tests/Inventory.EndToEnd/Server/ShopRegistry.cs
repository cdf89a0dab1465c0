using System.Security.Cryptography;
using System.Text;

namespace Inventory.EndToEnd.Server;

/// <summary>
/// A registry small enough to read: six shops of six legal entities, two prefectures, three feeds, and alert rules
/// that fire at once.
/// </summary>
internal static class ShopRegistry
{
    public const string Ministry = "e2e-ministry";
    public const string ShopA = "e2e-a";
    public const string ShopB = "e2e-b";
    public const string Item = "04901234567894";

    /// <summary>Writes it into a new temporary folder.</summary>
    public static string Create()
    {
        string folder = Directory.CreateTempSubdirectory("inventory-e2e-registry-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "feeds"));
        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        Write("registry.json", """{"name":"e2e","demo":false}""");
        Write("categories.json", """
            [{"id":"masks","nameJa":"マスク","nameEn":"Masks","baseUnit":"ST","unitJa":"枚","unitEn":"sheets",
              "bands":{"fewDays":1,"someDays":3,"ampleDays":7,"plentyDays":14}}]
            """);
        Write("items.csv", $"id,category,nameJa,nameEn\n{Item},masks,マスク,Mask\n");
        Write("packs.csv", $"item,unit,factor,gtin\n{Item},EA,1,{Item}\n{Item},CS,100,\n");
        Write("participants.csv", "id,nameJa,nameEn,corporateNumber,ultimateParent\n" + string.Concat(
            "abcdef".Select(x => $"shop-{x},{x},{x},,\n")));
        Write("locations.csv", "id,nameJa,nameEn,participant,tier,prefecture,intervalMinutes,categories\n"
            + string.Concat("abcdef".Select(x => $"shop-{x}:001,{x},{x},shop-{x},retailer,{(x < 'e' ? 13 : 27)},60,\n"))
            + "shop-a:002,a,a,shop-a,retailer,27,60,\n");
        string ParticipantKey(char x) =>
            $$"""{"sha256":"{{Hash("e2e-" + x)}}","participant":"shop-{{x}}","role":"participant","demo":false}""";
        Write("keys.json", $$"""
            [{"sha256":"{{Hash(Ministry)}}","role":"ministry","demo":false},
             {"sha256":"{{Hash("demo-ministry")}}","role":"ministry","demo":true},
             {{string.Join(",", "abcdef".Select(ParticipantKey))}}]
            """);
        Write("alert-rules.json", """
            [{"id":"out-national","measure":"shareOut","enter":0.5,"clear":0.3,"holdSeconds":0,"coverageMin":0},
             {"id":"out-prefecture","measure":"shareOut","perPrefecture":true,"enter":0.5,"clear":0.3,
              "holdSeconds":0,"coverageMin":0}]
            """);
        Write("feeds/a-csv.json", Feed("a-csv", "partial", completeRun: false));
        Write("feeds/a-full.json", Feed("a-full", "full", completeRun: false));
        Write("feeds/a-run.json", Feed("a-run", "full", completeRun: true));
        return folder;
    }

    /// <summary>A time some minutes ago.</summary>
    public static string Ago(double minutes) =>
        DateTimeOffset.UtcNow.AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A canonical snapshot of one line.</summary>
    public static string Snapshot(string id, char shop, long quantity, string? asOf = null) => $$"""
        {"specVersion":"1.0","snapshotId":"{{id}}","sender":"shop-{{shop}}","location":"shop-{{shop}}:001",
         "asOf":"{{asOf ?? Ago(5)}}","scope":"partial",
         "lines":[{"item":"{{Item}}","quantity":{{quantity}},"unit":"EA"}]}
        """.ReplaceLineEndings(" ");

    private static string Feed(string id, string scope, bool completeRun) => $$"""
        {"id":"{{id}}","participant":"shop-a","format":"delimited","scope":"{{scope}}",
         "completeRun":{{(completeRun ? "true" : "false")}},
         "columns":{"item":["JAN"],"quantity":["qty"],"location":["shop"],"asOf":["asOf"]},"constants":{"unit":"EA"},
         "unknownLocation":"reject"}
        """;

    private static string Hash(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
