using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>A test over real files of other owners: skipped with its reason where that folder is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SampleTheoryAttribute : TheoryAttribute
{
    public SampleTheoryAttribute()
    {
        if (SampleFiles.Folder is null)
            Skip = "there is no folder shared/samples above the repository";
    }
}
