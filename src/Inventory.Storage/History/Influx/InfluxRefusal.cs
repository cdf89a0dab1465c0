using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inventory.Storage.History.Influx;

/// <summary>What an answer 400 to a write says: which of the lines were lost.</summary>
internal static partial class InfluxRefusal
{
    /// <summary>
    /// Lines that were lost, at least one. A partial write names how many it dropped; a line that could not be parsed
    /// counts as none dropped there although it is lost; anything else refuses the whole body.
    /// </summary>
    public static long LinesLost(string message, int lines)
    {
        long unparsed = Occurrences(message, "unable to parse");
        Match dropped = Dropped().Match(message);
        if (dropped.Success && long.TryParse(dropped.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long count))
            return Math.Clamp(count + unparsed, 1, lines);
        return unparsed > 0 ? Math.Clamp(unparsed, 1, lines) : lines;
    }

    /// <summary>The error's text in an answer: a JSON object with "error" or "message", else the text itself.</summary>
    public static string Message(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            foreach (string name in (string[])["error", "message"])
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty(name, out JsonElement text)
                    && text.ValueKind == JsonValueKind.String)
                    return text.GetString()!;
            }
        }
        catch (JsonException)
        {
            // Not JSON: a proxy's page, say.
        }

        return body;
    }

    private static long Occurrences(string text, string what)
    {
        long count = 0;
        for (int at = text.IndexOf(what, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(what, at + what.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    [GeneratedRegex(@"dropped=(\d{1,18})", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Dropped();
}
