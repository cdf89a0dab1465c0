using System.Globalization;
using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>
/// The fields of one JSON object, taken one by one; what is left at the end is unknown and an error, so that a typing
/// error is seen. Fields named <c>$schema</c> or <c>x-…</c> are private additions and ignored.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonValue> _fields;
    private readonly RegistryErrors _errors;

    public JsonFields(JsonValue value, string file, RegistryErrors errors)
    {
        File = file;
        Line = value.Line;
        _errors = errors;
        _fields = [];
        if (!value.IsObject)
            errors.Add(file, value.Line, "expected an object");
        foreach ((string name, JsonValue member) in value.Members)
            _fields[name] = member;
    }

    public string File { get; }

    public int Line { get; }

    /// <summary>Where errors of nested objects go, too.</summary>
    public RegistryErrors Errors => _errors;

    /// <summary>Line of a field, also after it was taken; the object's own line when it is absent.</summary>
    public int LineOf(string name) => _fields.TryGetValue(name, out JsonValue? value) ? value.Line : Line;

    private HashSet<string> Taken { get; } = [];

    public void Error(string name, string message) => _errors.Add(File, LineOf(name), $"{name}: {message}");

    /// <summary>A field's value; null when it is absent or null.</summary>
    public JsonValue? Take(string name)
    {
        Taken.Add(name);
        return _fields.TryGetValue(name, out JsonValue? value) && value.Kind != JsonTokenType.Null ? value : null;
    }

    public string? Text(string name)
    {
        if (Take(name) is not { } value)
            return null;
        if (value.Kind == JsonTokenType.String)
            return value.Text;
        Error(name, "expected a text");
        return null;
    }

    public string RequiredText(string name)
    {
        if (Take(name) is null)
        {
            Error(name, "is missing");
            return string.Empty;
        }

        string text = Text(name) ?? string.Empty;
        if (text.Length == 0 && Take(name)!.Kind == JsonTokenType.String)
            Error(name, "is empty");
        return text;
    }

    public bool Flag(string name, bool absent)
    {
        if (Take(name) is not { } value)
            return absent;
        if (value.Kind is not (JsonTokenType.True or JsonTokenType.False))
            Error(name, "expected true or false");
        return value.Kind == JsonTokenType.True;
    }

    public int Integer(string name, int absent, int min, int max)
    {
        if (Take(name) is not { } value)
            return absent;
        if (value.Kind == JsonTokenType.Number && int.TryParse(value.Text, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max)
            return number;
        Error(name, $"expected a whole number from {min} to {max}");
        return absent;
    }

    public double? Number(string name, double min, double max)
    {
        if (Take(name) is not { } value)
            return null;
        if (value.Kind == JsonTokenType.Number
            && double.TryParse(value.Text, CultureInfo.InvariantCulture, out double number)
            && number >= min && number <= max)
            return number;
        Error(name, $"expected a number from {min} to {max}");
        return null;
    }

    /// <summary>A text or a list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Take(name) is { } value ? TextsOf(value, name) : [];

    /// <summary>An object whose values are texts.</summary>
    public Dictionary<string, string> TextMap(string name)
    {
        var map = new Dictionary<string, string>();
        foreach ((string key, JsonValue value) in Members(name))
        {
            if (value.Kind == JsonTokenType.String)
                map[key] = value.Text;
            else
                _errors.Add(File, value.Line, $"{name}.{key}: expected a text");
        }

        return map;
    }

    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members(string name)
    {
        if (Take(name) is not { } value)
            return [];
        if (!value.IsObject)
            Error(name, "expected an object");
        return value.Members;
    }

    public IReadOnlyList<string> TextsOf(JsonValue value, string name)
    {
        if (value.Kind == JsonTokenType.String)
            return [value.Text];
        var texts = new List<string>(value.Items.Count);
        foreach (JsonValue item in value.Items)
        {
            if (item.Kind == JsonTokenType.String)
                texts.Add(item.Text);
        }

        if (!value.IsArray || texts.Count != value.Items.Count)
            _errors.Add(File, value.Line, $"{name}: expected a text or a list of texts");
        return texts;
    }

    /// <summary>The fields of an object inside this one.</summary>
    public JsonFields Inner(JsonValue value) => new(value, File, _errors);

    /// <summary>Reports every field that nobody took.</summary>
    public void Finish()
    {
        foreach ((string name, JsonValue value) in _fields)
        {
            if (!Taken.Contains(name) && name != "$schema" && !name.StartsWith("x-", StringComparison.Ordinal))
                _errors.Add(File, value.Line, $"unknown field \"{name}\"");
        }
    }
}
