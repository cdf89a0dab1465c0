using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>The headers of our messages, all of them UTF-8 text.</summary>
internal static class KafkaHeaders
{
    /// <summary>The schema of the value, such as <c>stock-snapshot.v1</c>.</summary>
    public const string Schema = "schema";

    /// <summary>The sender.</summary>
    public const string Sender = "sender";

    /// <summary>The sender's id for it.</summary>
    public const string SnapshotId = "snapshotId";

    /// <summary>64-bit hash of everything but the id, 16 hexadecimal digits.</summary>
    public const string ContentHash = "contentHash";

    /// <summary>When the gateway took it, milliseconds since 1970 UTC in decimal.</summary>
    public const string Received = "received";

    /// <summary>The receipt's id.</summary>
    public const string Receipt = "receipt";

    /// <summary>The number of the owner who wrote it, decimal.</summary>
    public const string Epoch = "epoch";

    /// <summary>The owner who wrote it.</summary>
    public const string Instance = "instance";

    /// <summary>Value of <see cref="Schema"/>.</summary>
    public const string SnapshotSchema = "stock-snapshot.v1";

    /// <summary>Value of <see cref="Schema"/>.</summary>
    public const string MarkerSchema = "run-marker.v1";

    /// <summary>Adds a text.</summary>
    public static void Add(Headers headers, string name, string value) =>
        headers.Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a number.</summary>
    public static void Add(Headers headers, string name, long value) =>
        Add(headers, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a hash.</summary>
    public static void AddHash(Headers headers, string name, ulong value) =>
        Add(headers, name, value.ToString("x16", CultureInfo.InvariantCulture));

    /// <summary>The text; null when the header is not there or not of a length a header of ours has.</summary>
    public static string? Text(Headers? headers, string name) =>
        Last(headers, name) is { Length: > 0 and <= 512 } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The number; null when the header is not there or no number.</summary>
    public static long? Number(Headers? headers, string name) =>
        Last(headers, name) is { } bytes && Utf8Parser.TryParse(bytes, out long value, out int read)
            && read == bytes.Length
                ? value
                : null;

    /// <summary>The hash; null when the header is not there or no hash.</summary>
    public static ulong? Hash(Headers? headers, string name) =>
        Last(headers, name) is { Length: 16 } bytes && Utf8Parser.TryParse(bytes, out ulong value, out int read, 'x')
            && read == bytes.Length
                ? value
                : null;

    private static byte[]? Last(Headers? headers, string name)
    {
        if (headers is null)
            return null;
        for (int i = headers.Count - 1; i >= 0; i--)
        {
            if (headers[i].Key == name)
                return headers[i].GetValueBytes();
        }

        return null;
    }
}
