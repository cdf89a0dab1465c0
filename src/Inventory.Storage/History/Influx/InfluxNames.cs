using System.Globalization;
using System.Text;
using Inventory.Model.History;
using Inventory.Model.Identifiers;

namespace Inventory.Storage.History.Influx;

/// <summary>
/// Measurements, tags and how texts stand in them. The types of the fields are fixed by the first write: whole numbers
/// are integers, the outflow is a float, flags are booleans.
/// </summary>
internal static class InfluxNames
{
    /// <summary>The tag value of a total: an empty tag value would not be kept.</summary>
    public const string All = "all";

    /// <summary>The measurement of what was shown.</summary>
    public const string Shown = "shown";

    /// <summary>The measurement of a resolution.</summary>
    public static string Measurement(HistoryResolution resolution) => resolution switch
    {
        HistoryResolution.TenSeconds => "level_10s",
        HistoryResolution.Minute => "level_1m",
        _ => "level_1h",
    };

    /// <summary>A prefecture's tag value.</summary>
    public static string PrefectureTag(int prefecture) => prefecture < 0 ? All : Prefecture.Code(prefecture);

    /// <summary>A tier's tag value.</summary>
    public static string TierTag(int tier) => tier < 0 ? All : tier.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number behind a tag value; false when it is none of ours.</summary>
    public static bool TryNumber(string tag, out int number)
    {
        number = -1;
        return tag == All || int.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// A text as a tag value: line protocol cannot hold control characters, and versions differ about a backslash at
    /// the end, so both are written as percent codes.
    /// </summary>
    public static string Tag(string text)
    {
        if (text.Length == 0)
            return "%";
        var tag = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '%' or '\\' || char.IsControl(c))
                tag.Append(CultureInfo.InvariantCulture, $"%{(int)c:X4}");
            else
                tag.Append(c);
        }

        return tag.ToString();
    }

    /// <summary>The text behind a tag value of <see cref="Tag"/>.</summary>
    public static string Text(string tag)
    {
        if (tag == "%")
            return string.Empty;
        var text = new StringBuilder(tag.Length);
        for (int i = 0; i < tag.Length; i++)
        {
            if (tag[i] == '%' && i + 4 < tag.Length
                && int.TryParse(tag.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int c))
            {
                text.Append((char)c);
                i += 4;
            }
            else
            {
                text.Append(tag[i]);
            }
        }

        return text.ToString();
    }
}
