using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Inventory.Engine.Levels;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;

namespace Inventory.Engine.Partial;

/// <summary>
/// Writes messages as UTF-8 JSON (<c>schemas/stock-levels.v1.schema.json</c>). Wide sums are texts, for no JSON number
/// holds 128 bits; times are milliseconds since 1970 UTC.
/// </summary>
internal sealed class PartialWriter
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly char[] _wide = new char[48];

    /// <summary>Writes any message but a claim, which a core's storage writes.</summary>
    public PartialMessage Write(PartialBody body)
    {
        _output.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_output);
        json.WriteStartObject();
        switch (body)
        {
            case GroupPart group:
                Head(json, "group"u8, body);
                WriteGroup(json, group);
                break;
            case CoveragePart row:
                Head(json, "coverage"u8, body);
                WriteCoverage(json, row);
                break;
            case TickPart tick:
                Head(json, "tick"u8, body);
                WriteTick(json, tick);
                break;
        }

        json.WriteEndObject();
        json.Flush();
        Invariant.That(_output.WrittenCount <= PartialLimits.MessageBytesMax, "a message within its bounds");
        return new PartialMessage(body.Key, _output.WrittenSpan.ToArray());
    }

    private static void Head(Utf8JsonWriter json, ReadOnlySpan<byte> kind, PartialBody body)
    {
        json.WriteString("kind"u8, kind);
        json.WriteNumber("epoch"u8, body.Epoch);
        json.WriteNumber("tick"u8, body.Tick);
    }

    private void WriteGroup(Utf8JsonWriter json, GroupPart group)
    {
        json.WriteString("category"u8, group.Category);
        Place(json, group.Prefecture, group.Tier);
        json.WriteNumber("expectedExtra"u8, group.ExpectedExtra);
        json.WriteNumber("reporting"u8, group.Reporting);
        if (group.Outflow != OutflowSum.Nothing)
        {
            json.WriteStartObject("outflow"u8);
            Wide(json, "fall"u8, group.Outflow.Fall);
            json.WriteNumber("fromMs"u8, group.Outflow.FromMs);
            json.WriteNumber("toMs"u8, group.Outflow.ToMs);
            json.WriteEndObject();
        }

        json.WriteStartArray("statuses"u8);
        for (int s = 0; s < group.Statuses.Length; s++)
        {
            if (group.Statuses[s] is { } status)
                WriteStatus(json, (StockStatus)s, status);
        }

        json.WriteEndArray();
    }

    private void WriteStatus(Utf8JsonWriter json, StockStatus name, StatusPart status)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, WireNames.Of(name));
        Wide(json, "quantity"u8, status.Figures.Quantity);
        Wide(json, "stale"u8, status.Figures.Stale);
        Wide(json, "sellable"u8, status.Figures.Sellable);
        json.WriteNumber("known"u8, status.Figures.Known);
        json.WriteNumber("stocked"u8, status.Figures.Stocked);
        json.WriteNumber("out"u8, status.Figures.Out);
        if (status.Shares.Count > 0)
        {
            json.WriteNumber("oldestMs"u8, status.OldestMs);
            json.WriteNumber("newestMs"u8, status.NewestMs);
        }

        json.WriteStartObject("shares"u8);
        foreach ((string entity, Int128 quantity) in status.Shares)
        {
            json.WritePropertyName(entity);
            json.WriteStringValue(Text(quantity));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, CoveragePart row)
    {
        json.WriteString("participant"u8, row.Participant);
        Place(json, row.Prefecture, row.Tier);
        json.WriteNumber("expectedExtra"u8, row.ExpectedExtra);
        json.WriteNumber("fresh"u8, row.Fresh);
        json.WriteNumber("stale"u8, row.Stale);
        if (row.Fresh + row.Stale > 0)
            json.WriteNumber("newestMs"u8, row.NewestMs);
    }

    private static void WriteTick(Utf8JsonWriter json, TickPart tick)
    {
        json.WriteNumber("nextOffset"u8, tick.NextOffset);
        json.WriteNumber("nowMs"u8, tick.NowMs);
        json.WriteNumber("receivedMs"u8, tick.ReceivedMs);
        json.WriteNumber("sequence"u8, tick.Sequence);
        json.WriteString("registry"u8, tick.Registry);
        json.WriteStartObject("counts"u8);
        json.WriteNumber("cells"u8, tick.Counts.Cells);
        json.WriteNumber("locations"u8, tick.Counts.Locations);
        json.WriteNumber("unknownItems"u8, tick.Counts.UnknownItems);
        json.WriteNumber("unknownPacks"u8, tick.Counts.UnknownPacks);
        json.WriteNumber("negative"u8, tick.Counts.Negative);
        json.WriteEndObject();
        json.WriteString("digest"u8, tick.Digest.ToString("x16", CultureInfo.InvariantCulture));
    }

    private static void Place(Utf8JsonWriter json, int prefecture, int tier)
    {
        json.WriteString("prefecture"u8, Prefecture.Code(prefecture));
        json.WriteString("tier"u8, WireNames.Of((Tier)tier));
    }

    private void Wide(Utf8JsonWriter json, ReadOnlySpan<byte> name, Int128 value) =>
        json.WriteString(name, Text(value));

    private ReadOnlySpan<char> Text(Int128 value)
    {
        Invariant.That(Int128.Abs(value) <= PartialLimits.SumMax, "a sum within its bounds");
        bool fits = value.TryFormat(_wide, out int length, default, CultureInfo.InvariantCulture);
        Invariant.That(fits, "room for 39 digits");
        return _wide.AsSpan(0, length);
    }
}
