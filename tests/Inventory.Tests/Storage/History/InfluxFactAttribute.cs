using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace Inventory.Tests.Storage.History;

/// <summary>A test on the real InfluxDB: skipped with its reason on a desk without it, never skipped on CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InfluxFactAttribute : FactAttribute
{
    public InfluxFactAttribute() => Skip = Reason;

    public static string? Reason { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null : InfluxServer.Missing;
}

/// <summary>Runs a theory on the embedded store.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["sqlite"]];
}

/// <summary>Runs a theory on the real InfluxDB.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnInfluxAttribute : DataAttribute
{
    public OnInfluxAttribute() => Skip = InfluxFactAttribute.Reason;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["influx"]];
}
