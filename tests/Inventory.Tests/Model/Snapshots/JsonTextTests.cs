using System.Buffers;
using System.Text;
using System.Text.Json;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Snapshots;

public sealed class JsonTextTests
{
    [Fact]
    public void Every_character_that_may_stand_in_a_local_code_reaches_the_engine_unescaped()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        int codes = 0;
        for (int c = 0; c <= 0x10FFFF; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            string code = "a" + char.ConvertFromUtf32(c) + "b";
            if (!LocalCode.IsCode(code))
            {
                bool isBidi = c is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
                Assert.True(isBidi || c is < 0x20 or '"' or '\\' or (>= 0x7F and <= 0x9F), $"U+{c:X4} is refused");
                continue;
            }

            codes++;
            // Every plane in full costs a million documents; beyond the basic plane each 37th character is enough.
            if (c > 0xFFFF && c % 37 != 0)
                continue;
            output.ResetWrittenCount();
            writer.Write(Sample("retailer-01:" + code), output);
            var reader = new SnapshotReader(output.WrittenSpan);
            Assert.True(reader.ReadHeader(), $"U+{c:X4} cannot be read back");
            Assert.Equal("retailer-01:" + code, Encoding.UTF8.GetString(reader.Location));
        }

        Assert.Equal(0x110000 - 0x800 - 0x20 - 2 - 0x21 - 12, codes);
    }

    [Fact]
    public void Lots_with_quotes_and_backslashes_are_well_formed_json()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        string lot = new([.. Enumerable.Range(0, 0x80).Select(x => (char)x)]);
        writer.Write(Sample("retailer-01:A") with { Lines = [Line(lot)] }, output);
        using JsonDocument document = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(lot, document.RootElement.GetProperty("lines")[0].GetProperty("lot").GetString());
    }

    [Theory]
    [InlineData("髙﨑 ① 𠮷野家 <b>&'+", true)]
    [InlineData("a\"b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\u001fb", false)]
    public void Plain_is_what_needs_no_escape(string text, bool isPlain) =>
        Assert.Equal(isPlain, JsonText.IsPlain(text));

    [Fact]
    public void Lone_surrogates_are_not_well_formed()
    {
        Assert.False(JsonText.IsWellFormed("\uD842"));
        Assert.False(JsonText.IsWellFormed("a\uDFB7"));
        Assert.False(JsonText.IsWellFormed("\uDFB7\uD842"));
        Assert.False(JsonText.IsWellFormed("\uD842\uD842\uDFB7"));
        Assert.True(JsonText.IsWellFormed("\uD842\uDFB7\uD842\uDFB7"));
    }

    private static StockLine Line(string lot) => new() { Item = new ItemId("maker-01:A"), Quantity = 1, Unit = "EA", Lot = lot };

    private static StockSnapshot Sample(string location) => new()
    {
        SnapshotId = "s-1",
        Sender = new ParticipantId("retailer-01"),
        Location = new LocationId(location),
        AsOf = new DateTimeOffset(2026, 11, 22, 14, 3, 0, TimeSpan.FromHours(9)),
        Lines = [],
    };
}
