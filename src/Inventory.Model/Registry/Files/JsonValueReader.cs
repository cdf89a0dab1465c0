using System.Text;
using System.Text.Json;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads UTF-8 JSON (a byte order mark, comments and trailing commas are tolerated: people write these files) into values with lines.</summary>
internal ref struct JsonValueReader
{
    /// <summary>Registry files are three levels deep; a deeper one is an accident or an attack.</summary>
    private const int DepthMax = 16;

    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _json;
    private long _counted;
    private int _line;

    private JsonValueReader(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8;
        _line = 1;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DepthMax,
        });
    }

    /// <summary>Reads the one value of a file; null after an error, which is added.</summary>
    public static JsonValue? Read(ReadOnlySpan<byte> utf8, string file, RegistryErrors errors)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var reader = new JsonValueReader(utf8);
        try
        {
            reader._json.Read();
            JsonValue value = reader.ReadValue(file, errors);
            // Anything behind the value throws here.
            while (reader._json.Read())
            {
            }

            return value;
        }
        catch (JsonException e)
        {
            errors.Add(file, (int)(e.LineNumber ?? 0) + 1, "not well-formed JSON: " + FirstSentence(e.Message));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader answers so to a string whose bytes are not UTF-8.
            errors.Add(file, reader.Line(), "a text is not valid UTF-8");
            return null;
        }
    }

    private JsonValue ReadValue(string file, RegistryErrors errors)
    {
        var value = new JsonValue { Kind = _json.TokenType, Line = Line(), Text = Text() };
        if (value.IsArray)
        {
            while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
                value.Items.Add(ReadValue(file, errors));
        }
        else if (value.IsObject)
        {
            var names = new HashSet<string>();
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                string name = _json.GetString()!;
                int line = Line();
                _json.Read();
                if (!names.Add(name))
                    errors.Add(file, line, $"field \"{name}\" stands twice");
                value.Members.Add(new(name, ReadValue(file, errors)));
            }
        }

        return value;
    }

    private readonly string Text() => _json.TokenType switch
    {
        JsonTokenType.String => _json.GetString()!,
        JsonTokenType.Number => Encoding.ASCII.GetString(_json.ValueSpan),
        _ => string.Empty,
    };

    private int Line()
    {
        long start = Math.Min(_json.TokenStartIndex, _utf8.Length);
        _line += _utf8[(int)_counted..(int)start].Count((byte)'\n');
        _counted = start;
        return _line;
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
