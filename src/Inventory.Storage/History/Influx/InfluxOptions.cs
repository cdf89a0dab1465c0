namespace Inventory.Storage.History.Influx;

/// <summary>Where InfluxDB is and how to speak to it.</summary>
public sealed record InfluxOptions
{
    /// <summary>Its address, without credentials.</summary>
    public required Uri Address { get; init; }

    /// <summary>The user; null for none. With 2.x and 3.x any name that is not empty.</summary>
    public string? User { get; init; }

    /// <summary>The password, or the token of 2.x and 3.x.</summary>
    public string? Password { get; init; }

    /// <summary>The database, or the name mapped to a bucket.</summary>
    public string Database { get; init; } = "inventory";

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Reads an address with or without credentials in it; null when it is none. Credentials given beside win.
    /// </summary>
    public static InfluxOptions? Parse(string address, string? user, string? password, string? database)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https")
            || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return null;
        string[] info = uri.UserInfo.Split(':', 2);
        var bare = new UriBuilder(uri) { UserName = string.Empty, Password = string.Empty };
        if (!bare.Path.EndsWith('/'))
            bare.Path += "/";
        return new InfluxOptions
        {
            Address = bare.Uri,
            User = NullIfEmpty(user) ?? NullIfEmpty(Uri.UnescapeDataString(info[0])),
            Password = NullIfEmpty(password) ?? (info.Length > 1 ? Uri.UnescapeDataString(info[1]) : null),
            Database = NullIfEmpty(database) ?? "inventory",
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
