using System.Text.Json;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Epcis;

/// <summary>The sample documents hold movements without a count: no level, and said so; the broken ones refuse their
/// event.</summary>
public sealed class EpcisSampleTests
{
    [SampleTheory]
    [InlineData("gs1_Example_9.6.1-ObjectEvent.jsonld")]
    [InlineData("gs1_Example_9.6.2-ObjectEvent.jsonld")]
    [InlineData("gs1_Example_9.6.2-ObjectEventWithDigitalLink.jsonld")]
    [InlineData("gs1_Example_9.6.3-AggregationEvent.jsonld")]
    [InlineData("openepcis_20_AggregationEvent.json")]
    [InlineData("gs1_object_event_all_fields_lot.jsonld")]
    [InlineData("openepcis_20_ObjectEvent.xml")]
    [InlineData("openepcis_12_ObjectEvent.xml")]
    [InlineData("fastnt_Capture.xml")]
    [InlineData("invalid_quantity_as_text.json")]
    [InlineData("invalid_eventTime_format.json")]
    public async Task A_document_of_movements_gives_no_level_and_says_so(string name)
    {
        string file = "epcis/" + name;
        JsonElement expected = SampleFiles.Expected(file);
        FeedReading reading = await ReadAsync(file, null);
        Assert.Null(reading.Failure);
        Assert.Empty(reading.Snapshots);
        Assert.Equal(0, reading.Accepted);
        Assert.Equal(expected.GetProperty("lines").GetProperty("rejected").GetInt64(), reading.Rejected);
        Assert.Equal(expected.GetProperty("unknown").GetInt64(), reading.Unknown);
        Assert.Equal(Texts(expected, "warnings"), reading.Warnings.Select(x => x.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(Texts(expected, "rejections"), reading.Rejections.Select(x => RejectionText.WireName(x.Reason)));
    }

    [SampleTheory]
    [InlineData("gs1_Example_9.6.1-ObjectEvent.jsonld")]
    [InlineData("gs1_Example_9.6.2-ObjectEvent.jsonld")]
    [InlineData("gs1_Example_9.6.2-ObjectEventWithDigitalLink.jsonld")]
    [InlineData("gs1_Example_9.6.3-AggregationEvent.jsonld")]
    [InlineData("openepcis_20_ObjectEvent.xml")]
    [InlineData("openepcis_12_ObjectEvent.xml")]
    public async Task With_an_opening_of_zero_the_received_quantities_are_the_stated_ones(string name)
    {
        string file = "epcis/" + name;
        JsonElement[] events = [.. SampleFiles.Expected(file).GetProperty("events").EnumerateArray()];
        FeedReading reading = await ReadAsync(file, new EpcisMapping { Opening = EpcisMapping.Zero });
        foreach (JsonElement received in events.Where(x => x.GetProperty("bizStep").GetString() == "receiving"))
        {
            string place = received.GetProperty("bizLocation").GetString()!;
            var snapshot = Assert.Single(reading.Snapshots, x => x.Location.Value == place);
            Assert.Equal(received.GetProperty("eventTime").GetDateTimeOffset(), snapshot.AsOf);
            decimal instances = Number(received, "instances") + Number(received, "children");
            JsonElement list = received.TryGetProperty("quantities", out JsonElement own) ? own
                : received.TryGetProperty("childQuantities", out JsonElement children) ? children : default;
            foreach (JsonElement one in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
            {
                decimal quantity = decimal.Parse(one.GetProperty("quantity").GetString()!);
                string unit = one.GetProperty("unit").GetString() ?? "EA";
                Assert.Contains(snapshot.Lines, x => x.Quantity == quantity && x.Unit == unit
                    && x.Item.Value.EndsWith(one.GetProperty("item").GetString()!, StringComparison.Ordinal));
                instances += quantity;
            }

            Assert.Equal(instances, snapshot.Lines.Sum(x => x.Quantity));
        }
    }

    private static async Task<FeedReading> ReadAsync(string file, EpcisMapping? mapping)
    {
        StockRegistry? registry = RegistryLoader.Load(SampleFiles.Registry!, out IReadOnlyList<RegistryError> errors);
        Assert.Empty(errors);
        FeedProfile profile = registry!.Feeds["epcis"];
        profile = mapping is null ? profile : profile with { Epcis = mapping };
        Assert.True(AdapterCatalog.TryFind(profile, out IStockAdapter? adapter));
        using FileStream body = File.OpenRead(SampleFiles.PathOf(file));
        var delivery = new Delivery(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), Path.GetFileName(file));
        return await adapter.ReadAsync(body, profile, registry, delivery, CancellationToken.None);
    }

    private static int Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;

    private static IEnumerable<string> Texts(JsonElement of, string name) =>
        of.GetProperty(name).EnumerateArray().Select(x => x.GetString()!).Order(StringComparer.Ordinal);
}
