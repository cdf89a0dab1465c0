using System.Text.Json;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>
/// NJsonSchema passes over keywords that it does not know without a word (<c>const</c>, <c>if</c>), so the schemas may
/// use only those which it and every other validator honour alike.
/// </summary>
public sealed class SchemaKeywordTests
{
    private static readonly HashSet<string> Honoured =
    [
        "$schema", "$id", "$ref", "title", "description", "definitions", "type", "enum", "required", "properties", "patternProperties",
        "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "minimum",
        "maximum", "allOf", "anyOf", "oneOf", "not",
    ];

    /// <summary>Keywords whose value is a map from names to schemas.</summary>
    private static readonly HashSet<string> Maps = ["properties", "patternProperties", "definitions"];

    [Fact]
    public void Only_keywords_that_every_validator_honours_are_used()
    {
        var wrong = new List<string>();
        foreach (string name in SchemaFiles.Names)
        {
            using JsonDocument document = JsonDocument.Parse(SchemaFiles.Text(name));
            Visit(document.RootElement, name, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_described_field_is_described_in_japanese_and_english()
    {
        var wrong = new List<string>();
        foreach (string name in SchemaFiles.Names)
        {
            using JsonDocument document = JsonDocument.Parse(SchemaFiles.Text(name));
            foreach (string text in Descriptions(document.RootElement))
            {
                int middle = text.IndexOf(" / ", StringComparison.Ordinal);
                if (middle <= 0 || text.AsSpan(middle + 3).ContainsAnyInRange('\u3040', '\u9fff'))
                    wrong.Add($"{name}: {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_closed_lists_are_those_of_the_program()
    {
        AssertEnum("stock-snapshot.v1", ["definitions", "line", "properties", "status"], Names<StockStatus>(WireNames.Of));
        AssertEnum("stock-snapshot.v1", ["definitions", "line", "properties", "saleState"], Names<SaleState>(WireNames.Of));
        AssertEnum("stock-snapshot.v1", ["properties", "scope"], Names<SnapshotScope>(WireNames.Of));
        AssertEnum("stock-snapshot.v1", ["properties", "asOfSource"], Names<AsOfSource>(WireNames.Of));
        AssertEnum("registry-locations.v1", ["properties", "tier"], Names<Tier>(WireNames.Of));
        AssertEnum("feed-profile.v1", ["properties", "unknownLocationTier"], Names<Tier>(WireNames.Of));
        AssertEnum("feed-profile.v1", ["properties", "saleState"], Names<SaleState>(WireNames.Of));
        AssertEnum(
            "receipt.v1",
            ["definitions", "rejection", "properties", "reason"],
            Enum.GetValues<RejectionReason>().Where(x => x != RejectionReason.None).Select(RejectionText.WireName));
    }

    private static IEnumerable<string> Names<T>(Func<T, string> name)
        where T : struct, Enum => Enum.GetValues<T>().Select(name);

    private static void AssertEnum(string schema, string[] path, IEnumerable<string> expected)
    {
        using JsonDocument document = JsonDocument.Parse(SchemaFiles.Text(schema));
        JsonElement field = document.RootElement;
        foreach (string step in path)
            field = field.GetProperty(step);
        // An optional field may also be null, which says the same as leaving it out.
        IEnumerable<string> stated = field.GetProperty("enum").EnumerateArray().Select(x => x.GetString()).OfType<string>();
        Assert.Equal(expected.Order(), stated.Order());
    }

    private static void Visit(JsonElement schema, string place, List<string> wrong)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            string here = $"{place}/{keyword.Name}";
            if (!Honoured.Contains(keyword.Name))
                wrong.Add(here);
            if (Maps.Contains(keyword.Name))
            {
                foreach (JsonProperty member in keyword.Value.EnumerateObject())
                    Visit(member.Value, $"{here}/{member.Name}", wrong);
            }
            else if (keyword.Value.ValueKind == JsonValueKind.Array && keyword.Name is "allOf" or "anyOf" or "oneOf")
            {
                foreach (JsonElement member in keyword.Value.EnumerateArray())
                    Visit(member, here, wrong);
            }
            else if (keyword.Name is "items" or "additionalProperties" or "not")
            {
                Visit(keyword.Value, here, wrong);
            }
        }
    }

    private static IEnumerable<string> Descriptions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(x =>
            x.NameEquals("description") && x.Value.ValueKind == JsonValueKind.String ? [x.Value.GetString()!] : Descriptions(x.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Descriptions),
        _ => [],
    };
}
