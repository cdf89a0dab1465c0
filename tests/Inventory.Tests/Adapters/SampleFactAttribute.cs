using Xunit;

namespace Inventory.Tests.Adapters;

/// <summary>A test over a real file of another owner: skipped with its reason where that folder is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute()
    {
        if (SampleFiles.Folder is null)
            Skip = "there is no folder shared/samples above the repository";
    }
}
