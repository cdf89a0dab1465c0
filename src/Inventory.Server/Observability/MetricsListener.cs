using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Inventory.Storage;

namespace Inventory.Server.Observability;

/// <summary>
/// Collects instruments of chosen meters and renders Prometheus text 0.0.4. Written by hand, for the usual exporters
/// are not to be had;
/// bounded in series, so that a label from outside cannot fill the memory. Thread safe.
/// </summary>
internal sealed class MetricsListener : IDisposable
{
    private const int SeriesMax = 5000;

    // Seconds; the contract's figures (push to screen) lie between 1 ms and 10 s.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly HashSet<string> Meters =
    [
        ServerMeters.Name, StorageMeters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections", "System.Runtime",
    ];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public MetricsListener()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<short>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<float>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Note(i, v, tags));
        _listener.SetMeasurementEventCallback<decimal>((i, v, tags, _) => Note(i, (double)v, tags));
        _listener.Start();
    }

    /// <summary>The text of all series now, and of <paramref name="gauges"/> beside them.</summary>
    public string Render(IReadOnlyList<(string Name, string Help, double Value)> gauges)
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach ((string name, string help, double value) in gauges)
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(name).Append(" gauge\n").Append(name).Append(' ').Append(
                Number(value)).Append('\n');
        }

        foreach (var family in _series.GroupBy(x => x.Key.Instrument).OrderBy(x => Name(x.Key), StringComparer.Ordinal))
            AppendFamily(text, family.Key, family);
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void AppendFamily(
        StringBuilder text, Instrument instrument, IEnumerable<KeyValuePair<(Instrument Instrument, string Labels),
            Series>> family)
    {
        string name = Name(instrument);
        string type = IsHistogram(instrument) ? "histogram" : IsCounter(instrument) ? "counter" : "gauge";
        if (instrument.Description is { Length: > 0 } description)
            text.Append("# HELP ").Append(name).Append(' ').Append(
                description.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (key, series) in family.OrderBy(x => x.Key.Labels, StringComparer.Ordinal))
            series.Append(text, name, key.Labels);
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, Labels(tags));
        if (!_series.TryGetValue(key, out Series? series))
        {
            if (_series.Count >= SeriesMax)
                return;
            series = _series.GetOrAdd(key, new Series(IsHistogram(instrument)));
        }

        // An observable instrument reports its absolute value; the others report what is to be added.
        series.Note(value, isAbsolute: instrument.IsObservable
            || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal));
    }

    private static bool IsHistogram(Instrument instrument) =>
        instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);

    private static bool IsCounter(Instrument instrument) =>
        instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal)
        || instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal);

    private static string Name(Instrument instrument)
    {
        var name = new StringBuilder(instrument.Name.Length + 8);
        foreach (char c in instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        if (instrument.Unit == "s")
            name.Append("_seconds");
        else if (instrument.Unit == "By")
            name.Append("_bytes");
        if (IsCounter(instrument))
            name.Append("_total");
        return name.ToString();
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return string.Empty;
        var text = new StringBuilder();
        foreach ((string key, object? value) in tags)
        {
            if (text.Length > 0)
                text.Append(',');
            foreach (char c in key)
                text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
            string shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            text.Append("=\"").Append(shown.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append(
                '"');
        }

        return text.ToString();
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private sealed class Series(bool isHistogram)
    {
        private readonly Lock _gate = new();
        private readonly long[] _buckets = isHistogram ? new long[Bounds.Length + 1] : [];
        private double _value;
        private long _count;

        public void Note(double value, bool isAbsolute)
        {
            lock (_gate)
            {
                if (isHistogram)
                {
                    int bucket = Array.FindIndex(Bounds, x => value <= x);
                    _buckets[bucket < 0 ? Bounds.Length : bucket]++;
                    _count++;
                }

                _value = isAbsolute ? value : _value + value;
            }
        }

        public void Append(StringBuilder text, string name, string labels)
        {
            lock (_gate)
            {
                if (!isHistogram)
                {
                    Line(text, name, labels, _value);
                    return;
                }

                long sum = 0;
                string comma = labels.Length == 0 ? string.Empty : ",";
                for (int i = 0; i < _buckets.Length; i++)
                {
                    sum += _buckets[i];
                    string bound = i < Bounds.Length ? Number(Bounds[i]) : "+Inf";
                    Line(text, name + "_bucket", $"{labels}{comma}le=\"{bound}\"", sum);
                }

                Line(text, name + "_sum", labels, _value);
                Line(text, name + "_count", labels, _count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(Number(value)).Append('\n');
        }
    }
}
