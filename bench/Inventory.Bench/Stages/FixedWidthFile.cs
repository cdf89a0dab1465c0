using System.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Bench.Stages;

/// <summary>Records as wholesalers' networks carry them: 256 bytes without line ends, half-width kana and CP932 names,
/// zoned numbers, a head and a trailer.</summary>
internal static class FixedWidthFile
{
    private const int RecordLength = 256;

    public static FeedProfile Profile { get; } = new()
    {
        Id = "bench-van",
        Participant = new ParticipantId("demo-formats"),
        Format = FeedFormats.FixedWidth,
        Encoding = "cp932",
        Scope = SnapshotScope.Full,
        UnknownLocation = "accept",
        FixedWidth = new FixedWidthLayout
        {
            RecordLength = RecordLength,
            RecordEnds = "none",
            Records =
            [
                new FixedWidthRecord
                {
                    Kind = "header",
                    Match = [new FixedWidthMatch(1, "A")],
                    Fields = [new FixedWidthField { Field = "asOf", Start = 2, Length = 8 }],
                },
                new FixedWidthRecord
                {
                    Kind = "detail",
                    Match = [new FixedWidthMatch(1, "D")],
                    Fields =
                    [
                        new FixedWidthField { Field = "location", Start = 2, Length = 8 },
                        new FixedWidthField { Field = "locationName", Start = 10, Length = 20 },
                        new FixedWidthField { Field = "gtin", Start = 30, Length = 13 },
                        new FixedWidthField { Field = "item", Start = 43, Length = 10 },
                        new FixedWidthField { Field = "quantity", Start = 90, Length = 7, Form = "zoned" },
                        new FixedWidthField { Field = "unit", Start = 97, Length = 3 },
                        new FixedWidthField { Field = "lot", Start = 100, Length = 10 },
                    ],
                },
                new FixedWidthRecord
                {
                    Kind = "trailer",
                    Match = [new FixedWidthMatch(1, "T")],
                    Fields = [new FixedWidthField { Field = "lineCount", Start = 2, Length = 7, Form = "zoned" }],
                },
            ],
        },
    };

    public static byte[] Of(StageInput input, int rows)
    {
        Encoding cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        Item[] items = [.. input.Registry.Items.Values.Where(item => item.Id.IsGtin)];
        byte[] file = new byte[(rows + 2) * RecordLength];
        file.AsSpan().Fill((byte)' ');
        cp932.GetBytes("A20261121", file);
        for (int row = 0; row < rows; row++)
        {
            Span<byte> record = file.AsSpan((row + 1) * RecordLength, RecordLength);
            cp932.GetBytes($"DC{row / 500:D7}", record);
            cp932.GetBytes("ﾄｳｷﾖｳ第一倉庫", record[9..]);
            cp932.GetBytes(items[row % items.Length].Id.Value.AsSpan(1), record[29..]);
            cp932.GetBytes($"{row % items.Length:D10}", record[42..]);
            cp932.GetBytes("不織布マスク　ふつう", record[52..]);
            cp932.GetBytes($"{row % 997:D7}EA LOT{row % 97:D5}", record[89..]);
        }

        cp932.GetBytes($"T{rows:D7}", file.AsSpan((rows + 1) * RecordLength));
        return file;
    }

    /// <summary>The least that any reader does: cut the records and look at the bytes of the fields.</summary>
    public static long Cut(ReadOnlySpan<byte> file)
    {
        long sum = 0;
        for (; file.Length >= RecordLength; file = file[RecordLength..])
        {
            foreach (FixedWidthField field in Profile.FixedWidth!.Records[1].Fields)
                sum += file.Slice(field.Start - 1, field.Length).TrimEnd((byte)' ').Length;
        }

        return sum;
    }
}
