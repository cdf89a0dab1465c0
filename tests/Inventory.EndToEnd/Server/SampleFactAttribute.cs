using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>A test over real files of other owners: skipped with its reason where that folder is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute()
    {
        if (NationalRunTests.Samples() is null)
            Skip = "there is no folder shared/samples above the repository";
    }
}
