using System.Text.Json;

namespace Inventory.Storage.History.Influx;

/// <summary>One series of an answer: its tags, its columns, and rows of values in the columns' order.</summary>
internal sealed class InfluxSeries
{
    private readonly Dictionary<string, int> columns = [];

    /// <summary>The tags it was grouped by.</summary>
    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>The rows.</summary>
    public List<JsonElement[]> Rows { get; } = [];

    /// <summary>A value; the default element where the column is missing.</summary>
    public JsonElement this[int row, string column] =>
        columns.TryGetValue(column, out int at) && at < Rows[row].Length ? Rows[row][at] : default;

    /// <summary>A whole number; 0 where there is none.</summary>
    public long Long(int row, string column) =>
        this[row, column] is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number)
            ? number : 0;

    /// <summary>Adds a column.</summary>
    public void AddColumn(string name) => columns[name] = columns.Count;
}

/// <summary>
/// Reads answers of <c>/query</c>: one JSON object, or one per line when the server cuts a long answer.
/// </summary>
internal static class InfluxAnswer
{
    /// <summary>All series.</summary>
    /// <exception cref="StorageException">The answer holds an error.</exception>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static IReadOnlyList<InfluxSeries> Read(ReadOnlyMemory<byte> utf8)
    {
        var found = new List<InfluxSeries>();
        var options = new JsonReaderOptions { AllowMultipleValues = true };
        var json = new Utf8JsonReader(utf8.Span, options);
        while (json.Read())
        {
            using JsonDocument document = JsonDocument.ParseValue(ref json);
            JsonElement root = document.RootElement;
            Demand(root);
            if (!root.TryGetProperty("results", out JsonElement results))
                continue;
            foreach (JsonElement result in results.EnumerateArray())
            {
                Demand(result);
                if (!result.TryGetProperty("series", out JsonElement series))
                    continue;
                foreach (JsonElement one in series.EnumerateArray())
                    found.Add(ReadSeries(one));
            }
        }

        return found;
    }

    private static void Demand(JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object)
            throw new JsonException("expected an object");
        if (!holder.TryGetProperty("error", out JsonElement error))
            return;
        string text = error.ToString();
        // A database that does not exist yet holds nothing.
        if (!text.StartsWith("database not found", StringComparison.Ordinal))
            throw new StorageException($"InfluxDB could not answer: {text}", isTransient: true);
    }

    private static InfluxSeries ReadSeries(JsonElement one)
    {
        var series = new InfluxSeries();
        if (one.TryGetProperty("tags", out JsonElement tags))
        {
            foreach (JsonProperty tag in tags.EnumerateObject())
                series.Tags[tag.Name] = tag.Value.GetString() ?? string.Empty;
        }

        foreach (JsonElement column in one.GetProperty("columns").EnumerateArray())
            series.AddColumn(column.GetString() ?? string.Empty);
        if (!one.TryGetProperty("values", out JsonElement rows))
            return series;
        foreach (JsonElement row in rows.EnumerateArray())
            series.Rows.Add([.. row.EnumerateArray().Select(x => x.Clone())]);
        return series;
    }
}
