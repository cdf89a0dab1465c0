using Inventory.Storage.Kafka;
using Xunit;

namespace Inventory.Tests.Storage.Kafka;

/// <summary>A test that needs Kafka's native library: skipped with its reason on a desk without it, never on CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KafkaFactAttribute : FactAttribute
{
    public KafkaFactAttribute()
    {
        bool isCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        if (!isCi && !File.Exists(LibraryPath))
            Skip = "Kafka's native library is not there: run infra/librdkafka.sh once";
    }

    /// <summary>The library with the test brokers; the clients of the process use the same file.</summary>
    public static string LibraryPath { get; } = Path.Combine(KafkaNative.CacheFolder(), "librdkafka-test.so.1");
}
