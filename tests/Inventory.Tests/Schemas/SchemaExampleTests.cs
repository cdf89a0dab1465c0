using Inventory.Model.Rejections;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>The examples beside the schemas mean what their folder says, to two validators that share no
/// code.</summary>
public sealed class SchemaExampleTests
{
    [Fact]
    public void Every_schema_has_a_valid_and_an_invalid_example()
    {
        Assert.Equal(18, SchemaFiles.Names.Count);
        Assert.Equal(SchemaFiles.Names, SchemaFiles.Examples("valid").Select(x => x.Schema).Distinct());
        Assert.Equal(SchemaFiles.Names, SchemaFiles.Examples("invalid").Select(x => x.Schema).Distinct());
    }

    [Fact]
    public void Invalid_examples_are_named_after_a_reason()
    {
        string[] unnamed =
        [
            .. SchemaFiles.Examples("invalid").Concat(SchemaFiles.Examples("beyond-schema"))
                .Where(x => !RejectionText.TryParse(x.Reason, out RejectionReason reason)
                    || reason == RejectionReason.None)
                .Select(x => x.ToString()),
        ];
        Assert.Empty(unnamed);
    }

    [Theory]
    [InlineData("valid", true)]
    [InlineData("beyond-schema", true)]
    [InlineData("invalid", false)]
    public void NJsonSchema_agrees_with_the_folder(string kind, bool isValid)
    {
        var schemas = SchemaFiles.Names.ToDictionary(x => x, SchemaFiles.Load);
        var wrong = new List<string>();
        foreach (SchemaExample example in SchemaFiles.Examples(kind))
        {
            ICollection<ValidationError> errors = schemas[example.Schema].Validate(example.Text);
            if (errors.Count == 0 != isValid)
                wrong.Add($"{example}: {string.Join("; ", errors)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [NodeFact]
    public void Ajv_agrees_with_the_folders()
    {
        (SchemaExample Example, bool IsValid)[] examples =
        [
            .. SchemaFiles.Examples("valid").Select(x => (x, true)),
            .. SchemaFiles.Examples("beyond-schema").Select(x => (x, true)),
            .. SchemaFiles.Examples("invalid").Select(x => (x, false)),
        ];
        IReadOnlyList<string> verdicts = AjvOracle.Verdicts(examples.Select(x => x.Example));
        Assert.Equal(examples.Length, verdicts.Count);
        string[] wrong =
        [
            .. examples.Zip(verdicts).Where(x => x.First.IsValid != (x.Second == "valid"))
                .Select(x => $"{x.First.Example}: {x.Second}"),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }
}
