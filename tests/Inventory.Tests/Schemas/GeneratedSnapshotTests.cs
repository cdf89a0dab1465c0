using NJsonSchema;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Schemas;

/// <summary>Documents nobody thought of get one verdict, whoever is asked. A failure names the seed that repeats
/// it.</summary>
public sealed class GeneratedSnapshotTests(ITestOutputHelper output)
{
    private const string Schema = "stock-snapshot.v1";
    private const int Documents = 1500;

    [Fact]
    public void Unspoiled_documents_are_valid()
    {
        int seed = FreshSeed();
        JsonSchema schema = SchemaFiles.Load(Schema);
        var generator = new SnapshotGenerator(seed);
        for (int i = 0; i < Documents; i++)
        {
            (string text, string spoiled) = generator.Next();
            if (spoiled.Length == 0)
                Assert.Empty(schema.Validate(text));
        }
    }

    [NodeFact]
    public void NJsonSchema_and_ajv_agree()
    {
        foreach (int seed in new[] { 20261122, FreshSeed() })
        {
            JsonSchema schema = SchemaFiles.Load(Schema);
            var generator = new SnapshotGenerator(seed);
            (string Text, string Spoiled)[] documents =
                [.. Enumerable.Range(0, Documents).Select(_ => generator.Next())];
            IReadOnlyList<string> verdicts =
                AjvOracle.Verdicts(documents.Select(x => new SchemaExample(Schema, x.Spoiled, x.Text)));
            Assert.Equal(Documents, verdicts.Count);
            string[] wrong =
            [
                .. documents.Zip(verdicts)
                    .Where(x => (schema.Validate(x.First.Text).Count == 0) != (x.Second == "valid"))
                    .Select(x => $"seed {seed}: {x.First.Spoiled}ajv: {x.Second}, NJsonSchema: "
                        + string.Join("; ", schema.Validate(x.First.Text)))
                    .Distinct().Take(40),
            ];
            Assert.True(wrong.Length == 0, string.Join('\n', wrong));
            int valid = verdicts.Count(x => x == "valid");
            output.WriteLine($"seed {seed}: {valid} of {Documents} documents are valid");
            // Both kinds must be well represented, or the agreement would mean little.
            Assert.InRange(valid, Documents / 4, Documents * 3 / 4);
        }
    }

    private int FreshSeed()
    {
        int seed = Environment.TickCount & int.MaxValue;
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
