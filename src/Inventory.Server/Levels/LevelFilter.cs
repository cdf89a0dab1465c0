using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>
/// Reads the filter that the levels call and the hub share. Strict: a typing error must not show the whole nation
/// instead.
/// </summary>
internal static class LevelFilter
{
    /// <summary>The query; null with the wrong parameter's name and what was expected.</summary>
    public static LevelQuery? Read(FilterText text, StockRegistry registry, out (string Name, string Expected) wrong)
    {
        wrong = default;
        var query = new LevelQuery();
        foreach (string name in (text.By ?? string.Empty).Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (name)
            {
                case "category":
                    break;
                case "prefecture":
                    query = query with { ByPrefecture = true };
                    break;
                case "tier":
                    query = query with { ByTier = true };
                    break;
                case "status":
                    query = query with { ByStatus = true };
                    break;
                default:
                    wrong = ("by", "a list of category, prefecture, tier, status");
                    return null;
            }
        }

        if (text.Category is { Length: > 0 } category)
        {
            if (!registry.Categories.Any(x => x.Id == category))
                return Wrong("category", "a category of /v1/registry/categories", out wrong);
            query = query with { Category = category };
        }

        return ReadCodes(text, query, out wrong);
    }

    private static LevelQuery? ReadCodes(FilterText text, LevelQuery query, out (string Name, string Expected) wrong)
    {
        wrong = default;
        if (text.Prefecture is { Length: > 0 } prefectureText)
        {
            if (!Prefecture.TryParse(prefectureText, out int prefecture))
                return Wrong("prefecture", "a JIS X 0401 code 01 to 47, or 00 for unknown", out wrong);
            query = query with { Prefecture = prefecture };
        }

        if (text.Tier is { Length: > 0 } tierText)
        {
            if (!WireNames.TryParse(tierText, out Tier tier))
                return Wrong("tier", "manufacturer, wholesaler or retailer", out wrong);
            query = query with { Tier = tier };
        }

        if (text.Status is { Length: > 0 } statusText)
        {
            if (!WireNames.TryParse(statusText, out StockStatus status))
                return Wrong("status", "onHand, allocated, inTransit or onHold", out wrong);
            query = query with { Status = status };
        }

        return query;
    }

    private static LevelQuery? Wrong(string name, string expected, out (string Name, string Expected) wrong)
    {
        wrong = (name, expected);
        return null;
    }
}
