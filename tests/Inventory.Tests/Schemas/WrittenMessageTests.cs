using System.Text;
using Inventory.Model.Alerts;
using Inventory.Model.Levels;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using NJsonSchema;
using Xunit;

namespace Inventory.Tests.Schemas;

/// <summary>What the platform writes follows the schema it publishes for it, with everything set and with nothing
/// set.</summary>
public sealed class WrittenMessageTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 14, 3, 0, 250, TimeSpan.FromHours(9));

    [Fact]
    public void Levels_follow_their_schema()
    {
        var full = new Level
        {
            Category = "masks",
            Prefecture = "13",
            Tier = "retailer",
            Status = "onHand",
            Quantity = -5,
            StaleQuantity = 0,
            Unit = "ST",
            Locations = new LevelLocations(4, 3, 2, 1),
            Participants = 4,
            OutflowPerDay = 0.5,
            DaysOfSupply = -10,
            AsOf = new AsOfRange(Time, Time),
            Suppressed = true,
            Band = PublicBand.Plenty,
        };
        foreach (Audience audience in Enum.GetValues<Audience>())
        {
            Level[] levels = [full, new Level(), .. Enum.GetValues<PublicBand>().Select(x => full with { Band = x })];
            AssertFollows("levels.v1", LevelJson.ToUtf8(new LevelSet(audience, 7, Time, levels), simulated: true));
        }
    }

    [Fact]
    public void Receipts_follow_their_schema()
    {
        var receipt = new Receipt
        {
            Id = "R-20261122-7f3a9c12",
            Feed = "demo-csv",
            Participant = "retailer-01",
            ReceivedAt = Time,
            Snapshots = 1,
            Lines = new ReceiptLines { Accepted = 1, Rejected = 40, Duplicate = 2, Superseded = 1 },
            Warnings = [new Warning("negative", 2, new SourcePosition(Line: 3), "-5"), new Warning("unheardOf", 1)],
            Rejections =
            [
                .. Enum.GetValues<RejectionReason>().Where(x => x != RejectionReason.None)
                    .Select(x => new Rejection(new SourcePosition(Row: 4, Column: "在庫数"), "quantity", null, x)),
            ],
            Offsets = new OffsetRange(3, 9),
        };
        AssertFollows("receipt.v1", ReceiptJson.ToUtf8(receipt));
        AssertFollows("receipt.v1", ReceiptJson.ToUtf8(new Receipt { Id = string.Empty }));
    }

    [Fact]
    public void Alerts_follow_their_schema()
    {
        foreach (AlertMeasure measure in Enum.GetValues<AlertMeasure>())
        {
            var alert = new Alert { Id = "a-1", Rule = "supply", Measure = measure, Category = "masks", RaisedAt = Time };
            AssertFollows("alert.v1", AlertJson.ToUtf8(alert, simulated: false));
            AssertFollows("alert.v1", AlertJson.ToUtf8(AcknowledgedAndCleared(alert), simulated: true));
        }
    }

    private static Alert AcknowledgedAndCleared(Alert alert) => alert with
    {
        Prefecture = "47",
        Tier = "wholesaler",
        State = AlertState.Cleared,
        ClearedAt = Time,
        AcknowledgedAt = Time,
        AcknowledgedBy = "ministry",
        Note = "増産を依頼",
    };

    private static void AssertFollows(string schema, byte[] utf8)
    {
        JsonSchema judge = SchemaFiles.Load(schema);
        string text = Encoding.UTF8.GetString(utf8);
        Assert.True(judge.Validate(text).Count == 0, text + "\n" + string.Join('\n', judge.Validate(text)));
    }
}
