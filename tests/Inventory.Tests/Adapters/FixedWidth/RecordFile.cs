using System.Globalization;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Tests.Schemas;
using Xunit;

namespace Inventory.Tests.Adapters.FixedWidth;

/// <summary>Writes records as the two example layouts of the schemas have them, and reads them back through these.</summary>
internal static class RecordFile
{
    public static FeedProfile Van { get; } = Load("fixed-width-van");

    public static FeedProfile Host { get; } = Load("fixed-width-host");

    public static Encoding Ebcdic { get; } = TestFeed.CodePage(20290);

    /// <summary>The head of a VAN file: made on one day, counted on another.</summary>
    public static string VanHead(int records, string countedOn = "200401") =>
        $"P10200402063000{countedOn}{new string('0', 24)}256{records:D6}".PadRight(256);

    public static string VanLine(string location, string jan, string code, string onHand, string allocated = "") =>
        ("D" + location.PadRight(6) + jan.PadRight(13) + code.PadRight(10) + onHand.PadLeft(9, '0')
            + allocated.PadLeft(9, '0')).PadRight(256);

    public static byte[] HostRecord(string text) => Ebcdic.GetBytes(text.PadRight(128));

    public static byte[] HostLine(params (string Item, long Quantity)[] items)
    {
        byte[] record = HostRecord("D");
        for (int i = 0; i < items.Length; i++)
        {
            Ebcdic.GetBytes(items[i].Item.PadRight(13)).CopyTo(record, 1 + (i * 20));
            Packed(items[i].Quantity, 5).CopyTo(record, 14 + (i * 20));
        }

        return record;
    }

    public static byte[] Packed(long number, int bytes) => Convert.FromHexString(
        Math.Abs(number).ToString("D" + ((bytes * 2) - 1), CultureInfo.InvariantCulture) + (number < 0 ? "D" : "C"));

    public static byte[] HostFile(params byte[][] records) => [.. records.SelectMany(x => x)];

    public static Task<FeedReading> ReadAsync(FeedProfile profile, string text) =>
        TestFeed.ReadAsync(TestFeed.CodePage(932).GetBytes(text), profile);

    private static FeedProfile Load(string name)
    {
        SchemaExample example = SchemaFiles.Examples("valid").Single(x => x.Name.Contains(name, StringComparison.Ordinal));
        var errors = new List<RegistryError>();
        FeedProfile? profile = RegistryLoader.LoadFeed(Encoding.UTF8.GetBytes(example.Text), example.Name, errors);
        Assert.Empty(errors);
        return profile! with { Participant = TestFeed.Shop, UnknownLocation = "accept" };
    }
}
