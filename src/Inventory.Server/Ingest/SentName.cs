namespace Inventory.Server.Ingest;

/// <summary>The name a sender gives its file: only read, never used as a path here.</summary>
internal static class SentName
{
    private const int LengthMax = 255;

    /// <summary>From a header, which is ASCII, so that Japanese names come percent-encoded; null when there is
    /// none.</summary>
    public static string? OfHeader(string? header)
    {
        if (string.IsNullOrWhiteSpace(header) || header.Length > LengthMax * 9)
            return null;
        return Of(Uri.UnescapeDataString(header));
    }

    /// <summary>A name without folders; null when nothing is left or too much.</summary>
    public static string? Of(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length is 0 or > LengthMax ? null : name;
    }
}
