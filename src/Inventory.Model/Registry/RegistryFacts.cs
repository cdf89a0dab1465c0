using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

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

/// <summary>Days of supply at which a band begins. Registry data, printed in every legend.</summary>
public sealed record BandLimits
{
    /// <summary>Below this: none.</summary>
    public double FewDays { get; init; } = 1;

    /// <summary>Below this: few.</summary>
    public double SomeDays { get; init; } = 3;

    /// <summary>Where the upper half of "some" begins (ministry and participants see it apart).</summary>
    public double AmpleDays { get; init; } = 7;

    /// <summary>From here: plenty.</summary>
    public double PlentyDays { get; init; } = 14;
}

/// <summary>A trade item the registry knows.</summary>
public sealed record Item
{
    /// <summary>GTIN (14 digits) or local code.</summary>
    public required ItemId Id { get; init; }

    /// <summary>The category's id.</summary>
    public required string Category { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>Its packaging levels; the one whose factor is the consumer unit comes first.</summary>
    public required IReadOnlyList<PackLevel> Packs { get; init; }
}

/// <summary>One packaging level of an item.</summary>
/// <param name="Unit">UN/ECE code such as EA, PK, BX, CS; unique within the item.</param>
/// <param name="Factor">How many base units of the category one such pack holds; 1 or more.</param>
/// <param name="Gtin">The level's own GTIN-14, when it has one.</param>
public sealed record PackLevel(string Unit, long Factor, ItemId? Gtin = null);

/// <summary>A place where stock stands.</summary>
public sealed record Location
{
    /// <summary>GLN or local code.</summary>
    public required LocationId Id { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>Whose place it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Its step of the chain.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Index of the prefecture (0 unknown, 1..47).</summary>
    public required int Prefecture { get; init; }

    /// <summary>Minutes between two expected reports; past three of them the location is stale.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Ids of the categories it is expected to report; empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}

/// <summary>A legal entity.</summary>
public sealed record Participant
{
    /// <summary>GLN or registry id.</summary>
    public required ParticipantId Id { get; init; }

    /// <summary>Japanese name.</summary>
    public required string NameJa { get; init; }

    /// <summary>English name; the Japanese one when there is none.</summary>
    public required string NameEn { get; init; }

    /// <summary>法人番号, 13 digits; null when there is none.</summary>
    public string? CorporateNumber { get; init; }

    /// <summary>The group it belongs to: disclosure counts the parent, not the subsidiary. Null when it stands alone.</summary>
    public ParticipantId? UltimateParent { get; init; }

    /// <summary>The entity that disclosure counts.</summary>
    public ParticipantId CountedEntity => UltimateParent ?? Id;
}

/// <summary>An API key's hash and what it opens. The key itself is never stored.</summary>
/// <param name="Sha256">SHA-256 of the key's UTF-8 bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Participant">The key's owner; null for the ministry.</param>
/// <param name="IsMinistry">True for the ministry's keys.</param>
/// <param name="IsDemo">True for a demo key: refused unless the registry is a demo.</param>
public sealed record ApiKey(string Sha256, ParticipantId? Participant, bool IsMinistry, bool IsDemo);

/// <summary>What an alert rule measures.</summary>
public enum AlertMeasure
{
    /// <summary>Days of supply fall below the threshold.</summary>
    DaysOfSupply = 0,

    /// <summary>The share of locations that are out (0..1) rises above the threshold.</summary>
    ShareOut = 1,

    /// <summary>Coverage (0..1) falls below the threshold.</summary>
    Coverage = 2,
}

/// <summary>A threshold rule with separate enter and clear thresholds, so that it does not flap.</summary>
public sealed record AlertRule
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured.</summary>
    public required AlertMeasure Measure { get; init; }

    /// <summary>The category; null for every category.</summary>
    public string? Category { get; init; }

    /// <summary>The tier; null for all tiers together.</summary>
    public Tier? Tier { get; init; }

    /// <summary>True when each prefecture is watched by itself, false for the nation.</summary>
    public bool PerPrefecture { get; init; }

    /// <summary>The alert is raised when the measure crosses this.</summary>
    public required double Enter { get; init; }

    /// <summary>It clears when the measure is back past this; on the healthy side of <see cref="Enter"/>.</summary>
    public required double Clear { get; init; }

    /// <summary>How long the condition must hold before it is raised, and before it clears.</summary>
    public int HoldSeconds { get; init; }

    /// <summary>Coverage (0..1) below which the rule is not judged: too few reports prove nothing.</summary>
    public double CoverageMin { get; init; }
}
