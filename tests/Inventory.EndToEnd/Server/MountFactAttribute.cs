using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>A test that mounts a small file system, which needs Linux and root: skipped with its reason on a desk, never on
/// CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        bool mayMount = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (!mayMount && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "a small file system can be mounted on Linux as root only";
    }
}
