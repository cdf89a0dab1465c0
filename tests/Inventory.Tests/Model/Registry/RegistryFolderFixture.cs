using Inventory.Model.Registry;

namespace Inventory.Tests.Model.Registry;

/// <summary>A good registry in a folder of its own; a test spoils one file and looks at the errors.</summary>
internal sealed class RegistryFolderFixture : IDisposable
{
    private DateTime _stamp = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

    public RegistryFolderFixture()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "feeds"));
        Write("registry.json", """{"name":"Test","demo":true}""");
        Write("categories.json", """
            [
              {"id":"masks","nameJa":"マスク","nameEn":"Masks","baseUnit":"ST","unitJa":"枚","unitEn":"sheets",
               "bands":{"fewDays":1,"someDays":3,"ampleDays":7,"plentyDays":14}},
              {"id":"rice","nameJa":"米","nameEn":"Rice","baseUnit":"GRM","unitJa":"g","unitEn":"g"}
            ]
            """);
        Write("participants.csv", "id,nameJa,nameEn,corporateNumber,ultimateParent\r\n"
            + "group-01,グループ,Group,7000012050002,\r\nretailer-01,小売,Retailer,,group-01\r\n");
        Write("items.csv", "id,category,nameJa,nameEn\n09521000010017,masks,マスク 7枚,Mask 7\nretailer-01:RICE,rice,\"米, 5kg\",\n");
        Write("packs.csv", "item,unit,factor,gtin\n09521000010017,PK,7,09521000010017\n09521000010017,箱,70,19521000010014\n"
            + "retailer-01:RICE,BG,5000,\n");
        Write("locations.csv", "id,nameJa,nameEn,participant,tier,prefecture,intervalMinutes,categories\n"
            + "9520000000011,札幌店,Sapporo,retailer-01,retailer,01,60,masks rice\n"
            + "retailer-01:髙島,髙島店,,retailer-01,retailer,00,1440,\n");
        Write("keys.json", $$"""[{"sha256":"{{new string('a', 64)}}","role":"participant","participant":"retailer-01","demo":true}]""");
        Write("alert-rules.json", """[{"id":"low","measure":"daysOfSupply","enter":3,"clear":4,"category":"masks","tier":"retailer"}]""");
        Write("feeds/demo.json", Feed);
    }

    public const string Feed = """
        {
          "id": "demo",
          "participant": "retailer-01",
          "format": "delimited",
          "columns": {
            "item": ["JANコード", "JAN"],
            "quantity": "在庫数",
            "location": ["店舗コード"]
          },
          "constants": { "unit": "EA" }
        }
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("inventory-registry-").FullName;

    /// <summary>Writes a file with a newer stamp than any before, so that no test waits for a clock.</summary>
    public void Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        _stamp = _stamp.AddSeconds(1);
        File.SetLastWriteTimeUtc(path, _stamp);
    }

    public void Replace(string name, string old, string replacement)
    {
        string text = File.ReadAllText(System.IO.Path.Combine(Path, name));
        if (!text.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"{name} does not hold {old}", nameof(old));
        Write(name, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public StockRegistry Good()
    {
        StockRegistry? registry = RegistryLoader.Load(Path, out IReadOnlyList<RegistryError> errors);
        return registry ?? throw new InvalidDataException(string.Join('\n', errors));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
