using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>
/// Finds the client's native library, librdkafka, at the first use of Kafka; nothing else of the platform needs it.
/// Looked for in this order: the configured path, the program's folder, the cache folder of
/// <c>infra/librdkafka.sh</c>, the system.</summary>
public static class KafkaNative
{
    /// <summary>The version that the managed client was made for; older ones lack functions it calls.</summary>
    public const string Version = "2.15.1";

    private const string ManagedName = "librdkafka";
    private const string FileName = "librdkafka.so.1";
    private static readonly Lock Gate = new();
    private static nint handle;

    /// <summary>Loads the library, once for the process.</summary>
    /// <param name="path">The library's file; null to look for it.</param>
    /// <exception cref="StorageException">There is none; the message names the command that gets it.</exception>
    public static void Load(string? path = null)
    {
        lock (Gate)
        {
            if (handle != 0)
                return;
            nint found = Find(path);
            // The client's own way of loading needs a library that a plain system has only with its development files.
            NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);
            handle = found;
        }
    }

    /// <summary>The folder that <c>infra/librdkafka.sh</c> fills.</summary>
    public static string CacheFolder()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "inventory", $"librdkafka-{Version}");
    }

    private static nint Find(string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            return NativeLibrary.TryLoad(path, out nint configured)
                ? configured
                : throw new StorageException($"Kafkaのライブラリ {path} を読み込めません。設定 kafka:library を確かめてください。 / "
                    + $"The Kafka library {path} cannot be loaded; check the setting kafka:library.");
        }

        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, FileName),
            Path.Combine(AppContext.BaseDirectory, "librdkafka.so"),
            Path.Combine(AppContext.BaseDirectory, "librdkafka.dll"),
            Path.Combine(AppContext.BaseDirectory, "librdkafka.dylib"),
            Path.Combine(CacheFolder(), FileName),
            FileName,
        ];
        foreach (string place in places)
        {
            if (NativeLibrary.TryLoad(place, out nint found))
                return found;
        }

        throw new StorageException(
            $"Kafkaのライブラリ librdkafka {Version} が見つかりません。infra/librdkafka.sh を一度実行してください。 / "
            + $"The Kafka library librdkafka {Version} was not found: run infra/librdkafka.sh once.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == ManagedName ? handle : 0;
}
