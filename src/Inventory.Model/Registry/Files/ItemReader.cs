using Inventory.Model.Identifiers;
using Inventory.Model.Units;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>items.csv</c> and <c>packs.csv</c>.</summary>
internal sealed class ItemReader
{
    private static readonly string[] ItemColumns = ["id", "category", "nameJa"];
    private static readonly string[] ItemColumnsOptional = ["nameEn"];
    private static readonly string[] PackColumns = ["item", "unit", "factor"];
    private static readonly string[] PackColumnsOptional = ["gtin"];

    private readonly Dictionary<string, Category> _categories;
    private readonly Dictionary<string, Participant> _participants;
    private readonly RegistryErrors _errors;
    private readonly Dictionary<string, (Item Item, List<PackLevel> Packs, int Line)> _items = [];
    private readonly Dictionary<string, (string Item, int Line)> _gtins = [];

    public ItemReader(
        Dictionary<string, Category> categories, Dictionary<string, Participant> participants, RegistryErrors errors) =>
        (_categories, _participants, _errors) = (categories, participants, errors);

    public List<Item> Items() => [.. _items.Values.Select(x => x.Item)];

    public void ReadItems(string file, byte[] bytes)
    {
        using CsvTable? table = CsvTable.Open(file, bytes, ItemColumns, ItemColumnsOptional, _errors);
        while (table is not null && table.Read())
        {
            string category = table.RequiredText("category");
            string nameJa = table.RequiredText("nameJa");
            string nameEn = table.Text("nameEn");
            if (category.Length > 0 && !_categories.ContainsKey(category))
                table.Error($"category: \"{category}\" is not in categories.json");
            if (!TryId(table, "id", out ItemId id))
                continue;
            var packs = new List<PackLevel>(2);
            var item = new Item
            {
                Id = id, Category = category, NameJa = nameJa, NameEn = nameEn.Length > 0 ? nameEn : nameJa, Packs = packs,
            };
            if (!_items.TryAdd(id.Value, (item, packs, table.Line)))
                table.Error($"item \"{id}\" stands twice, first in line {_items[id.Value].Line}");
        }
    }

    public void ReadPacks(string file, byte[] bytes)
    {
        using CsvTable? table = CsvTable.Open(file, bytes, PackColumns, PackColumnsOptional, _errors);
        while (table is not null && table.Read())
        {
            long factor = table.Integer("factor", 1, FactorMax);
            string unit = table.RequiredText("unit");
            if (!UnitTable.TryNormalize(unit, out string? code) && unit.Length > 0)
                table.Error($"unit: \"{unit}\" is not a unit of the platform's table");
            bool hasGtin = table.Text("gtin").Length > 0;
            ItemId gtin = default;
            if (!TryId(table, "item", out ItemId id) | (hasGtin && !TryGtin(table, out gtin)) || code is null)
                continue;
            if (!_items.TryGetValue(id.Value, out var found))
            {
                table.Error($"item: \"{id}\" is not in items.csv");
                continue;
            }

            var pack = new PackLevel(code, factor, hasGtin ? gtin : null);
            CheckPack(table, found.Item, pack);
            found.Packs.Add(pack);
        }
    }

    /// <summary>A pallet of small things holds some millions of base units; more is a slip of columns.</summary>
    private const long FactorMax = 1_000_000_000;

    private void CheckPack(CsvTable table, Item item, PackLevel pack)
    {
        if (item.Packs.Any(x => x.Unit == pack.Unit))
            table.Error($"unit: item \"{item.Id}\" has the pack {pack.Unit} twice");
        if (_categories.TryGetValue(item.Category, out Category? category))
            CheckFactor(table, category.BaseUnit, pack);
        if (pack.Gtin is not { } gtin)
            return;
        if (gtin != item.Id && _items.ContainsKey(gtin.Value))
            table.Error($"gtin: \"{gtin}\" is the id of another item");
        if (!_gtins.TryAdd(gtin.Value, (item.Id.Value, table.Line)))
            table.Error($"gtin: \"{gtin}\" stands twice, first in line {_gtins[gtin.Value].Line}");
    }

    private static void CheckFactor(CsvTable table, string baseUnit, PackLevel pack)
    {
        // A kilogram is 1,000 g for every item: a pack that says otherwise would make two answers possible.
        long numerator = 1;
        long denominator = 1;
        bool isFixed = pack.Unit == baseUnit || Measures.TryRatio(pack.Unit, baseUnit, out numerator, out denominator);
        if (isFixed && (denominator != 1 || numerator != pack.Factor))
            table.Error($"factor: one {pack.Unit} is {numerator}/{denominator} {baseUnit}, not {pack.Factor}");
    }

    private bool TryId(CsvTable table, string column, out ItemId id)
    {
        string text = table.RequiredText(column);
        if (text.Length == 0 || !ItemId.TryParse(text, out id))
        {
            id = default;
            if (text.Length > 0)
                table.Error($"{column}: \"{text}\" is neither a GTIN with a valid check digit nor participant:localCode");
            return false;
        }

        if (!id.IsGtin && ParticipantId.TrySplit(text, out ParticipantId owner, out _) && !_participants.ContainsKey(owner.Value))
            table.Error($"{column}: \"{owner}\" is not in participants.csv");
        return true;
    }

    private static bool TryGtin(CsvTable table, out ItemId gtin)
    {
        if (ItemId.TryParseGtin(table.Text("gtin"), out gtin))
            return true;
        table.Error($"gtin: \"{table.Text("gtin")}\" is not a GTIN with a valid check digit");
        return false;
    }
}
