using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Levels;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Server.Auth;
using Inventory.Server.Http;

namespace Inventory.Server.Registry;

/// <summary>
/// The registry as JSON arrays. The ministry sees all; a participant its own entries, the categories and the items
/// everybody may name
/// (GTINs); the public the categories and those items. Keys and their hashes leave by no door.
/// </summary>
internal static class RegistryEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "categories", "品目の種類", "Categories with base units and bands", WriteCategories);
        Map(routes, "items", "商品", "Items with packaging levels", WriteItems);
        Map(routes, "locations", "場所", "Locations", WriteLocations);
        Map(routes, "participants", "参加企業", "Participants", WriteParticipants);
        Map(routes, "feeds", "フィード", "Feed profiles", WriteFeeds);
    }

    /// <summary>Writes the profiles that concern the caller.</summary>
    private static void WriteFeeds(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (FeedProfile feed in registry.Feeds.Values.OrderBy(x => x.Id, StringComparer.Ordinal))
        {
            if (caller.IsMinistryOr(feed.Participant))
                FeedProfileJson.Write(json, feed);
        }
    }

    private static void Map(
        IEndpointRouteBuilder routes, string name, string ja, string en, Action<Utf8JsonWriter, StockRegistry,
            Caller> write) =>
        routes.MapGet("/v1/registry/" + name, (HttpContext context, RegistryHolder holder, AuditDesk audit) =>
            {
                Caller caller = Caller.From(context.User);
                audit.Read(caller, "registry", name);
                return JsonAnswer.Of(json =>
                {
                    json.WriteStartArray();
                    write(json, holder.Current, caller);
                    json.WriteEndArray();
                });
            })
            .RequireRateLimiting(RateLimits.ReadPolicy)
            .Describe("登録簿: " + ja, "Registry: " + en + " that concern the caller")
            .Answers(200, 401, 429);

    private static void WriteCategories(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (Category category in registry.Categories)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, category.Id);
            json.WriteString("nameJa"u8, category.NameJa);
            json.WriteString("nameEn"u8, category.NameEn);
            json.WriteString("baseUnit"u8, category.BaseUnit);
            json.WriteString("unitJa"u8, category.UnitJa);
            json.WriteString("unitEn"u8, category.UnitEn);
            json.WriteStartObject("bands"u8);
            json.WriteNumber("fewDays"u8, category.Bands.FewDays);
            json.WriteNumber("someDays"u8, category.Bands.SomeDays);
            json.WriteNumber("ampleDays"u8, category.Bands.AmpleDays);
            json.WriteNumber("plentyDays"u8, category.Bands.PlentyDays);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteItems(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (Item item in registry.Items.Values.OrderBy(x => x.Id.Value, StringComparer.Ordinal))
        {
            bool concerns = caller.IsMinistry || item.Id.IsGtin
                || (ParticipantId.TrySplit(item.Id.Value, out ParticipantId owner, out _)
                    && owner == caller.Participant);
            if (!concerns)
                continue;
            json.WriteStartObject();
            json.WriteString("id"u8, item.Id.Value);
            json.WriteString("category"u8, item.Category);
            json.WriteString("nameJa"u8, item.NameJa);
            json.WriteString("nameEn"u8, item.NameEn);
            json.WriteStartArray("packs"u8);
            foreach (PackLevel pack in item.Packs)
            {
                json.WriteStartObject();
                json.WriteString("unit"u8, pack.Unit);
                json.WriteNumber("factor"u8, pack.Factor);
                if (pack.Gtin is { } gtin)
                    json.WriteString("gtin"u8, gtin.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteLocations(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (Location location in registry.Locations.Values.OrderBy(x => x.Id.Value, StringComparer.Ordinal))
        {
            if (!caller.IsMinistryOr(location.Participant))
                continue;
            json.WriteStartObject();
            json.WriteString("id"u8, location.Id.Value);
            json.WriteString("nameJa"u8, location.NameJa);
            json.WriteString("nameEn"u8, location.NameEn);
            json.WriteString("participant"u8, location.Participant.Value);
            json.WriteString("tier"u8, WireNames.Of(location.Tier));
            json.WriteString("prefecture"u8, Prefecture.Code(location.Prefecture));
            json.WriteNumber("intervalMinutes"u8, location.IntervalMinutes);
            json.WriteStartArray("categories"u8);
            foreach (string category in location.Categories)
                json.WriteStringValue(category);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteParticipants(Utf8JsonWriter json, StockRegistry registry, Caller caller)
    {
        foreach (Participant participant in registry.Participants.Values.OrderBy(x =>
            x.Id.Value, StringComparer.Ordinal))
        {
            if (!caller.IsMinistryOr(participant.Id))
                continue;
            json.WriteStartObject();
            json.WriteString("id"u8, participant.Id.Value);
            json.WriteString("nameJa"u8, participant.NameJa);
            json.WriteString("nameEn"u8, participant.NameEn);
            if (participant.CorporateNumber is not null)
                json.WriteString("corporateNumber"u8, participant.CorporateNumber);
            if (participant.UltimateParent is { } parent)
                json.WriteString("ultimateParent"u8, parent.Value);
            json.WriteEndObject();
        }
    }
}
