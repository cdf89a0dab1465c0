using Inventory.Model.Units;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>categories.json</c>.</summary>
internal static class CategoryReader
{
    private const string File = "categories.json";

    public static List<Category> Read(JsonValue list, RegistryErrors errors)
    {
        var categories = new List<Category>(list.Items.Count);
        var ids = new HashSet<string>();
        if (!list.IsArray)
            errors.Add(File, list.Line, "expected a list");
        foreach (JsonValue value in list.Items)
        {
            var fields = new JsonFields(value, File, errors);
            var category = new Category
            {
                Id = fields.RequiredText("id"),
                NameJa = fields.RequiredText("nameJa"),
                NameEn = fields.RequiredText("nameEn"),
                BaseUnit = fields.RequiredText("baseUnit"),
                UnitJa = fields.RequiredText("unitJa"),
                UnitEn = fields.RequiredText("unitEn"),
                Bands = Bands(fields, errors),
            };
            fields.Finish();
            Check(category, fields, ids);
            categories.Add(category);
        }

        return categories;
    }

    private static void Check(Category category, JsonFields fields, HashSet<string> ids)
    {
        if (category.Id.Length > 0 && !FeedProfileReader.IsName(category.Id))
            fields.Error("id", $"\"{category.Id}\" must be 1 to 64 lower-case letters, digits and hyphens");
        if (!ids.Add(category.Id))
            fields.Error("id", $"category \"{category.Id}\" stands twice");
        if (category.BaseUnit.Length > 0 && !UnitTable.IsCode(category.BaseUnit))
            fields.Error("baseUnit", $"\"{category.BaseUnit}\" is not a unit code of the platform's table");
    }

    private static BandLimits Bands(JsonFields fields, RegistryErrors errors)
    {
        var limits = new BandLimits();
        if (fields.Take("bands") is not { } value)
            return limits;
        var bands = new JsonFields(value, File, errors);
        limits = new BandLimits
        {
            FewDays = bands.Number("fewDays", 0, 3650) ?? limits.FewDays,
            SomeDays = bands.Number("someDays", 0, 3650) ?? limits.SomeDays,
            AmpleDays = bands.Number("ampleDays", 0, 3650) ?? limits.AmpleDays,
            PlentyDays = bands.Number("plentyDays", 0, 3650) ?? limits.PlentyDays,
        };
        bands.Finish();
        if (!(limits.FewDays > 0 && limits.FewDays < limits.SomeDays && limits.SomeDays < limits.AmpleDays
            && limits.AmpleDays < limits.PlentyDays))
            fields.Error("bands", "expected 0 < fewDays < someDays < ampleDays < plentyDays");
        return limits;
    }
}
