using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Model;

/// <summary>A small registry of three categories with one trap each: packs in packs, a measure as base, single pieces beside cases.</summary>
internal static class SampleRegistry
{
    public const string Mask = "09521000010017";
    public const string MaskBox = "19521000010014";
    public const string Thermometer = "09521000010024";
    public const string ThermometerCase = "19521000010021";
    public const string Rice = "maker-01:RICE";
    public const string Water = "maker-01:WATER";
    public const string Store = "9520000000011";

    public static StockRegistry Create() => new(new RegistryFacts
    {
        Version = "sample",
        IsDemo = true,
        Categories =
        [
            Category("masks", "ST"), Category("thermometers", "EA"), Category("rice", "GRM"), Category("bottled-water", "MLT"),
        ],
        Participants = [Participant("maker-01"), Participant("retailer-01")],
        Items =
        [
            Item(Mask, "masks", new PackLevel("PK", 7, new ItemId(Mask)), new PackLevel("BX", 70, new ItemId(MaskBox))),
            Item(
                Thermometer, "thermometers",
                new PackLevel("EA", 1, new ItemId(Thermometer)), new PackLevel("CS", 24, new ItemId(ThermometerCase))),
            Item(Rice, "rice", new PackLevel("BG", 5_000)),
            Item(Water, "bottled-water", new PackLevel("EA", 500), new PackLevel("CS", 12_000)),
        ],
        Locations =
        [
            new Location
            {
                Id = new LocationId(Store), NameJa = "店", NameEn = "Store", Participant = new ParticipantId("retailer-01"),
                Tier = Tier.Retailer, Prefecture = 13, IntervalMinutes = 60,
            },
        ],
        Feeds =
        [
            new FeedProfile
            {
                Id = "open", Participant = new ParticipantId("retailer-01"), Format = "canonical-json", UnknownLocation = "accept",
            },
        ],
    });

    private static Category Category(string id, string unit) =>
        new() { Id = id, NameJa = id, NameEn = id, BaseUnit = unit, UnitJa = unit, UnitEn = unit };

    private static Participant Participant(string id) => new() { Id = new ParticipantId(id), NameJa = id, NameEn = id };

    private static Item Item(string id, string category, params PackLevel[] packs) =>
        new() { Id = new ItemId(id), Category = category, NameJa = id, NameEn = id, Packs = packs };
}
