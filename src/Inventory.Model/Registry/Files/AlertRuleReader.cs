using Inventory.Model.Snapshots;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>alert-rules.json</c>.</summary>
internal static class AlertRuleReader
{
    private const string File = "alert-rules.json";

    /// <summary>The wire names of <see cref="AlertMeasure"/> by value.</summary>
    private static readonly string[] Measures = ["daysOfSupply", "shareOut", "coverage"];

    public static List<AlertRule> Read(JsonValue list, Dictionary<string, Category> categories, RegistryErrors errors)
    {
        var rules = new List<AlertRule>(list.Items.Count);
        var ids = new HashSet<string>();
        if (!list.IsArray)
            errors.Add(File, list.Line, "expected a list");
        foreach (JsonValue value in list.Items)
        {
            var fields = new JsonFields(value, File, errors);
            AlertRule rule = ReadRule(fields);
            fields.Finish();
            Check(rule, fields, categories);
            if (!ids.Add(rule.Id))
                fields.Error("id", $"rule \"{rule.Id}\" stands twice");
            rules.Add(rule);
        }

        return rules;
    }

    private static AlertRule ReadRule(JsonFields fields)
    {
        string measure = fields.RequiredText("measure");
        int index = Array.IndexOf(Measures, measure);
        if (index < 0 && measure.Length > 0)
            fields.Error("measure", $"\"{measure}\" is not one of {string.Join(", ", Measures)}");
        Tier? tier = null;
        if (fields.Text("tier") is { } text)
        {
            if (!WireNames.TryParse(text, out Tier parsed))
                fields.Error("tier", $"\"{text}\" is not one of manufacturer, wholesaler, retailer");
            tier = parsed;
        }

        // Days have no natural end; shares end at 1.
        double max = index == (int)AlertMeasure.DaysOfSupply ? 3650 : 1;
        return new AlertRule
        {
            Id = fields.RequiredText("id"),
            Measure = (AlertMeasure)Math.Max(0, index),
            Category = fields.Text("category"),
            Tier = tier,
            PerPrefecture = fields.Flag("perPrefecture", false),
            Enter = RequiredNumber(fields, "enter", max),
            Clear = RequiredNumber(fields, "clear", max),
            HoldSeconds = fields.Integer("holdSeconds", 0, 0, 7 * 86_400),
            CoverageMin = fields.Number("coverageMin", 0, 1) ?? 0,
        };
    }

    private static double RequiredNumber(JsonFields fields, string name, double max)
    {
        if (fields.Take(name) is null)
            fields.Error(name, "is missing");
        return fields.Number(name, 0, max) ?? double.NaN;
    }

    private static void Check(AlertRule rule, JsonFields fields, Dictionary<string, Category> categories)
    {
        if (rule.Id.Length > 0 && !FeedProfileReader.IsName(rule.Id))
            fields.Error("id", $"\"{rule.Id}\" must be 1 to 64 lower-case letters, digits and hyphens");
        if (rule.Category is { } category && !categories.ContainsKey(category))
            fields.Error("category", $"\"{category}\" is not in categories.json");
        // Equal thresholds would flap; a wrong side would never clear.
        bool isRaisedAbove = rule.Measure == AlertMeasure.ShareOut;
        if (isRaisedAbove && rule.Clear >= rule.Enter)
            fields.Error("clear", "must be below enter, for the alert is raised above it");
        if (!isRaisedAbove && rule.Clear <= rule.Enter)
            fields.Error("clear", "must be above enter, for the alert is raised below it");
    }
}
