using Inventory.Model.Snapshots;

namespace Inventory.Tests.Server;

/// <summary>Texts of deliveries.</summary>
internal static class Say
{
    /// <summary>A time some minutes ago, as canonical JSON holds it.</summary>
    public static string Ago(int minutes) => CanonicalTime.Format(
        DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()).AddMinutes(-minutes));

    /// <summary>A canonical snapshot of one line.</summary>
    public static string Snapshot(string id, string sender, string location, long quantity, string? asOf = null) => $$"""
        {"specVersion":"1.0","snapshotId":"{{id}}","sender":"{{sender}}","location":"{{location}}",
         "asOf":"{{asOf ?? Ago(5)}}","scope":"partial",
         "lines":[{"item":"{{SmallRegistry.Item}}","quantity":{{quantity}},"unit":"EA"}]}
        """;

    /// <summary>A file of the shop's feeds; each row is location and quantity.</summary>
    public static string Csv(string asOf, params (string Shop, string Quantity)[] rows) =>
        "JAN,qty,shop,asOf\n" + string.Concat(rows.Select(x => $"4901234567894,{x.Quantity},{x.Shop},{asOf}\n"));
}
