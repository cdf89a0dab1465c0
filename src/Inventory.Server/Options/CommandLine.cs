using System.Diagnostics.CodeAnalysis;

namespace Inventory.Server.Options;

/// <summary>
/// Reads the options in rising order of precedence: <c>appsettings.json</c>, environment (<c>INVENTORY_…</c>),
/// command line. An option
/// this program does not know, or a value it cannot serve yet, is an error with a name, never ignored.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] Known =
        ["urls", "data", "registry", "log", "kafka", "history", "influx", "roles", "demo", "drop"];

    /// <summary>The text of <c>--help</c>.</summary>
    public const string Help = """
        Inventory server. Options (each also a configuration key and an environment variable INVENTORY_<NAME>):
          --urls URLS          addresses to listen on (default http://127.0.0.1:5080)
          --data DIR           folder of everything durable (default ./data)
          --registry DIR       registry folder (default: infra/registry of the repository, the demo registry)
          --log sqlite|kafka   the log: one file in the data folder (default), or the topics of Kafka
          --kafka BOOTSTRAP    Kafka's brokers, host:port with commas between them; more under kafka:* (infra/README.md)
          --history sqlite|influx    where the history of levels is kept
          --influx URL         InfluxDB of --history influx, for example http://user:password@127.0.0.1:8086
                               (or INVENTORY_INFLUX__USER, INVENTORY_INFLUX__PASSWORD;
                               INVENTORY_INFLUX__DATABASE, default inventory)
          --roles gateway,core,hub   what this process does (default all); some of them only with --log kafka
          --drop DIR           take files from DIR/<feed>/ by themselves; receipts stand in DIR/<feed>/done and /failed
          --demo               push a simulated nation; everything shown is then marked as simulated
          --help               this text
        """;

    /// <summary>
    /// Reads <c>--name value</c>, <c>--name=value</c> and the bare <c>--demo</c>; false with the error's text.
    /// </summary>
    public static bool TryParse(
        IReadOnlyList<string> args, out Dictionary<string, string?> values, [NotNullWhen(false)] out string? error)
    {
        values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        error = null;
        for (int i = 0; i < args.Count; i++)
        {
            string text = args[i];
            if (!text.StartsWith("--", StringComparison.Ordinal))
                return Fail($"unexpected argument '{text}' (options start with --)", out error);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = (equals < 0 ? text[2..] : text[2..equals]).ToLowerInvariant();
            if (name != "help" && !IsKnown(name))
                return Fail($"unknown option '--{name}' (known: {string.Join(", ", Known.Select(x => "--" + x))})",
                    out error);
            bool hasNext = i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
            if (equals >= 0)
                values[name] = text[(equals + 1)..];
            else if (name is "demo" or "help")
                values[name] = hasNext && bool.TryParse(args[i + 1], out _) ? args[++i] : "true";
            else if (hasNext)
                values[name] = args[++i];
            else
                return Fail($"option '--{name}' needs a value", out error);
        }

        return true;
    }

    /// <summary>Builds the options from merged settings; null with the error's text.</summary>
    public static ServerOptions? Build(IConfiguration settings, string startDirectory, out string? error)
    {
        ServerRoles? roles = BackboneSettings.Roles(settings, out error);
        error ??= BackboneSettings.Mistake(settings, roles ?? ServerRoles.All) ?? HistoryOptions.Wrong(settings);
        if (roles is null || error is not null)
            return null;
        bool demo = false;
        if (settings["demo"] is { Length: > 0 } demoText && !bool.TryParse(demoText, out demo))
        {
            error = $"option '--demo': expected true or false, found '{demoText}'";
            return null;
        }

        string? registry = settings["registry"] ?? FindUpward(startDirectory, Path.Combine("infra", "registry"))
            ?? FindUpward(AppContext.BaseDirectory, Path.Combine("infra", "registry"));
        if (registry is null)
        {
            error = "option '--registry' is needed: no infra/registry folder was found above the current folder";
            return null;
        }

        string data = Path.GetFullPath(settings["data"] ?? "./data");
        BackboneOptions? backbone = BackboneSettings.Build(settings, data, out error);
        if (error is not null)
            return null;
        ServerLimits limits = settings.GetSection("limits").Get<ServerLimits>() ?? new ServerLimits();
        return new ServerOptions
        {
            Urls = settings["urls"] ?? ServerOptions.UrlsDefault,
            Data = data,
            Registry = Path.GetFullPath(registry),
            Demo = demo,
            Drop = settings["drop"] is { Length: > 0 } drop ? Path.GetFullPath(drop) : null,
            Limits = limits,
            History = HistoryOptions.From(settings),
            Roles = roles.Value,
            Backbone = backbone,
        };
    }

    /// <summary>Looks for a folder in the start folder and all above; null when there is none.</summary>
    public static string? FindUpward(string start, string relative)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    /// <summary>True for a name of the public contract.</summary>
    public static bool IsKnown(string name) => Known.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Fail(string text, out string error)
    {
        error = text;
        return false;
    }
}
