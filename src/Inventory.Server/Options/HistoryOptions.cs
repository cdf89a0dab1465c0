using Inventory.Model.History;
using Inventory.Storage.History.Influx;

namespace Inventory.Server.Options;

/// <summary>Where the history is kept, and for how long (configuration section <c>historyRetention</c>).</summary>
internal sealed record HistoryOptions
{
    /// <summary>InfluxDB; null for the embedded store.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>How long each part is kept.</summary>
    public HistoryRetention Retention { get; init; } = new();

    /// <summary>What is wrong with the settings; null when nothing is.</summary>
    public static string? Wrong(IConfiguration settings)
    {
        string history = Chosen(settings);
        if (history is not ("sqlite" or "influx"))
            return $"option '--history': '{history}' is not known (known: sqlite, influx)";
        bool hasAddress = settings["influx"] is { Length: > 0 };
        if (history == "influx" && !hasAddress)
            return "option '--influx' is needed with '--history influx': the address of InfluxDB, such as http://127.0.0.1:8086";
        if (history == "sqlite" && hasAddress)
            return "option '--influx' is given without '--history influx'";
        if (hasAddress && Address(settings) is null)
            return "option '--influx': expected an address such as http://user:password@127.0.0.1:8086, without query";
        return Days(settings).FirstOrDefault(x => x.Days is < 1 or > 36_525) is ({ } name, var days)
            ? $"setting 'historyRetention:{name}': expected 1 to 36525 days, found {days}" : null;
    }

    /// <summary>The options of settings that are right.</summary>
    public static HistoryOptions From(IConfiguration settings) => new()
    {
        Influx = Chosen(settings) == "influx" ? Address(settings) : null,
        Retention = Retained(settings),
    };

    private static string Chosen(IConfiguration settings) =>
        settings["history"] is { Length: > 0 } history ? history : "sqlite";

    private static InfluxOptions? Address(IConfiguration settings) => InfluxOptions.Parse(
        settings["influx"]!, settings["influx:user"], settings["influx:password"], settings["influx:database"]);

    private static HistoryRetention Retained(IConfiguration settings) =>
        settings.GetSection("historyRetention").Get<HistoryRetention>() ?? new HistoryRetention();

    private static IEnumerable<(string? Name, int Days)> Days(IConfiguration settings)
    {
        HistoryRetention retention = Retained(settings);
        yield return ("tenSecondsDays", retention.TenSecondsDays);
        yield return ("minuteDays", retention.MinuteDays);
        yield return ("hourDays", retention.HourDays);
        yield return ("shownDays", retention.ShownDays);
    }
}
