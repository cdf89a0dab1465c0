using System.Text.Json;
using Inventory.Engine;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>Writes one cell; fields that say nothing are left out.</summary>
internal static class CellWriter
{
    /// <summary>Writes the cell as an object.</summary>
    public static void Write(Utf8JsonWriter json, CellFact cell, bool isSimulated)
    {
        json.WriteStartObject();
        json.WriteString("location"u8, cell.Location);
        json.WriteString("item"u8, cell.Item);
        json.WriteString("status"u8, WireNames.Of(cell.Status));
        if (cell.Category is not null)
            json.WriteString("category"u8, cell.Category);
        if (cell.Quantity is { } quantity)
            json.WriteNumber("quantity"u8, quantity);
        if (cell.Unit is not null)
            json.WriteString("unit"u8, cell.Unit);
        if (cell.BandMin is { } min)
        {
            json.WriteStartObject("band"u8);
            json.WriteNumber("min"u8, min);
            if (cell.BandMax is { } max)
                json.WriteNumber("max"u8, max);
            json.WriteEndObject();
        }

        if (cell.SaleState != SaleState.Unknown)
            json.WriteString("saleState"u8, WireNames.Of(cell.SaleState));
        json.WriteString("asOf"u8, CanonicalTime.Format(cell.AsOf));
        json.WriteBoolean("stale"u8, cell.IsStale);
        if (isSimulated)
            json.WriteBoolean("simulated"u8, true);
        json.WriteEndObject();
    }
}
