using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edi;

/// <summary>A text kept in an item's arena; the default is empty.</summary>
internal readonly record struct Kept(int Start, int Length)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>A place as a segment says it.</summary>
internal readonly record struct Place(Kept Code, Kept Name, int Rank)
{
    public static Place None { get; } = new(default, default, QualifierOrder.None);

    public bool IsStated => Rank != QualifierOrder.None;
}

/// <summary>One quantity of an item, with what the segments around it say of it.</summary>
internal struct EdiEntry
{
    /// <summary>Null for a code that nobody agreed on.</summary>
    public QuantityRule? Rule;

    public long Segment;
    public decimal Number;

    /// <summary>True when no number is stated: unknown, which is not zero.</summary>
    public bool IsBlank;

    /// <summary>True when what is stated is no number.</summary>
    public bool IsWrong;

    /// <summary>The number as written.</summary>
    public Kept Text;

    public Kept Unit;
    public Place Place;
    public Kept AsOf;
    public Kept Lot;
    public Kept Expiry;

    /// <summary>The status that an inventory type gives; null when there is none.</summary>
    public StockStatus? Status;

    /// <summary>True for a type of inventory that the profile leaves out.</summary>
    public bool IsLeftOut;

    /// <summary>True for a level after a movement: only the last of a series stands.</summary>
    public bool IsBalance;

    /// <summary>True when it counts only some packages or lots.</summary>
    public bool IsSplit;

    /// <summary>The entry whose total it is a part of, plus one; 0 when it is none.</summary>
    public int Whole;

    /// <summary>Number of the place among those seen.</summary>
    public int PlaceId;

    /// <summary>True when it is not to be counted.</summary>
    public bool IsDropped;

    public readonly bool IsLevel => Rule is { Kind: not QuantityKind.Ignored } && !IsLeftOut;
}
