namespace Inventory.Model.Registry;

/// <summary>How the events of an EPCIS sender become levels.</summary>
public sealed record EpcisMapping
{
    /// <summary>A level begins with a stock-taking; without one there is none.</summary>
    public const string StockTaking = "stockTaking";

    /// <summary>A level begins at zero: each delivery holds all events from the first day on.</summary>
    public const string Zero = "zero";

    /// <summary><see cref="StockTaking"/> or <see cref="Zero"/>: where the running sums begin.</summary>
    public string Opening { get; init; } = StockTaking;

    /// <summary>Business steps and what they do to the stock: <c>in, out, count, check, none</c>. They win over the
    /// core business vocabulary.</summary>
    public IReadOnlyDictionary<string, string> BizSteps { get; init; } = new Dictionary<string, string>();

    /// <summary>Dispositions and the statuses they stand for; they win over the core business vocabulary.</summary>
    public IReadOnlyDictionary<string, string> Dispositions { get; init; } = new Dictionary<string, string>();

    /// <summary>Read points and places as events name them, and the location codes they stand for.</summary>
    public IReadOnlyDictionary<string, string> Locations { get; init; } = new Dictionary<string, string>();
}
