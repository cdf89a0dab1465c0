using System.Text;
using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters;

/// <summary>Whatever arrives, an adapter answers: it never throws, and what it keeps and refuses adds up. The seed
/// is printed.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int InputsPerFormat = 10_000;
    private const string Csv =
        "店舗,JAN,在庫,単位,時点,ロット,賞味期限\r\n0001,4901234567894,\"1,234\",枚,2020/4/1 9:05,L1,令和4年3月31日\r\n"
        + "0002,\"A \"\"1\",▲5,箱,R2.4.1,,\r\n0003,ｶﾞｰｾﾞ①,,枚,2020年3月31日 25時30分,,\r\n0001,A-2,(7),BX,20200401,,2022-01-31\r\n";

    private const string Json =
        """
        [{"specVersion":"1.0","snapshotId":"s-1","sender":"shop-01","location":"shop-01:0001","asOf":"2020-04-01T09:00:00+09:00",
        "scope":"full","lines":[{"item":"shop-01:A-1","quantity":5.0,"unit":"ST","expiry":"2021-01-01","lot":"ガ\u30ac"},
        {"item":"04901234567894","band":{"min":1,"max":9},"saleState":"selling","x-a":[{}]}]}]
        """;

    private static readonly string[] Tokens =
        ["\"", "\"\"", ",", "\r", "\n", "\t", "-", "▲", "E+12", "9999999999999999999999", "令和", "元", "(", ")", "{", "}", "[", "]",
        "null", "1e400", "\\ud800", ":", "\0", "\uFEFF", "2020/2/30", "29:59", "．", "ﾞ", "𠮷", "=\"", "'"];

    [Fact]
    public async Task No_delimited_input_breaks_the_adapter()
    {
        FeedProfile run = TestFeed.Profile with { Scope = SnapshotScope.Full, CompleteRun = true };
        Encoding[] encodings = [Encoding.UTF8, TestFeed.CodePage(932), TestFeed.CodePage(51932), Encoding.Unicode];
        await RunAsync(932_001, [.. encodings.Select(x => x.GetBytes(Csv))], [TestFeed.Profile, run]);
    }

    [Fact]
    public async Task No_json_input_breaks_the_adapter()
    {
        FeedProfile profile = TestFeed.Profile with { Format = "canonical-json" };
        string lines = string.Join('\n', Enumerable.Repeat(Json.Replace("\n", "").Trim('[', ']'), 3));
        await RunAsync(932_002, [Encoding.UTF8.GetBytes(Json), Encoding.UTF8.GetBytes(lines)], [profile]);
    }

    private async Task RunAsync(int seed, byte[][] inputs, FeedProfile[] profiles)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        int kept = 0;
        for (int i = 0; i < InputsPerFormat; i++)
        {
            byte[] input = Mutate(inputs[random.Next(inputs.Length)], random);
            FeedProfile profile = profiles[random.Next(profiles.Length)];
            FeedReading reading;
            try
            {
                reading = await TestFeed.ReadAsync(input, profile);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, input {i}: {Convert.ToBase64String(input)}", e);
            }

            Check(reading);
            kept += reading.Snapshots.Count > 0 ? 1 : 0;
        }

        // A fuzz that never gets past the first check tests nothing.
        Assert.InRange(kept, InputsPerFormat / 20, InputsPerFormat);
    }

    private static void Check(FeedReading reading)
    {
        if (reading.Failure is { } failure)
        {
            Assert.NotEqual(RejectionReason.None, failure.Reason);
            Assert.Empty(reading.Snapshots);
            Assert.Null(reading.Run);
            return;
        }

        Assert.Equal(reading.Accepted, reading.Snapshots.Sum(x => x.Lines.Count));
        Assert.True(reading.Rejections.Count <= Receipt.RejectionsMax && reading.Rejections.Count <= reading.Rejected);
        Assert.All(reading.Rejections, x => Assert.True(x.Value is not { Length: > 200 }
            && x.Reason != RejectionReason.None));
        Assert.Equal(reading.Rejected > 0, reading.Rejections.Count > 0);
        Assert.All(reading.Snapshots, x => Assert.True(x.Lines.Count > 0 || x.Scope == SnapshotScope.Full));
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = new List<byte>(source);
        for (int edits = random.Next(1, 6); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }
}
