using System.Text.Json;

namespace Inventory.Adapters.Json;

/// <summary>Takes values out of JSON elements without trusting their types.</summary>
internal static class JsonValues
{
    /// <summary>The text; false when the element is no string, or one that holds no Unicode text (a lone surrogate,
    /// broken UTF-8).</summary>
    public static bool TryText(this JsonElement element, out string text)
    {
        text = string.Empty;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString() ?? string.Empty;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The name; a question mark for one that holds no Unicode text, which is then an unknown field.</summary>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    /// <summary>The last value under a name, as JSON readers take it; false when the element is no object or has
    /// none.</summary>
    public static bool TryField(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (Name(property) == name)
                value = property.Value;
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    /// <summary>The value as it was sent, for a rejection.</summary>
    public static string? Raw(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
            return null;
        return element.TryText(out string text) ? text : Findings.Cut(element.GetRawText());
    }

    /// <summary>The key as a part of a JSON pointer (RFC 6901).</summary>
    public static string Pointer(string key) => key.Replace("~", "~0").Replace("/", "~1");
}
