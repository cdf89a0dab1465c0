using System.Globalization;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Options;

/// <summary>
/// Reads <c>--log</c>, <c>--kafka</c>, <c>--roles</c> and the section <c>kafka</c>. A wrong combination or a key that
/// is not known is an error with a name.
/// </summary>
internal static class BackboneSettings
{
    private const string Section = "kafka";

    private static readonly string[] Known =
    [
        "advertised", "checkpoints", "clientId", "deliveryTimeoutMs", "fetchWaitMs", "group", "instance", "library",
        "partitions", "prefix", "queueBytesMax", "recentIdsMax", "replication", "retentionHours", "sessionTimeoutMs",
        "settings",
    ];

    /// <summary>The roles asked for; null with the error's text.</summary>
    public static ServerRoles? Roles(IConfiguration settings, out string? error)
    {
        error = null;
        if (settings["roles"] is not { Length: > 0 } text)
            return ServerRoles.All;
        ServerRoles roles = 0;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (name)
            {
                case "gateway": roles |= ServerRoles.Gateway; break;
                case "core": roles |= ServerRoles.Core; break;
                case "hub": roles |= ServerRoles.Hub; break;
                default:
                    error = $"option '--roles': unknown role '{name}' (known: gateway, core, hub)";
                    return null;
            }
        }

        if (roles == 0)
            error = "option '--roles': expected at least one of gateway, core, hub";
        return roles == 0 ? null : roles;
    }

    /// <summary>What is wrong with the options together; null when nothing is.</summary>
    public static string? Mistake(IConfiguration settings, ServerRoles roles)
    {
        string log = settings["log"] is { Length: > 0 } given ? given : "sqlite";
        bool hasBrokers = settings[Section] is { Length: > 0 };
        if (log is not ("sqlite" or "kafka"))
            return $"option '--log': expected sqlite or kafka, found '{log}'";
        if (log == "kafka" && !hasBrokers)
            return "option '--kafka' is needed with --log kafka: the brokers, as host:port with commas between them";
        if (log == "sqlite" && hasBrokers)
            return "option '--kafka' has no effect with --log sqlite: add --log kafka or leave it out";
        if (log == "sqlite" && roles != ServerRoles.All)
        {
            return "option '--roles': with --log sqlite gateway, core and hub are one process; leave the option out, "
                + "or use --log kafka, through which several processes work together";
        }

        if (!roles.HasFlag(ServerRoles.Gateway) && settings["drop"] is { Length: > 0 })
            return "option '--drop' needs the role gateway, which takes deliveries";
        if (!roles.HasFlag(ServerRoles.Gateway) && settings["demo"] is "true" or "True")
            return "option '--demo' needs the role gateway, which takes deliveries";
        return null;
    }

    /// <summary>The backbone's options; null with --log sqlite or, then with a text, where a value is wrong.</summary>
    public static BackboneOptions? Build(IConfiguration settings, string data, out string? error)
    {
        error = null;
        if (settings["log"] != "kafka")
            return null;
        IConfigurationSection section = settings.GetSection(Section);
        string? unknown = section.GetChildren().Select(x => x.Key)
            .FirstOrDefault(x => !Known.Contains(x, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            error = $"setting 'kafka:{unknown}' is not known (known: {string.Join(", ", Known)})";
            return null;
        }

        var numbers = new Numbers(section);
        var defaults = new KafkaOptions { Bootstrap = string.Empty };
        string instance = section["instance"] is { Length: > 0 } name ? name
            : $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
        var kafka = new KafkaOptions
        {
            Bootstrap = settings[Section]!,
            Group = section["group"] ?? defaults.Group,
            ClientId = section["clientId"] ?? defaults.ClientId,
            TopicPrefix = section["prefix"] ?? string.Empty,
            Partitions = numbers.Read("partitions", defaults.Partitions, 1024),
            Replication = numbers.Read("replication", defaults.Replication, 10),
            Retention = TimeSpan.FromHours(numbers.Read("retentionHours", (int)defaults.Retention.TotalHours, 100_000)),
            DeliveryTimeout = TimeSpan.FromMilliseconds(
                numbers.Read("deliveryTimeoutMs", (int)defaults.DeliveryTimeout.TotalMilliseconds, 3_600_000)),
            FetchWaitMs = numbers.Read("fetchWaitMs", defaults.FetchWaitMs, 60_000),
            SessionTimeoutMs = numbers.Read("sessionTimeoutMs", defaults.SessionTimeoutMs, 3_600_000),
            QueueBytesMax = numbers.Read("queueBytesMax", (int)defaults.QueueBytesMax, int.MaxValue),
            Settings = PassedOn(section.GetSection("settings")),
        };
        var options = new BackboneOptions
        {
            Kafka = kafka,
            Instance = instance,
            Library = section["library"],
            Checkpoints = Path.GetFullPath(section["checkpoints"] ?? Path.Combine(data, "partitions")),
            Advertised = section["advertised"],
            RecentIdsMax = numbers.Read("recentIdsMax", 200_000, 100_000_000),
        };
        error = numbers.Error;
        return error is null ? options : null;
    }

    /// <summary>
    /// The client's own names have dots, which a shell's variables cannot: an underscore stands for one.
    /// </summary>
    private static Dictionary<string, string> PassedOn(IConfigurationSection section)
    {
        var settings = section.GetChildren().Where(x => x.Value is not null)
            .ToDictionary(x => x.Key.ToLowerInvariant().Replace('_', '.'), x => x.Value!, StringComparer.Ordinal);
        // A broker that vanished without a word: the client's own default would look at old levels for a minute.
        settings.TryAdd("socket.timeout.ms", "15000");
        return settings;
    }

    /// <summary>Reads whole numbers above zero and remembers the first that is none.</summary>
    private sealed class Numbers(IConfigurationSection section)
    {
        public string? Error { get; private set; }

        public int Read(string name, int byDefault, int max)
        {
            if (section[name] is not { Length: > 0 } text)
                return byDefault;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                && value >= 1 && value <= max)
                return value;
            Error ??= $"setting 'kafka:{name}': expected a whole number from 1 to {max}, found '{text}'";
            return byDefault;
        }
    }
}
