using System.Globalization;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Units;
using Xunit;

namespace Inventory.Tests.Model.Units;

public sealed class BaseQuantityResolverTests
{
    private static readonly StockRegistry Registry = SampleRegistry.Create();

    [Theory]
    // The base unit itself, also by its Japanese word.
    [InlineData(SampleRegistry.Mask, "100", "ST", 100)]
    [InlineData(SampleRegistry.Mask, "100", "枚", 100)]
    // Packaging levels by name.
    [InlineData(SampleRegistry.Mask, "3", "PK", 21)]
    [InlineData(SampleRegistry.Mask, "3", "箱", 210)]
    [InlineData(SampleRegistry.Mask, "-3", "XBX", -210)]
    [InlineData(SampleRegistry.Mask, "0", "BX", 0)]
    // A level's own GTIN counts that level, without a unit and in EA.
    [InlineData(SampleRegistry.Mask, "3", null, 21)]
    [InlineData(SampleRegistry.Mask, "3", "個", 21)]
    [InlineData(SampleRegistry.MaskBox, "3", null, 210)]
    [InlineData(SampleRegistry.MaskBox, "3", "EA", 210)]
    [InlineData(SampleRegistry.MaskBox, "3", "PK", 21)]
    [InlineData(SampleRegistry.MaskBox, "3", "ST", 3)]
    [InlineData(SampleRegistry.Thermometer, "5", "EA", 5)]
    [InlineData(SampleRegistry.Thermometer, "5", null, 5)]
    [InlineData(SampleRegistry.Thermometer, "2", "DZN", 24)]
    [InlineData(SampleRegistry.ThermometerCase, "2", null, 48)]
    [InlineData(SampleRegistry.ThermometerCase, "2", "CS", 48)]
    // Measures of one kind convert exactly.
    [InlineData(SampleRegistry.Rice, "1.5", "KGM", 1_500)]
    [InlineData(SampleRegistry.Rice, "0.001", "kg", 1)]
    [InlineData(SampleRegistry.Rice, "2000", "MGM", 2)]
    [InlineData(SampleRegistry.Rice, "2", "トン", 2_000_000)]
    [InlineData(SampleRegistry.Rice, "2", "袋", 10_000)]
    [InlineData(SampleRegistry.Rice, "2.50", "BG", 12_500)]
    [InlineData(SampleRegistry.Water, "1.25", "㍑", 1_250)]
    // The consumer pack is EA.
    [InlineData(SampleRegistry.Water, "4", "本", 2_000)]
    // Exact at the ends of 64 bits and past the 53 bits of a double.
    [InlineData(SampleRegistry.Mask, "9223372036854775807", "ST", long.MaxValue)]
    [InlineData(SampleRegistry.Mask, "-9223372036854775808", "ST", long.MinValue)]
    [InlineData(SampleRegistry.Mask, "9007199254740993", "ST", 9_007_199_254_740_993)]
    [InlineData(SampleRegistry.Rice, "9223372036854775.807", "KGM", 9_223_372_036_854_775_807)]
    public void Quantities_become_exact_base_units(string item, string quantity, string? unit, long expected)
    {
        Assert.Equal(Resolution.Resolved, Resolve(item, quantity, unit, out long baseQuantity));
        Assert.Equal(expected, baseQuantity);
    }

    [Theory]
    [InlineData("00000000000000", "1", "EA", Resolution.UnknownItem)]
    [InlineData("maker-01:OTHER", "1", "EA", Resolution.UnknownItem)]
    [InlineData(SampleRegistry.Mask, "1", "CS", Resolution.UnknownPack)]
    [InlineData(SampleRegistry.Mask, "1", "甲", Resolution.UnknownPack)]
    [InlineData(SampleRegistry.Mask, "1", "KGM", Resolution.UnknownPack)]
    // A local code says nothing about the level that is counted.
    [InlineData(SampleRegistry.Rice, "1", null, Resolution.UnknownPack)]
    [InlineData(SampleRegistry.Rice, "1", "EA", Resolution.UnknownPack)]
    [InlineData(SampleRegistry.Rice, "1", "LTR", Resolution.UnknownPack)]
    // "2 pieces" beside a case's GTIN: pieces or cases? Never guessed.
    [InlineData(SampleRegistry.ThermometerCase, "2", "EA", Resolution.UnknownPack)]
    [InlineData(SampleRegistry.Mask, "0.5", "ST", Resolution.Fractional)]
    [InlineData(SampleRegistry.Mask, "0.1", "PK", Resolution.Fractional)]
    [InlineData(SampleRegistry.Rice, "0.0001", "KGM", Resolution.Fractional)]
    [InlineData(SampleRegistry.Rice, "1", "MGM", Resolution.Fractional)]
    // 28 decimals times seven do not fit a decimal: rounding would make a whole number of it.
    [InlineData(SampleRegistry.Mask, "1.0000000000000000000000000001", "PK", Resolution.Fractional)]
    [InlineData(SampleRegistry.Mask, "9223372036854775808", "ST", Resolution.OutOfRange)]
    [InlineData(SampleRegistry.Mask, "-9223372036854775809", "ST", Resolution.OutOfRange)]
    [InlineData(SampleRegistry.Mask, "9223372036854775807", "PK", Resolution.OutOfRange)]
    [InlineData(SampleRegistry.Rice, "79228162514264337593543950335", "KGM", Resolution.OutOfRange)]
    public void What_cannot_be_said_exactly_is_not_said(string item, string quantity, string? unit, Resolution expected)
    {
        Assert.Equal(expected, Resolve(item, quantity, unit, out long baseQuantity));
        Assert.Equal(0, baseQuantity);
    }

    private static Resolution Resolve(string item, string quantity, string? unit, out long baseQuantity) =>
        BaseQuantityResolver.Resolve(
            Registry, new ItemId(item), decimal.Parse(quantity, CultureInfo.InvariantCulture), unit, out baseQuantity);
}
