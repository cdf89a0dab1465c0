using Inventory.Model.Rejections;
using NJsonSchema;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Schemas;

/// <summary>
/// What the schema says of a document, the platform does with it. On what only the platform can know (clock, registry,
/// check digits) the folder <c>beyond-schema</c> says which reason it gives.
/// </summary>
public sealed class TypedPathAgreementTests(ITestOutputHelper output)
{
    private const int Documents = 3000;
    private static readonly string[] Messages = ["stock-snapshot.v1", "run-marker.v1"];

    [Fact]
    public async Task Valid_examples_are_accepted()
    {
        var wrong = new List<string>();
        foreach (SchemaExample example in SchemaFiles.Examples("valid").Where(x => Messages.Contains(x.Schema)))
        {
            if (await TypedPath.RefusalAsync(example.Text) is { } reason)
                wrong.Add($"{example}: refused {reason}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("invalid")]
    [InlineData("beyond-schema")]
    public async Task Bad_examples_are_refused_for_the_reason_in_their_name(string kind)
    {
        SchemaExample[] examples = [.. SchemaFiles.Examples(kind).Where(x => Messages.Contains(x.Schema))];
        Assert.True(examples.Length > 10);
        var wrong = new List<string>();
        foreach (SchemaExample example in examples)
        {
            RejectionReason? reason = await TypedPath.RefusalAsync(example.Text);
            if (reason is null || RejectionText.WireName(reason.Value) != example.Reason)
                wrong.Add($"{example}: {reason?.ToString() ?? "accepted"}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Generated_documents_get_the_schemas_verdict()
    {
        int fresh = Environment.TickCount & int.MaxValue;
        output.WriteLine($"seed {fresh}");
        JsonSchema schema = SchemaFiles.Load(Messages[0]);
        foreach (int seed in new[] { 20261122, fresh })
        {
            var generator = new SnapshotGenerator(seed);
            var wrong = new HashSet<string>();
            for (int i = 0; i < Documents; i++)
            {
                (string text, string spoiled) = generator.Next();
                RejectionReason? reason = await TypedPath.RefusalAsync(text);
                bool isValid = schema.Validate(text).Count == 0;
                if (isValid != reason is null)
                    wrong.Add($"seed {seed}: {spoiled}schema: {(isValid ? "valid" : "invalid")}, platform: {reason}");
            }

            Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        }
    }
}
