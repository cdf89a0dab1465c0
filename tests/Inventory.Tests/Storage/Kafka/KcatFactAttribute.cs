using Xunit;

namespace Inventory.Tests.Storage.Kafka;

/// <summary>A test that needs kcat besides the native library: skipped with its reason on a desk without them, never on CI.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KcatFactAttribute : FactAttribute
{
    public KcatFactAttribute()
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!File.Exists(KafkaFactAttribute.LibraryPath))
            Skip = "Kafka's native library is not there: run infra/librdkafka.sh once";
        else if (!folders.Any(x => File.Exists(Path.Combine(x, "kcat"))))
            Skip = "kcat is not on the PATH";
    }
}
