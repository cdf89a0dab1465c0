namespace Inventory.Adapters.Gs1;

/// <summary>A date range as GS1 messages write it: four elements of which most may be missing.</summary>
internal sealed class Gs1Period
{
    public string? BeginDate { get; set; }

    public string? BeginTime { get; set; }

    public string? EndDate { get; set; }

    public string? EndTime { get; set; }

    public void Clear() => (BeginDate, BeginTime, EndDate, EndTime) = (null, null, null, null);
}
