using System.Buffers;
using System.Text.Json;

namespace Inventory.Model.Snapshots;

/// <summary>Writes the platform's JSON answers: null fields are left out, texts stay readable, times are canonical,
/// ratios are rounded.</summary>
internal sealed class JsonOutput(IBufferWriter<byte> output) : IDisposable
{
    /// <summary>Ratios are shown with one decimal; four leave room for reckoning on, and more would be noise.</summary>
    private const int DecimalsMax = 4;

    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { SkipValidation = true });
    private byte[]? _scratch;

    public void StartObject() => _json.WriteStartObject();

    public void StartObject(ReadOnlySpan<byte> name) => _json.WriteStartObject(name);

    public void EndObject() => _json.WriteEndObject();

    public void StartArray(ReadOnlySpan<byte> name) => _json.WriteStartArray(name);

    public void StartArray() => _json.WriteStartArray();

    public void EndArray() => _json.WriteEndArray();

    public void Raw(ReadOnlySpan<byte> value) => _json.WriteRawValue(value, skipInputValidation: true);

    public void Null(ReadOnlySpan<byte> name) => _json.WriteNull(name);

    public void Flag(ReadOnlySpan<byte> name, bool value) => _json.WriteBoolean(name, value);

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
    }

    /// <summary>A ratio or rate; left out when it is null or not finite.</summary>
    public void Ratio(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            _json.WriteNumber(name, Math.Round(number, DecimalsMax));
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        _json.WritePropertyName(name);
        JsonText.WriteValue(_json, value, ref _scratch);
    }

    public void Time(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
            Text(name, CanonicalTime.Format(time));
    }

    public void Dispose() => _json.Dispose();
}
