using System.Globalization;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Epcis;

/// <summary>The running sums equal a naive recomputation that looks at all events again for every level, on seeded
/// random streams with repeated, withdrawn and shuffled events. The seed is printed.</summary>
public sealed class EpcisSumTests(ITestOutputHelper output)
{
    private const string ClassItem = "04901234567894";
    private const string SerialItem = "04512345678906";

    private static readonly string[] Places = ["4512345000011", "4512345000028", "4512345000035"];
    private static readonly string[] Uris =
        ["urn:epc:id:sgln:4512345.00001.0", "urn:epc:id:sgln:451234500002..7", "https://id.gs1.org/414/4512345000035"];

    private sealed record Fact(int Minute, string Step, int Place, string? Lot, int Quantity, int[] Serials, bool Withdrawn);

    [Theory]
    [InlineData(846_001, "json")]
    [InlineData(846_002, "1.2")]
    [InlineData(846_003, "2.0")]
    public async Task Sums_equal_a_naive_recomputation(int seed, string form)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        int levels = 0;
        for (int round = 0; round < 60; round++)
        {
            Fact[] facts = [.. Enumerable.Range(0, random.Next(5, 120)).Select(x => Make(random, x))];
            List<EventText> events = [.. facts.Select(Write)];
            events.AddRange(facts.Where(x => x.Withdrawn).Select(x => Write(x) with { IsError = true }));
            events.AddRange(facts.Where(_ => random.Next(5) == 0).Select(Write));
            EventText[] shuffled = [.. events.OrderBy(_ => random.Next())];
            string text = form == "json" ? EventText.Document(shuffled) : EventText.XmlDocument(form, shuffled);
            FeedReading reading = await TestFeed.ReadAsync(text, TestFeed.Profile with
            {
                Format = "epcis",
                Columns = new Dictionary<string, IReadOnlyList<string>>(),
            });
            Assert.Null(reading.Failure);
            Assert.Equal(0, reading.Rejected);
            var stated = reading.Snapshots.SelectMany(x => x.Lines.Select(y => (x.Location.Value, y.Item.Value, y.Lot, y.Quantity!.Value)));
            var expected = Expected([.. facts.Where(x => !x.Withdrawn).OrderBy(x => x.Minute)]).ToList();
            Assert.Equal(expected.Order(), stated.Order());
            levels += expected.Count;
        }

        Assert.True(levels > 100, "streams without levels test nothing");
    }

    private static Fact Make(Random random, int minute)
    {
        bool isSerial = random.Next(2) == 0;
        string step = random.Next(8) switch
        {
            0 => "stock_taking",
            1 or 2 => "shipping",
            3 => isSerial ? "storing" : "loading",
            4 => "packing",
            _ => "receiving",
        };
        int[] serials = isSerial
            ? [.. Enumerable.Range(0, 12).Where(_ => random.Next(4) == 0)] : [];
        string? lot = isSerial || random.Next(3) == 0 ? null : "L" + random.Next(2);
        return new Fact(minute, step, random.Next(3), lot, isSerial ? 0 : random.Next(1, 50), serials, random.Next(8) == 0);
    }

    private static EventText Write(Fact fact) => new()
    {
        Id = "urn:uuid:" + fact.Minute.ToString(CultureInfo.InvariantCulture),
        Type = fact.Step == "packing" ? "AggregationEvent" : "ObjectEvent",
        Action = fact.Step == "packing" ? "ADD" : "OBSERVE",
        Parent = fact.Step == "packing" ? "urn:epc:id:sscc:4512345.0000000001" : null,
        Time = new DateTime(2020, 4, 1, 0, 0, 0).AddMinutes(fact.Minute).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "Z",
        Step = fact.Step,
        Place = Uris[fact.Place].Replace("451234500002..7", "4512345.00002.7", StringComparison.Ordinal),
        Epcs = [.. fact.Serials.Select(x => x % 2 == 0 ? $"urn:epc:id:sgtin:4512345.067890.S{x}" : $"https://id.gs1.org/01/{SerialItem}/21/S{x}")],
        Quantities = fact.Quantity == 0 ? []
            : [(fact.Lot is null ? "urn:epc:idpat:sgtin:4901234.056789.*" : $"urn:epc:class:lgtin:4901234.056789.{fact.Lot}",
                fact.Quantity.ToString(CultureInfo.InvariantCulture), null)],
    };

    private static IEnumerable<(string Place, string Item, string? Lot, decimal Level)> Expected(Fact[] facts)
    {
        for (int place = 0; place < 3; place++)
        {
            foreach (string? lot in new[] { null, "L0", "L1" })
            {
                if (ClassLevel(facts, place, lot) is { } level)
                    yield return (Places[place], ClassItem, lot, level);
            }

            if (SerialLevel(facts, place) is { } serials)
                yield return (Places[place], SerialItem, null, serials);
        }
    }

    /// <summary>The last count of the lot and what moved since; where the item, but not the lot, was counted: what
    /// moved since the item's first count.</summary>
    private static decimal? ClassLevel(Fact[] facts, int place, string? lot)
    {
        Fact[] here = [.. facts.Where(x => x.Place == place && x.Quantity > 0)];
        int first = Array.FindIndex(here, x => x.Step == "stock_taking");
        int last = Array.FindLastIndex(here, x => x.Step == "stock_taking" && x.Lot == lot);
        if (first < 0)
            return null;
        Fact[] since = [.. here.Skip(last < 0 ? first : last).Where(x => x.Lot == lot)];
        return since.Any(x => x.Step is "stock_taking" or "receiving" or "shipping")
            ? since.Sum(x => x.Step is "stock_taking" or "receiving" ? x.Quantity : x.Step == "shipping" ? -x.Quantity : 0) : null;
    }

    /// <summary>Follows all serials from the beginning; a set per place instead of sums.</summary>
    private static decimal? SerialLevel(Fact[] facts, int place)
    {
        var at = new Dictionary<int, int>();
        var gone = new HashSet<int>();
        var open = new HashSet<int>();
        var level = new decimal[3];
        void Change(int where, decimal by) => level[where] += open.Contains(where) ? by : 0;
        foreach (Fact fact in facts.Where(x => x.Serials.Length > 0))
        {
            if (fact.Step == "stock_taking")
            {
                foreach (int missing in at.Where(x => x.Value == fact.Place && !fact.Serials.Contains(x.Key)).Select(x => x.Key).ToArray())
                    at.Remove(missing);
                open.Add(fact.Place);
                level[fact.Place] = fact.Serials.Length;
            }

            foreach (int serial in fact.Serials)
            {
                bool isKnown = at.TryGetValue(serial, out int from);
                if (fact.Step == "shipping")
                {
                    if (isKnown || !gone.Contains(serial))
                        Change(isKnown ? from : fact.Place, -1);
                    at.Remove(serial);
                    gone.Add(serial);
                    continue;
                }

                if (isKnown && from != fact.Place)
                    Change(from, -1);
                bool isNew = isKnown ? from != fact.Place : fact.Step == "receiving";
                if (isNew && fact.Step != "stock_taking")
                    Change(fact.Place, 1);
                at[serial] = fact.Place;
                gone.Remove(serial);
            }
        }

        return open.Contains(place) ? level[place] : null;
    }
}
