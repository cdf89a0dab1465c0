namespace Inventory.Adapters.Gs1;

/// <summary>What the children of one open element have said so far. Scopes are kept by depth and used again; only one
/// that was written to is cleared.</summary>
internal sealed class Gs1Scope
{
    private bool _isDirty;

    public Gs1Ids Ids { get; } = new();

    /// <summary>The place that holds for this element and all below it.</summary>
    public Gs1Ids Place { get; } = new();

    /// <summary>The item that holds for this element and all below it.</summary>
    public Gs1Ids Item { get; } = new();

    public Gs1Period Period { get; } = new();

    public List<Gs1Batch> Batches { get; } = [];

    public string? IdType { get; set; }

    public string? Quantity { get; set; }

    public string? Unit { get; set; }

    public string? Disposition { get; set; }

    public string? Time { get; set; }

    public string? Lot { get; set; }

    public string? Expiration { get; set; }

    public string? BestBefore { get; set; }

    public string? Owner { get; set; }

    /// <summary>True when a quantity element was there, even an empty one.</summary>
    public bool HasQuantity { get; set; }

    /// <summary>True when a record below was taken as a line.</summary>
    public bool HasLine { get; set; }

    /// <summary>Says that this scope is about to be written to.</summary>
    public Gs1Scope Touched()
    {
        _isDirty = true;
        return this;
    }

    public void Begin()
    {
        if (!_isDirty)
            return;
        _isDirty = false;
        Ids.Clear();
        Place.Clear();
        Item.Clear();
        Period.Clear();
        Batches.Clear();
        IdType = Quantity = Unit = Disposition = Time = Lot = Expiration = BestBefore = Owner = null;
        HasQuantity = HasLine = false;
    }
}
