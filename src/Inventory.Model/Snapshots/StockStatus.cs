namespace Inventory.Model.Snapshots;

/// <summary>What may be done with the goods. Statuses are never added up. The numbers are indexes of the engine's
/// groups.</summary>
public enum StockStatus
{
    /// <summary>Physically there and freely disposable; the default.</summary>
    OnHand = 0,

    /// <summary>Promised to a customer, still there.</summary>
    Allocated = 1,

    /// <summary>On the way, counted once, at the location that awaits it.</summary>
    InTransit = 2,

    /// <summary>There but blocked: quality, recall, damage.</summary>
    OnHold = 3,
}

/// <summary>Whether a walk-in customer can buy the goods now. <see cref="Unknown"/> when nothing was said.</summary>
public enum SaleState
{
    /// <summary>Nothing was said.</summary>
    Unknown = 0,

    /// <summary>A walk-in customer can buy now.</summary>
    Selling = 1,

    /// <summary>Only holders of tickets already given out can buy.</summary>
    Ticketed = 2,

    /// <summary>Stock may be there and is not sold at the moment.</summary>
    Paused = 3,

    /// <summary>The location does not sell this item.</summary>
    NotCarried = 4,

    /// <summary>The location is shut.</summary>
    Closed = 5,
}

/// <summary>Whether a snapshot lists everything its location holds.</summary>
public enum SnapshotScope
{
    /// <summary>What is not listed is gone at the snapshot's as-of: neither zero nor unchanged.</summary>
    Full = 0,

    /// <summary>Only the listed lines change.</summary>
    Partial = 1,
}

/// <summary>Where an as-of came from, in falling order of trust.</summary>
public enum AsOfSource
{
    /// <summary>The line itself.</summary>
    Line = 0,

    /// <summary>The location's block in the file.</summary>
    Location = 1,

    /// <summary>The header of the file or the request's <c>X-As-Of</c>.</summary>
    Header = 2,

    /// <summary>The file's name.</summary>
    FileName = 3,

    /// <summary>The time of delivery: the lowest trust.</summary>
    Received = 4,
}

/// <summary>A step of the supply chain. The numbers are indexes of the engine's groups.</summary>
public enum Tier
{
    /// <summary>Makes the goods.</summary>
    Manufacturer = 0,

    /// <summary>Distributes the goods.</summary>
    Wholesaler = 1,

    /// <summary>Sells to the public.</summary>
    Retailer = 2,
}
