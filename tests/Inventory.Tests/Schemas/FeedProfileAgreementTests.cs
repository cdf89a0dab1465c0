using System.Text;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>The loader takes exactly the example profiles that their schema takes.</summary>
public sealed class FeedProfileAgreementTests
{
    [Theory]
    [InlineData("valid", true)]
    [InlineData("invalid", false)]
    public void The_loader_agrees_with_the_schema(string kind, bool isValid)
    {
        SchemaExample[] examples = [.. SchemaFiles.Examples(kind).Where(x => x.Schema == "feed-profile.v1")];
        Assert.NotEmpty(examples);
        var wrong = new List<string>();
        foreach (SchemaExample example in examples)
        {
            var errors = new List<RegistryError>();
            FeedProfile? profile = RegistryLoader.LoadFeed(Encoding.UTF8.GetBytes(example.Text), example.Name, errors);
            if ((profile is not null && errors.Count == 0) != isValid)
                wrong.Add($"{example}: {string.Join("; ", errors)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
