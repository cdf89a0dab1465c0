namespace Inventory.Model.Registry;

/// <summary>A kind of goods with one base unit; quantities of different categories are never added.</summary>
public sealed record Category
{
    /// <summary>Stable id in lower-case kebab form, such as <c>toilet-paper</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>UN/ECE code of the base unit: ST, RO, BX, MLT, EA or GRM.</summary>
    public required string BaseUnit { get; init; }

    /// <summary>The base unit as a Japanese reader says it: 枚, ロール, 箱, mL, 本, g.</summary>
    public required string UnitJa { get; init; }

    /// <summary>The base unit in English: sheets, rolls, boxes, mL, pieces, g.</summary>
    public required string UnitEn { get; init; }

    /// <summary>Limits of the bands in days of supply, per tier where they differ.</summary>
    public BandLimits Bands { get; init; } = new();
}
